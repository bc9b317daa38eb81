"""Plans of sentences that were made before, as files: a second run asks nobody."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence, SentenceKind
from pacts_daemon.pipeline.whole_files import write_whole

# Counted up when a plan has another form: plans that were kept in the one before are misses.
FORMAT: Final = 1
# Some KiB each, and all are looked at when one too many is kept.
MAX_ENTRIES: Final = 10_000
# A plan has a few hundred bytes: what is larger was not kept by this.
_MAX_BYTES: Final = 256 * 1024


class _Kept(BaseModel):
    """What a file holds: the sentence too, so that a wrong name is a miss and a person can read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    planner: str
    kind: SentenceKind
    text: str
    plan: tuple[PlannedAction, ...] = Field(min_length=1)


class PlanCache:
    """Keeps what a planner made of a sentence, by the sentence and the planner's name.

    Whatever can't be read, or is of another format, is a miss. Files are the user's alone, and
    appear whole or not at all. Several processes may share a folder.

    Args:
        folder: made when the first plan is kept.
        max_entries: beyond it those that were used least lately are dropped.
    """

    def __init__(self, folder: Path, max_entries: int = MAX_ENTRIES) -> None:
        self._folder = folder
        self._max_entries = max_entries

    def get(self, planner: str, sentence: Sentence) -> tuple[PlannedAction, ...] | None:
        """Return the plan of a sentence, or None on a miss."""
        path = self._path(planner, sentence)
        try:
            with path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
            kept = _Kept.model_validate_json(content)
        except (OSError, ValidationError):
            return None
        if kept != _kept(planner, sentence, kept.plan):
            return None
        _mark_used(path)
        return kept.plan

    def put(self, planner: str, sentence: Sentence, plan: Sequence[PlannedAction]) -> None:
        """Keep the plan of a sentence.

        Raises:
            OSError: it can't be written; nothing is left behind.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = _kept(planner, sentence, tuple(plan))
        write_whole(self._path(planner, sentence), kept.model_dump_json().encode())

    def trim(self) -> None:
        """Drop what was used least lately, beyond the limit.

        Raises:
            OSError: the folder can't be read or written.
        """
        found = [(_used_at(path), path) for path in self._folder.glob("*.json")]
        for _, path in sorted(found)[: max(0, len(found) - self._max_entries)]:
            path.unlink(missing_ok=True)

    def _path(self, planner: str, sentence: Sentence) -> Path:
        said = json.dumps([FORMAT, planner, sentence.kind, sentence.text])
        return self._folder / f"{hashlib.sha256(said.encode()).hexdigest()}.json"


def _kept(planner: str, sentence: Sentence, plan: tuple[PlannedAction, ...]) -> _Kept:
    return _Kept(format=FORMAT, planner=planner, kind=sentence.kind, text=sentence.text, plan=plan)


def _mark_used(path: Path) -> None:
    try:
        os.utime(path)
    except (
        OSError
    ):  # another process dropped it, or the folder is read-only: it was read all the same
        return


def _used_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # another process was first
        return 0
