"""After a redesign the daemon finds each element again, and says what became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page

import pacts
from pacts_daemon.app.run import Daemon
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIELDS = "".join(f"<p><label for=f{c}>Field {c}</label><input id=f{c}></p>" for c in "abcdefgh")
NAV = "".join(f"<li id=n{c}><a href=/{c}>Page {c}</a></li>" for c in "abcdefgh")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ASIDE = "".join(
    f"<dt id=t{c}><q id=q{c}>T</q></dt><dd id=d{c}><em id=e{c}><i id=i{c}>x</i></em></dd>"
    for c in LETTERS
)
FORM = "<form id=order><h2>Order</h2>{fields}<button>Save</button></form>"
SAVE = FORM.format(fields=FIELDS)

BEFORE = f"<nav><ul>{NAV}</ul></nav><main>{SAVE}</main>"
BANNER = f"<aside><dl>{ASIDE}</dl></aside>{BEFORE}"
ELSEWHERE = f"<aside><dl>{ASIDE}</dl><div id=bar><span><button>Save</button></span></div></aside>"
AS_LINK = f"<aside><dl>{ASIDE}</dl></aside><main><a href=/save role=button>Save</a></main>"
WITHOUT = f"<aside><dl>{ASIDE}</dl></aside><main><form><button>Cancel</button></form></main>"


@dataclass
class Shop:
    """A page that can be redesigned, and a daemon that knows its Save button."""

    app: str
    site: Site
    client: pacts.AsyncClient

    @property
    def query(self) -> pacts.ElementQuery:
        return pacts.ElementQuery(self.app, "test", "order", "Save", pacts.Action.CLICK)

    async def after(self, html: str) -> pacts.Answer:
        first = await self.client.get_selector(
            self.query, pacts.Page(html=BEFORE), pacts.PageAccess(self.site.page(BEFORE))
        )
        assert isinstance(first, pacts.Found)
        return await self.client.get_selector(
            self.query, pacts.Page(html=html), pacts.PageAccess(self.site.page(html))
        )


@pytest_asyncio.fixture(loop_scope="session")
async def shop(daemon: Daemon, site: Site, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with pacts.AsyncClient(daemon.address, timeout_s=60) as client:
        yield Shop(request.node.name, site, client)


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        (BANNER, pacts.ElementVerdict.KEPT),
        (ELSEWHERE, pacts.ElementVerdict.MOVED),
        (AS_LINK, pacts.ElementVerdict.CHANGED),
    ],
    ids=["banner above", "moved to another panel", "button became a link"],
)
async def test_element_found_again_after_drift_has_its_verdict(
    shop: Shop, html: str, verdict: pacts.ElementVerdict
) -> None:
    answer = await shop.after(html)
    assert isinstance(answer, pacts.Found)
    assert [v.outcome for v in answer.trail].count(pacts.Outcome.DRIFTED) == 2
    assert answer.verdict == verdict


async def test_capture_made_by_the_daemons_script_is_evidence_without_drift(
    shop: Shop, page: Page
) -> None:
    url = shop.site.page(BEFORE)
    await page.goto(url)
    capture = await page.evaluate(await shop.client.capture_script())
    await shop.client.get_selector(shop.query, access=pacts.PageAccess(url))
    visit = await shop.client.fingerprint_page(capture=capture)
    answer = await shop.client.get_selector(shop.query, visit)
    assert isinstance(answer, pacts.Found)
    assert answer.source == pacts.Tier.MEMORY
    assert (answer.drift_check, answer.drift_ratio) == (pacts.DriftCheck.CHECKED, 0)


async def test_element_that_was_removed_is_gone(shop: Shop) -> None:
    answer = await shop.after(WITHOUT)
    assert isinstance(answer, pacts.Miss)
    assert answer.reason == pacts.MissReason.NOT_FOUND
    assert answer.verdict == pacts.ElementVerdict.GONE
