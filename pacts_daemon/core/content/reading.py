"""What form bytes are in that somebody says are a page."""

from __future__ import annotations

import re
import zlib
from typing import Final

from pacts_daemon.core.content.page import PageForm

# Programs and pictures have a zero within their first bytes; a page has none anywhere, and may be
# of many MiB.
_HEAD_BYTES: Final = 8192
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_TAG: Final = re.compile(rb"<[a-zA-Z!]")
_GZIP: Final = b"\x1f\x8b"
# 15, the largest window, and 16, which has zlib read gzip's header and check its sum.
_GZIP_WINDOW: Final = 31


def form_of(content: bytes) -> PageForm | None:
    """Return whether bytes are HTML or a capture, by what they begin with; None when neither."""
    head = content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
    if head == b"{":
        return PageForm.CAPTURE
    # Any bytes can be parsed as HTML; a program or a picture would come out as a page that drifted.
    is_binary = head != b"<" and b"\0" in content[:_HEAD_BYTES]
    return None if is_binary or not _TAG.search(content) else PageForm.HTML


def plain_of(content: bytes, max_bytes: int) -> bytes | None:
    """Return bytes as they are, or unpacked where they are gzip; None for damaged ones.

    Of more than ``max_bytes``, so many and one more are returned.
    """
    if not content.startswith(_GZIP):
        return content[: max_bytes + 1]
    reader = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = reader.decompress(content, max_bytes + 1)
    except zlib.error:
        return None
    return plain if reader.eof or len(plain) > max_bytes else None
