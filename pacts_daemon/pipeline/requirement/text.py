"""The text of a file that people wrote."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.requirement.errors import RequirementError, RequirementFault

# Some ten thousand sentences: what is larger is no requirement.
MAX_BYTES: Final = 1024 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text with the ends of its lines made one kind.

    Attributes:
        name: how errors call the file.
        text: without byte order mark; lines end with a line feed.
        folder: what paths in it are relative to; None where no other file may be read.
    """

    name: str
    text: str
    folder: Path | None = None

    @property
    def lines(self) -> list[str]:
        """The lines, as places count them."""
        return self.text.split("\n")


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return what is in a file.

    Raises:
        RequirementError: it can't be read, or is over ``max_bytes``.
    """
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _failure(str(path), f"can't be read: {said}") from None
    if len(content) > max_bytes:
        raise _too_large(str(path), max_bytes)
    return content


def decoded(content: bytes, name: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the text that bytes hold: UTF-8, or UTF-16 by its byte order mark.

    Raises:
        RequirementError: they hold none; names the place of the first byte that is none.
    """
    if len(content) > max_bytes:
        raise _too_large(name, max_bytes)
    mark, encoding = next((one for one in _MARKS if content.startswith(one[0])), (b"", "utf-8"))
    body = content[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace")
        wrong = f"byte 0x{body[error.start]:02x} is no {encoding.upper()}"
        raise _failure(name, wrong, before, "save the file as UTF-8") from None
    before, nul, _ = text.partition("\0")
    if nul:
        raise _failure(name, "a NUL character: this is no text", before, "save it as plain text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _too_large(name: str, max_bytes: int) -> RequirementError:
    return _failure(
        name, f"over {max_bytes // 1024} KiB", hint="split it into files of fewer cases"
    )


def _failure(
    name: str, message: str, before: str | None = None, hint: str = ""
) -> RequirementError:
    line, column = 0, 0
    if before is not None:
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return RequirementError([RequirementFault(name, line, column, message, hint)])
