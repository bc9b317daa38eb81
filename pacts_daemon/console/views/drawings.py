"""Stored pages, drawn within what work on pages may take."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from aiohttp import web

from pacts_daemon.console.doors import policy
from pacts_daemon.console.drawing.page import Drawing, drawn, undrawn
from pacts_daemon.console.parts import Parts
from pacts_daemon.core.content.page import PageForm, SentPage
from pacts_daemon.core.content.threads import in_page_thread

# Parsed it takes 17 times as much, 136 MiB of the 192 MiB that pages may take at a time.
MAX_BYTES: Final = 8 * 1024 * 1024


async def drawing_of(parts: Parts, capture: bytes | None, place: str) -> Drawing:
    """Return a page with the element at a path marked; of None, that it is not kept."""
    if capture is None:
        return undrawn("The page is not kept.")
    if len(capture) > MAX_BYTES:
        return undrawn("The page is too large to be drawn.")
    page = SentPage(PageForm.CAPTURE, capture, sha256(capture).digest(), "page")
    async with parts.pages.worked_on(page):
        return await in_page_thread(drawn, parts.meter, capture, place)


def drawing_response(drawing: Drawing) -> web.Response:
    """Return a drawing as a page of its own, for a frame of the console."""
    headers = {"Content-Security-Policy": policy.of_drawing(drawing.style)}
    return web.Response(
        text=drawing.html, content_type="text/html", charset="utf-8", headers=headers
    )
