"""Files of lines, whole or not at all, compressed where their name ends in ``.gz``."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pacts_daemon.cli.console.failures import UsageError


@contextmanager
def read_lines(file: Path) -> Iterator[Iterator[bytes]]:
    """Yield the lines of a file, ``-`` being standard input.

    Raises:
        UsageError: it cannot be read.
    """
    if str(file) == "-":
        yield iter(sys.stdin.buffer)
        return
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            yield iter(opened)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UsageError("file", f"{file}: damaged, or not a gzip file") from None
    except OSError as error:
        raise UsageError("file", f"{file}: {error.strerror or error}") from None


@contextmanager
def written_text(file: Path | None) -> Iterator[IO[str]]:
    """Yield what to write to: a file that takes its name when all is written, or the output.

    Raises:
        UsageError: it cannot be written.
    """
    if file is None or str(file) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with _opened(part, is_packed=file.suffix == ".gz") as opened:
            yield opened
        part.replace(file)
    except OSError as error:
        raise UsageError("output", f"{file}: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def _opened(part: Path, *, is_packed: bool) -> IO[str]:
    if is_packed:
        # Without a time in its header the same entries make the same file.
        return gzip.open(part, "wt", encoding="utf-8", newline="\n")
    return part.open("w", encoding="utf-8", newline="\n")
