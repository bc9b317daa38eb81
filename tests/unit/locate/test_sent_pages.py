"""Pages that were sent: read once, kept within bounds, found by their digest."""

from __future__ import annotations

import pytest

from pacts_daemon.core.content.page import PageForm, SentFrame, SentPage, sent_page
from pacts_daemon.core.errors import InvalidPageError, PageNotKeptError
from pacts_daemon.locate.content.pages import PARSED_WEIGHT, KeptOptions, SentPages
from tests.support.clock import TurnedClock
from tests.support.pages.captures import capture_of
from tests.unit.locate.scripted import CountingReader


def captured(html: str, place: str = "page.capture") -> SentPage:
    return sent_page(PageForm.CAPTURE, capture_of(html).decode(), place)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


async def test_page_is_parsed_once_for_all_that_is_asked(clock: TurnedClock) -> None:
    reader = CountingReader()
    pages, sent = SentPages(reader, clock), captured("<button>Save</button>")
    page = await pages.parsed(sent)

    assert await pages.parsed(sent) is page
    assert await pages.fingerprint(sent) == page.fingerprint()
    assert reader.parsed == [sent.content]


async def test_page_is_found_by_its_digest_until_it_is_too_old(clock: TurnedClock) -> None:
    pages, sent = SentPages(CountingReader(), clock), captured("<p>x</p>")
    await pages.fingerprint(sent)

    found = pages.find(sent.digest, "access.page.digest")
    assert (found, found.place) == (sent, "access.page.digest")
    clock.turn(600)
    with pytest.raises(PageNotKeptError) as missing:
        pages.find(sent.digest, "access.page.digest")
    assert missing.value.field == "access.page.digest"


async def test_pages_are_kept_within_the_bytes_that_they_may_take(clock: TurnedClock) -> None:
    first, second = captured("<p>first</p>"), captured("<p>other</p>")
    pages = SentPages(CountingReader(), clock, KeptOptions(max_bytes=len(first.content)))
    await pages.parsed(first)
    await pages.parsed(second)

    assert pages.find(second.digest, "page") == second
    with pytest.raises(PageNotKeptError):
        pages.find(first.digest, "page")


async def test_page_outlives_its_parsed_form(clock: TurnedClock) -> None:
    reader, first, second = CountingReader(), captured("<p>first</p>"), captured("<p>other</p>")
    one = KeptOptions(max_parsed_bytes=len(first.content) * PARSED_WEIGHT)
    pages = SentPages(reader, clock, one)
    for sent in (first, second, second, first):
        await pages.parsed(sent)

    assert reader.parsed == [first.content, second.content, first.content]
    assert pages.find(second.digest, "page") == second


async def test_page_that_is_larger_than_all_bounds_is_read_all_the_same(
    clock: TurnedClock,
) -> None:
    pages, sent = (
        SentPages(CountingReader(), clock, KeptOptions(max_bytes=10, max_parsed_bytes=10)),
        captured("<p>x</p>"),
    )
    assert (await pages.parsed(sent)).fingerprint() == await pages.fingerprint(sent)
    with pytest.raises(PageNotKeptError):
        pages.find(sent.digest, "page")


async def test_page_that_cannot_be_read_is_not_kept(clock: TurnedClock) -> None:
    pages, sent = SentPages(CountingReader(), clock), sent_page(PageForm.CAPTURE, "{", "at.here")
    with pytest.raises(InvalidPageError, match=r"at\.here"):
        await pages.parsed(sent)
    with pytest.raises(PageNotKeptError):
        pages.find(sent.digest, "page")


async def test_same_text_in_another_form_is_another_page(clock: TurnedClock) -> None:
    pages, capture = SentPages(CountingReader(), clock), captured("<p>x</p>")
    html = sent_page(PageForm.HTML, capture.content.decode(), "page.html")
    as_capture, as_html = await pages.fingerprint(capture), await pages.fingerprint(html)

    assert as_capture != as_html
    assert capture.identity != html.identity


def test_identity_tells_pages_by_their_frames() -> None:
    page, frame = captured("<p>x</p>"), captured("<p>y</p>")
    pages = [
        page,
        SentPage(page.form, page.content, page.digest, "", (SentFrame("a", "", frame),)),
        SentPage(page.form, page.content, page.digest, "", (SentFrame("", "a", frame),)),
        SentPage(page.form, page.content, page.digest, "", (SentFrame("a", "", page),)),
    ]
    assert len({one.identity for one in pages}) == len(pages)
    assert captured("<p>x</p>", "elsewhere").identity == page.identity
