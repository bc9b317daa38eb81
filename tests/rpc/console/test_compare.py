"""Two builds compared in the console."""

from __future__ import annotations

import gzip
from html import unescape
from io import BytesIO

import pytest
from aiohttp import ClientResponse, FormData

from tests.rpc.console.conftest import NEW, OLD
from tests.support.console import Visitor
from tests.support.pages.captures import capture_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

HTML = "<!doctype html><title>t</title>" + OLD.replace("<p>", "<nav><a href=/a>A</a></nav><p>")


async def compared(
    visitor: Visitor, *, proof: str | None = None, **parts: bytes | str
) -> ClientResponse:
    """Send the form of the page: bytes are files, and texts fields."""
    form = FormData()
    form.add_field("csrf", await visitor.proof("/console/compare") if proof is None else proof)
    for name, value in parts.items():
        if isinstance(value, bytes):
            form.add_field(name, BytesIO(value), filename=f"{name}.html")
        else:
            form.add_field(name, value)
    url, headers = f"{visitor.origin}/console/compare", {"Origin": visitor.origin}
    return await visitor.http.post(url, data=form, headers=headers, allow_redirects=False)


async def test_changes_of_two_pages_are_shown_where_they_are(visitor: Visitor) -> None:
    answer = await compared(visitor, old=OLD.encode(), new=HTML.encode())

    text = unescape(await answer.text())
    assert answer.status == 200
    assert "drift ratio" in text
    assert "<b>added</b>" in text
    assert "nav" in text


async def test_packed_page_is_as_good_as_a_plain_one(visitor: Visitor) -> None:
    answer = await compared(visitor, old=OLD.encode(), new=gzip.compress(OLD.encode()))

    text = await answer.text()
    assert "drift ratio 0.000" in text
    assert "Nothing of the structure changed" in text


async def test_entries_of_an_app_are_tried_on_both_pages(visitor: Visitor) -> None:
    gone = OLD.replace('<button id="save" data-testid="save">Save</button>', "")

    kept = await (await compared(visitor, old=OLD.encode(), new=OLD.encode(), app="shop")).text()
    broken = await (await compared(visitor, old=OLD.encode(), new=gone.encode(), app="shop")).text()

    assert ">works</span>" in kept
    assert ">wrong</span>" in broken
    assert "it is gone, and" in broken


async def test_stored_page_of_an_entry_is_compared_with_a_capture(visitor: Visitor) -> None:
    listed = await (await visitor.get("/console/entries?app=shop")).text()
    key = listed.partition('href="/console/entries/')[2].partition('"')[0]
    shown = await (await visitor.get(f"/console/compare?entry={key}")).text()

    answer = await compared(
        visitor,
        entry=key.replace("%7B", "{").replace("%7D", "}"),
        new=capture_of(NEW),
    )

    text = await answer.text()
    assert "The old page is the one that" in shown
    assert answer.status == 200
    assert "drift ratio" in text
    assert "Which selectors the new build breaks" in text


@pytest.mark.parametrize(
    ("parts", "status", "problem"),
    [
        ({"old": b"<p>a</p>"}, 400, "new: choose a file"),
        ({"old": b"<p>a</p>", "new": b"\x7fELF\0"}, 400, "new: is not a page"),
        ({"old": b"\x1f\x8bnot gzip", "new": b"<p>"}, 400, "old: is damaged"),
        ({"old": b"{", "new": b"{}"}, 400, "old: "),
        ({"old": b"<p>" * 12_000_000, "new": b"<p>"}, 429, "old: has over"),
        ({"old": gzip.compress(b"<p>" * 12_000_000), "new": b"<p>"}, 429, "old: has over"),
        ({"page": "x" * 20_000, "old": b"<p>", "new": b"<p>"}, 429, "page: has over"),
        ({"page": "ftp://x/", "old": b"<p>", "new": b"<p>"}, 400, "page: only http"),
        ({f"f{number}": b"x" for number in range(20)}, 400, "form: has over 16 parts"),
    ],
    ids=["no file", "program", "not gzip", "no capture", "large", "bomb", "field", "url", "parts"],
)
async def test_unusable_form_is_refused_and_says_why(
    visitor: Visitor, parts: dict[str, bytes | str], status: int, problem: str
) -> None:
    answer = await compared(visitor, **parts)

    assert answer.status == status
    assert problem in unescape(await answer.text())


async def test_file_without_the_proof_of_its_session_is_not_read(visitor: Visitor) -> None:
    answer = await compared(visitor, proof="0" * 64, old=b"<p>", new=b"\0")

    assert answer.status == 403


async def test_form_that_is_none_is_refused(visitor: Visitor) -> None:
    answer = await visitor.post("/console/compare", {"csrf": "x"})

    assert answer.status == 400
