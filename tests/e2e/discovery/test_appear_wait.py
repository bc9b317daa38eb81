"""What appears late is waited for, and what never does until the page has settled."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

import pacts
from pacts_daemon.app.run import Daemon
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Limits, RustMeter
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

BUTTON = "document.body.insertAdjacentHTML('beforeend', '<button id=save>Save</button>')"
NOTHING = "<h1>Account</h1><p>Nothing to save</p>"
MENU = """<h1>Account</h1><button aria-expanded=false aria-controls=more>More</button>
<div id=more hidden><button>Save</button></div>"""
# Longer than any test takes: what ends before has settled.
PATIENT_S = 30


async def looked_for(
    pool: BrowserPool, access: PageAccess, *, rest_ms: int = 250
) -> Draft | NotDiscovered:
    options = DiscoveryOptions(rest_ms=rest_ms, capture_again_ms=50)
    discovery = LiveDiscovery(BrowserPages(pool), RustMeter(Limits()), options)
    return await discovery.discover(ElementQuery("app", "test", access.url, "Save"), access)


async def missed(pool: BrowserPool, access: PageAccess) -> NotDiscovered:
    answer = await looked_for(pool, access)
    assert isinstance(answer, NotDiscovered), answer.selectors
    return answer


async def test_element_that_a_timer_adds_is_found(pool: BrowserPool, site: Site) -> None:
    url = site.page(f"{NOTHING}<script>setTimeout(() => {{ {BUTTON} }}, 600)</script>")

    found = await looked_for(pool, PageAccess(url, appear_wait_s=PATIENT_S), rest_ms=5_000)

    assert isinstance(found, Draft)


async def test_element_that_a_slow_request_brings_is_found_although_the_page_rests(
    pool: BrowserPool, site: Site
) -> None:
    slow = site.slow(1.5)
    url = site.page(f"{NOTHING}<script>fetch('{slow}').then(() => {{ {BUTTON} }})</script>")

    assert isinstance(await looked_for(pool, PageAccess(url, appear_wait_s=PATIENT_S)), Draft)


async def test_element_that_never_appears_is_not_found_once_the_page_has_settled(
    pool: BrowserPool, site: Site
) -> None:
    answer = await missed(pool, PageAccess(site.page(NOTHING), appear_wait_s=PATIENT_S))

    assert answer.reason is MissReason.NOT_FOUND
    assert ": the page had settled after " in answer.waited


async def test_hidden_element_is_told_once_the_page_has_settled(
    pool: BrowserPool, site: Site
) -> None:
    answer = await missed(pool, PageAccess(site.page(MENU), appear_wait_s=PATIENT_S))

    assert answer.reason is MissReason.HIDDEN
    assert ": the page had settled after " in answer.waited


async def test_page_with_a_stream_of_events_settles(pool: BrowserPool, site: Site) -> None:
    stream = f"<script>new EventSource('{site.slow(PATIENT_S)}')</script>"
    url = site.page(NOTHING + stream)

    answer = await missed(pool, PageAccess(url, appear_wait_s=PATIENT_S))

    assert ": the page had settled after " in answer.waited


async def test_page_that_waits_for_an_answer_is_given_the_whole_time(
    pool: BrowserPool, site: Site
) -> None:
    url = site.page(f"{NOTHING}<script>fetch('{site.slow(PATIENT_S)}')</script>")

    answer = await missed(pool, PageAccess(url, appear_wait_s=0.8))

    assert answer.waited.endswith(": the time was up, and requests were under way")


async def test_tab_that_loaded_before_it_was_attached_to_is_given_the_whole_time(
    pool: BrowserPool, site: Site, page: Page, endpoint: str
) -> None:
    url = site.page(NOTHING)
    await page.goto(url)

    answer = await missed(pool, PageAccess(url, endpoint, appear_wait_s=0.8))

    assert answer.waited.endswith(
        ": the time was up, and requests of before the tab was attached to may have been under way"
    )


async def test_tab_that_has_loaded_since_it_was_attached_to_settles(
    pool: BrowserPool, site: Site, page: Page, endpoint: str
) -> None:
    url = site.page(NOTHING)
    await page.goto(url)
    await missed(pool, PageAccess(url, endpoint, appear_wait_s=0))
    await page.reload()

    answer = await missed(pool, PageAccess(url, endpoint, appear_wait_s=PATIENT_S))

    assert ": the page had settled after " in answer.waited


async def test_trail_of_the_daemon_says_how_long_it_waited_and_why(
    daemon: Daemon, site: Site
) -> None:
    url = site.page(NOTHING)
    query = pacts.ElementQuery("wait", "test", url, "Save")
    async with pacts.AsyncClient(daemon.address, timeout_s=60) as client:
        settled = await client.get_selector(
            query, access=pacts.PageAccess(url, appear_wait_s=PATIENT_S)
        )
        again = await client.get_selector(query, access=pacts.PageAccess(url, appear_wait_s=0))
        fresh = await client.resolve_selector(query, pacts.PageAccess(url, appear_wait_s=0))

    reasons = [answer.trail[-1].reason for answer in (settled, again, fresh)]
    assert all(isinstance(answer, pacts.Miss) for answer in (settled, again, fresh))
    assert ": the page had settled after " in reasons[0]
    assert "; remembered of a call that waited " in reasons[1]
    assert ": the time was up, " in reasons[2]
