"""Pictures inside the report, as many as a file can bear; the others are linked."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.report.beside import file_beside
from pacts_daemon.pipeline.verdict.results import RunResult, StepResult

# A screenshot has some 100 KB. In base64 a third more: with all of them the file stays below 11 MB,
# which opens at once and can be sent.
MAX_PICTURE_BYTES: Final = 2_000_000
MAX_BYTES: Final = 8_000_000
_KINDS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot in the report.

    Attributes:
        id: its anchor.
        path: its file.
        source: a data URL; empty when it is not inside the report, or shown elsewhere in it.
        why: the reason for the one, empty for the other.
    """

    id: str
    path: str
    source: str = ""
    why: str = ""


@dataclass(slots=True)
class Pictures:
    """Reads the pictures of a run, those of failures first, then those of heals."""

    folder: Path
    _read: dict[str, Picture] = field(default_factory=dict)
    _shown: set[str] = field(default_factory=set)
    _bytes: int = 0

    @classmethod
    def of(cls, result: RunResult, folder: Path) -> Pictures:
        pictures = cls(folder)
        steps = [step for case in result.cases for step in case.steps]
        for step in sorted(steps, key=_urgency):
            for path in paths_of(step):
                pictures.read(path)
        return pictures

    def read(self, path: str) -> Picture:
        """Return a picture; the same for the same path."""
        if path not in self._read:
            self._read[path] = self._new(path, f"picture-{len(self._read) + 1}")
        return self._read[path]

    def show(self, path: str) -> Picture:
        """Return a picture to be shown; from the second time on, without what is shown already."""
        picture = self.read(path)
        if path in self._shown:
            return replace(picture, source="")
        self._shown.add(path)
        return picture

    def _new(self, path: str, picture_id: str) -> Picture:
        file = file_beside(self.folder, path)
        if file is None:
            return Picture(picture_id, path, why="is not in the folder of the report")
        size = file.stat().st_size
        if size > MAX_PICTURE_BYTES or self._bytes + size > MAX_BYTES:
            return Picture(picture_id, path, why="lies beside the report, which would grow too big")
        content = file.read_bytes()
        kind = _kind(content)
        if not kind:
            return Picture(picture_id, path, why="is no PNG, JPEG, GIF or WebP")
        self._bytes += size
        source = f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"
        return Picture(picture_id, path, source)


def paths_of(step: StepResult) -> tuple[str, ...]:
    """Return the pictures of a step and its heals, each once."""
    healed = [heal.screenshot for heal in step.heals if heal.screenshot]
    return tuple(dict.fromkeys([*step.screenshots, *healed]))


def _urgency(step: StepResult) -> int:
    return 0 if step.failure else 1 if step.heals else 2


def _kind(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _KINDS if content.startswith(start)), "")
