"""Pages in requests to values; every limit on how a page is sent that is not the page's own."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from pacts.v1 import element_pb2 as pb
from pacts_daemon.core.content.page import PageForm, SentFrame, SentPage, sent_page
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.rpc.intake.budget import SMALL_BYTES, hold_for_call

# A page has a few frames of other origins, and each is parsed as a page; clients leave out what is
# over, by the same numbers.
MAX_FRAMES = 32
MAX_FRAME_NAME_BYTES = 512
MAX_FRAME_URL_BYTES = 4096
_DIGEST_BYTES = sha256().digest_size


async def page_from(message: pb.PageContent, field: str, pages: SentPages) -> SentPage:
    """Return the page of a message, or the one that was sent before by its digest.

    Raises:
        InvalidFieldError: it is in no form, or its frames are not as they must be.
        PageNotKeptError: no page of that digest is kept.
    """
    if len(message.frames) > MAX_FRAMES:
        problem = f"must be at most {MAX_FRAMES}, not {len(message.frames)}"
        raise InvalidFieldError(f"{field}.frames", problem)
    frames = tuple(
        [
            await _frame_from(one, f"{field}.frames[{at}]", pages)
            for at, one in enumerate(message.frames)
        ]
    )
    source = message.WhichOneof("source")
    if source is None:
        raise InvalidFieldError(field, "must be html, capture, dom_snapshot or digest")
    place = f"{field}.{source}"
    if source != "digest":
        return await _sent(message, PageForm(source), place, frames)
    if len(message.digest) != _DIGEST_BYTES:
        raise InvalidFieldError(place, f"must have {_DIGEST_BYTES} bytes")
    found = pages.find(message.digest, place)
    hold_for_call(len(found.content))
    return replace(found, frames=frames)


async def _sent(
    message: pb.PageContent, form: PageForm, place: str, frames: tuple[SentFrame, ...]
) -> SentPage:
    def read() -> SentPage:
        return sent_page(form, getattr(message, form.value), place, frames)

    return read() if message.ByteSize() <= SMALL_BYTES else await in_page_thread(read)


async def _frame_from(message: pb.FrameContent, field: str, pages: SentPages) -> SentFrame:
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
    page = await page_from(message.page, f"{field}.page", pages)
    return SentFrame(message.name, message.url, page)
