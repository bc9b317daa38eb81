"""Forms with files in them, read piece by piece so that none is larger than it may be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from aiohttp import BodyPartReader, web

from pacts_daemon.core.content.page import SentPage
from pacts_daemon.core.content.reading import form_of, plain_of
from pacts_daemon.core.errors import InvalidFieldError, PageTooLargeError

# A query's fields at their longest, 4 KiB of a page's address among them, many times over.
_MAX_TEXT_BYTES: Final = 16 * 1024
# The largest form has ten fields; each part is read before it is known what it is.
_MAX_PARTS: Final = 16
# Two pages of 32 MiB over a line of 5 Mbit/s; who sends byte by byte is cut off.
_LONGEST_S: Final = 120


@dataclass(slots=True)
class Form:
    """The fields of a form, and its files by the names of their fields; empty ones are left out."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def page(self, name: str, max_bytes: int) -> SentPage:
        """Return the page in a file, unpacked where it is gzip.

        Raises:
            InvalidFieldError: there is no such file, or it is no page.
            PageTooLargeError: it has over ``max_bytes``.
        """
        sent = self.files.get(name)
        if sent is None:
            raise InvalidFieldError(name, "choose a file")
        content = plain_of(sent, max_bytes)
        if content is None:
            raise InvalidFieldError(name, "is damaged: not the whole of a gzip file")
        if len(content) > max_bytes:
            raise PageTooLargeError(name, f"has over {max_bytes} bytes")
        form = form_of(content)
        if form is None:
            raise InvalidFieldError(name, "is not a page: neither HTML nor a capture")
        return SentPage(form, content, sha256(content).digest(), name)


async def form_from(
    request: web.Request, max_file_bytes: int, check: Callable[[Mapping[str, object]], None]
) -> Form:
    """Read a form; ``check`` is asked about its fields before the first file is read.

    Raises:
        InvalidFieldError: it is no such form, has too many parts, or takes too long.
        PageTooLargeError: a file has over ``max_file_bytes``.
    """
    try:
        async with asyncio.timeout(_LONGEST_S):
            return await _read(request, max_file_bytes, check)
    except TimeoutError:
        raise InvalidFieldError("form", f"took over {_LONGEST_S} s to arrive") from None
    except (ValueError, AssertionError):
        raise InvalidFieldError("form", "is not a form with files") from None


async def _read(
    request: web.Request, max_file_bytes: int, check: Callable[[Mapping[str, object]], None]
) -> Form:
    form, is_checked = Form(), False
    reader = await request.multipart()
    for _ in range(_MAX_PARTS):
        part = await reader.next()
        if part is None:
            break
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise InvalidFieldError("form", "has a part without a name")
        if part.filename is None:
            text = await _bounded(part, part.name, _MAX_TEXT_BYTES)
            form.fields[part.name] = text.decode("utf-8", "replace")
            continue
        check(form.fields)
        is_checked = True
        content = await _bounded(part, part.name, max_file_bytes)
        if content:
            form.files[part.name] = content
    else:
        raise InvalidFieldError("form", f"has over {_MAX_PARTS} parts")
    if not is_checked:
        check(form.fields)
    return form


async def _bounded(part: BodyPartReader, name: str, max_bytes: int) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk():
        content += piece
        if len(content) > max_bytes:
            raise PageTooLargeError(name, f"has over {max_bytes} bytes")
    return bytes(content)
