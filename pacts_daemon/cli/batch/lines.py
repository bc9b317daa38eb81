"""Batch files: JSON Lines in, one JSON line out for each case, in order, as it goes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import print_json_line

# A case names files; one that holds a page itself would be 64 MiB to read before it is refused.
MAX_LINE_BYTES: Final = 1024 * 1024

Answer = Callable[[Mapping[str, object], Path], Mapping[str, object]]
"""Answers one case; paths in it are relative to the folder. Raises UsageError for a bad case."""


def answer_batch(batch: str, answer: Answer) -> ExitCode:
    """Answer every case of a batch file, ``-`` being standard input; blank lines are no cases.

    Returns NOT_QUITE when a case could not be answered: its line then has ``error``.

    Raises:
        UsageError: the batch file itself cannot be read.
    """
    code = ExitCode.OK
    with _opened(batch) as (file, folder):
        for line in _lines(file):
            fields, failed = _answered(line, folder, answer)
            print_json_line(fields)
            code = ExitCode.NOT_QUITE if failed else code
    return code


def text_of(case: Mapping[str, object], field: str) -> str:
    """Return a field that must be text and not empty.

    Raises:
        UsageError: it is not.
    """
    value = case.get(field)
    if not isinstance(value, str) or not value:
        raise UsageError(field, "missing" if value is None else "must be text and not empty")
    return value


def _answered(line: bytes, folder: Path, answer: Answer) -> tuple[dict[str, object], bool]:
    case: Mapping[str, object] = {}
    try:
        case = _case(line)
        return {"id": _id_of(case), **answer(case, folder)}, False
    except UsageError as error:
        return {"id": case.get("id"), "error": str(error)}, True


def _case(line: bytes) -> Mapping[str, object]:
    if len(line) > MAX_LINE_BYTES:
        raise UsageError("line", f"over {MAX_LINE_BYTES // 1024} KiB")
    try:
        case = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError("line", f"not JSON: {error}") from None
    if not isinstance(case, dict):
        raise UsageError("line", "not a JSON object")
    return case


def _id_of(case: Mapping[str, object]) -> object:
    case_id = case.get("id")
    if case_id is None:
        raise UsageError("id", "missing")
    return case_id


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield lines that are not blank, of an over-long one its beginning only."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE_BYTES)
        if line.strip():
            yield line


@contextmanager
def _opened(batch: str) -> Iterator[tuple[BinaryIO, Path]]:
    if batch == "-":
        yield sys.stdin.buffer, Path()
        return
    path = Path(batch)
    try:
        file = path.open("rb")
        file.peek(1)
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError("batch", f"{path}: {said}") from None
    with file:
        yield file, path.parent
