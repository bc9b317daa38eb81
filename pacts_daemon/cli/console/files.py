"""Reading pages from files, compressed or not."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Final

from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.core.content.page import PageForm
from pacts_daemon.core.content.reading import form_of

# Twice what a page may have by default (`drift.max_page_bytes`): so that a file that unpacks
# without end is refused before it fills memory.
MAX_BYTES: Final = 64 * 1024 * 1024


def read_html_or_capture(path: Path, field: str) -> tuple[bytes, bool]:
    """Return the page in a file, and whether it is a capture by what it begins with, else HTML.

    Raises:
        UsageError: as `read_page`, or it is no page.
    """
    content = read_page(path, field)
    form = form_of(content)
    if form is None:
        raise UsageError(field, f"{path}: not a page: neither HTML nor a capture")
    return content, form is PageForm.CAPTURE


def read_page(path: Path, field: str) -> bytes:
    """Return what a file holds, unpacked when its name ends in ``.gz``.

    Raises:
        UsageError: it cannot be read, is damaged, or holds over 64 MiB.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content: bytes = file.read(MAX_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UsageError(field, f"{path}: damaged, or not a gzip file") from None
    except (OSError, ValueError) as error:
        raise UsageError(field, f"{path}: {_said(error)}") from None
    if len(content) > MAX_BYTES:
        raise UsageError(field, f"{path}: over {MAX_BYTES // 1024**2} MiB")
    return content


def _said(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
