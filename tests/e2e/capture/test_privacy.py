"""Nothing that a user typed, or a server hid, is anywhere in a capture."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.e2e.capture.reading import captured
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRETS = (Path(__file__).parent / "secrets.html").read_text("utf-8")


async def test_capture_holds_no_secret_of_any_kind(page: Page, site: Site) -> None:
    await page.goto(site.page(SECRETS) + "?code=S3CRET#state=S3CRET")
    await page.fill("#typed", "S3CRET")
    await page.fill("#pass", "S3CRET")
    capture = await captured(page)

    assert "S3CRET" not in capture.json
    assert capture.marked("pass").name == "Pass"
    assert capture.marked("pass").attributes.keys() == {"id", "type", "name"}


async def test_addresses_are_kept_without_query_and_credentials(page: Page, site: Site) -> None:
    url = site.page(SECRETS)
    await page.goto(url + "?code=S3CRET")
    capture = await captured(page)

    assert capture.url == url
    assert capture.marked("a").attributes["href"] == "/p#access_token"
    assert capture.marked("b").attributes["href"] == "https://h.test/x#part"
    assert capture.marked("c").attributes["href"] == "javascript:"


async def test_links_that_differ_in_their_query_alone_are_told_apart(
    page: Page, site: Site
) -> None:
    links = "<a id=a href='/i?go=info'>a</a><a id=b href='/i?go=logs'>b</a><a id=c href=/i>c</a>"
    await page.goto(site.page(links + "<a id=d href='/i?go=info'>d</a>"))
    capture = await captured(page)
    digests = [capture.marked(x).attributes.get("data-pacts-query") for x in "abcd"]

    assert digests[0] == digests[3] != digests[1]
    assert [len(digest or "") for digest in digests] == [4, 4, 0, 4]


async def test_role_textbox_keeps_its_name_and_loses_its_text(page: Page, site: Site) -> None:
    await page.goto(site.page("<div id=x role=textbox aria-label=Name>S3CRET</div>"))
    box = (await captured(page)).marked("x")

    assert (box.role, box.name, box.text) == ("textbox", "Name", "")
