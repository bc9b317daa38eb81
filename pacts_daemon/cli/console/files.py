"""Reading pages from files, compressed or not."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import Final

from pacts_daemon.cli.console.failures import UsageError

MAX_BYTES: Final = 64 * 1024 * 1024
_HEAD_BYTES: Final = 8192
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_TAG: Final = re.compile(rb"<[a-zA-Z!]")


def read_html_or_capture(path: Path, field: str) -> tuple[bytes, bool]:
    """Return the page in a file, and whether it is a capture by what it begins with, else HTML.

    Raises:
        UsageError: as `read_page`, or it is no page.
    """
    content = read_page(path, field)
    head = content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
    if head == b"{":
        return content, True
    # Any bytes can be parsed as HTML; a program or a picture would come out as a page that drifted.
    is_binary = head != b"<" and b"\0" in content[:_HEAD_BYTES]
    if is_binary or not _TAG.search(content):
        raise UsageError(field, f"{path}: not a page: neither HTML nor a capture")
    return content, False


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
