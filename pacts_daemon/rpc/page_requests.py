"""Pages in requests to values; every limit on how a page is sent that is not the page's own."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from pacts.v1 import element_pb2 as pb
from pacts_daemon.core.content.page import PageForm, SentFrame, SentPage, sent_page
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.locate.content.pages import SentPages

MAX_FRAMES = 32
MAX_FRAME_NAME_BYTES = 512
MAX_FRAME_URL_BYTES = 4096
_DIGEST_BYTES = sha256().digest_size


def page_from(message: pb.PageContent, field: str, pages: SentPages) -> SentPage:
    """Return the page of a message, or the one that was sent before by its digest.

    Raises:
        InvalidFieldError: it is in no form, or its frames are not as they must be.
        PageNotKeptError: no page of that digest is kept.
    """
    if len(message.frames) > MAX_FRAMES:
        problem = f"must be at most {MAX_FRAMES}, not {len(message.frames)}"
        raise InvalidFieldError(f"{field}.frames", problem)
    frames = tuple(
        _frame_from(one, f"{field}.frames[{at}]", pages) for at, one in enumerate(message.frames)
    )
    source = message.WhichOneof("source")
    if source is None:
        raise InvalidFieldError(field, "must be html, capture, dom_snapshot or digest")
    place = f"{field}.{source}"
    if source != "digest":
        return sent_page(PageForm(source), getattr(message, source), place, frames)
    if len(message.digest) != _DIGEST_BYTES:
        raise InvalidFieldError(place, f"must have {_DIGEST_BYTES} bytes")
    return replace(pages.find(message.digest, place), frames=frames)


def _frame_from(message: pb.FrameContent, field: str, pages: SentPages) -> SentFrame:
    for name, text, most in (
        ("name", message.name, MAX_FRAME_NAME_BYTES),
        ("url", message.url, MAX_FRAME_URL_BYTES),
    ):
        size = len(text.encode())
        if size > most:
            problem = f"has {size} bytes, at most {most} are allowed"
            raise InvalidFieldError(f"{field}.{name}", problem)
    if message.page.frames:
        problem = "must be empty: send frames in frames side by side"
        raise InvalidFieldError(f"{field}.page.frames", problem)
    return SentFrame(message.name, message.url, page_from(message.page, f"{field}.page", pages))
