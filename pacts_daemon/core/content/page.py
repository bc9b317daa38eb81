"""A page that came with the call, as the caller's own browser shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


class PageForm(StrEnum):
    """Which form a page was sent in."""

    HTML = "html"
    CAPTURE = "capture"
    DOM_SNAPSHOT = "dom_snapshot"


@dataclass(frozen=True, slots=True)
class SentPage:
    """The text of a page as UTF-8, named by its digest.

    ``digest`` is the SHA-256 of ``content``, 32 bytes; ``place`` names the field of the request in
    errors. ``frames`` are of other origins, captured by the caller one by one.
    """

    form: PageForm
    content: bytes = field(repr=False, compare=False)
    digest: bytes
    place: str = field(compare=False)
    frames: tuple[SentFrame, ...] = ()

    def told(self) -> str:
        """Say that this is the page that was seen, and what of it its form does not tell."""
        if self.form is PageForm.CAPTURE:
            return "on the page that came with the call"
        return (
            "on the page that came with the call, whose form does not tell what styles hide,"
            " what is disabled, nor where anything is"
        )

    @property
    def identity(self) -> bytes:
        """What tells it from all other pages with their frames, 32 bytes."""
        parts = [self.form.value.encode(), self.digest]
        for frame in self.frames:
            parts += [frame.name.encode(), frame.url.encode(), frame.page.identity]
        return sha256(b"".join(len(part).to_bytes(4) + part for part in parts)).digest()


@dataclass(frozen=True, slots=True)
class SentFrame:
    """A frame of a page that was sent; its page has no frames of its own."""

    name: str
    url: str
    page: SentPage


def sent_page(
    form: PageForm, text: str, place: str, frames: tuple[SentFrame, ...] = ()
) -> SentPage:
    """Return a page as it was sent."""
    content = text.encode()
    return SentPage(form, content, sha256(content).digest(), place, frames)
