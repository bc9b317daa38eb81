from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.executable import find_executable
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import (
    AddressNotAllowedError,
    BrowserUnavailableError,
    OverloadedError,
    PageUnavailableError,
)
from pacts_daemon.core.model import Draft, ElementQuery, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery
from tests.e2e.discovery.conftest import MEASURE
from tests.support.browser import own_browser
from tests.support.fixtures import QUICK
from tests.support.servers import free_port
from tests.support.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def pool_with(**options: object) -> AsyncIterator[BrowserPool]:
    made = BrowserPool(replace(BrowserOptions(), **options))  # type: ignore[arg-type]
    try:
        yield made
    finally:
        await made.close()


async def test_page_at_a_host_that_is_not_allowed_is_refused(pool: BrowserPool) -> None:
    with pytest.raises(AddressNotAllowedError) as refused:
        async with pool.page(PageAccess("http://user:pw@127.0.0.1.evil.com/x?token=1")):
            pass

    assert refused.value.field == "access.url"
    assert "pw" not in str(refused.value)
    assert "token" not in str(refused.value)


async def test_endpoint_at_a_host_that_is_not_allowed_is_refused(pool: BrowserPool) -> None:
    with pytest.raises(AddressNotAllowedError) as refused:
        async with pool.page(PageAccess("http://127.0.0.1/", "ws://10.0.0.1:9222/x")):
            pass

    assert refused.value.field == "access.cdp_endpoint"


async def test_redirect_to_another_host_is_stopped_before_it_is_sent(site: Site) -> None:
    target = site.page("secret", "/metadata").replace("127.0.0.1", "localhost")
    url = site.redirect("/away", target)
    async with pool_with(allowed_hosts=("127.0.0.1",)) as pool:
        with pytest.raises(AddressNotAllowedError, match="localhost"):
            async with pool.page(PageAccess(url)):
                pass

    assert "/metadata" not in site.requested


async def test_script_that_goes_to_another_host_is_stopped(site: Site) -> None:
    target = site.page("secret", "/inside").replace("127.0.0.1", "localhost")
    url = site.page(f"<script>location.href = '{target}'</script>")
    async with pool_with(allowed_hosts=("127.0.0.1",)) as pool:
        with pytest.raises(AddressNotAllowedError, match="localhost"):
            async with pool.page(PageAccess(url)) as page:
                await page.wait_for_timeout(500)

    assert "/inside" not in site.requested


async def test_frame_of_another_host_stays_empty_and_the_page_is_served(site: Site) -> None:
    target = site.page("secret", "/advert").replace("127.0.0.1", "localhost")
    url = site.page(f"<p>ours</p><iframe src='{target}'></iframe>")
    async with pool_with(allowed_hosts=("127.0.0.1",)) as pool, pool.page(PageAccess(url)) as page:
        await page.wait_for_timeout(500)
        assert await page.inner_text("p") == "ours"

    assert "/advert" not in site.requested


async def test_page_that_answers_with_an_error_is_unavailable(
    pool: BrowserPool, site: Site
) -> None:
    missing = site.page("x").rpartition("/page/")[0] + "/missing?token=t0k"

    with pytest.raises(PageUnavailableError, match="status 404") as failed:
        async with pool.page(PageAccess(missing)):
            pass

    assert "t0k" not in str(failed.value)


async def test_page_that_nobody_serves_is_unavailable(pool: BrowserPool) -> None:
    with pytest.raises(PageUnavailableError, match="ERR_CONNECTION_REFUSED") as failed:
        async with pool.page(PageAccess(f"http://127.0.0.1:{free_port()}/?token=t0k")):
            pass

    assert "t0k" not in str(failed.value)


async def test_page_that_never_answers_is_unavailable() -> None:
    done = asyncio.Event()

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await done.wait()
        writer.close()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    try:
        async with pool_with(navigation_timeout_ms=300) as pool:
            with pytest.raises(PageUnavailableError, match="within 300 ms"):
                async with pool.page(PageAccess(f"http://127.0.0.1:{port}/")):
                    pass
    finally:
        done.set()
        silent.close()
        await silent.wait_closed()


async def test_pages_beyond_the_limit_are_refused(site: Site) -> None:
    access = PageAccess(site.page("x"))
    async with pool_with(max_pages=1, queue_timeout_ms=50) as pool, pool.page(access):
        with pytest.raises(OverloadedError):
            async with pool.page(access):
                pass


async def test_slot_is_free_again_after_a_failure(site: Site) -> None:
    async with pool_with(max_pages=1, queue_timeout_ms=50) as pool:
        with pytest.raises(PageUnavailableError):
            async with pool.page(PageAccess(f"http://127.0.0.1:{free_port()}/")):
                pass
        async with pool.page(PageAccess(site.page("x"))) as page:
            assert await page.inner_text("body") == "x"


async def test_browser_that_crashed_is_started_again(site: Site) -> None:
    async with pool_with() as pool:
        async with pool.page(PageAccess(site.page("one"))) as page:
            first = page.context.browser
            assert first is not None
        session = await first.new_browser_cdp_session()
        info = await session.send("SystemInfo.getProcessInfo")
        main = next(p["id"] for p in info["processInfo"] if p["type"] == "browser")
        gone = asyncio.Event()
        first.on("disconnected", lambda _: gone.set())
        os.kill(main, signal.SIGKILL)
        await asyncio.wait_for(gone.wait(), 10)

        async with pool.page(PageAccess(site.page("two"))) as page:
            assert await page.inner_text("body") == "two"


async def test_browser_that_is_missing_says_how_to_get_one() -> None:
    async with pool_with(executable="/nowhere/chromium") as pool:
        with pytest.raises(BrowserUnavailableError, match="playwright install chromium"):
            async with pool.page(PageAccess("http://127.0.0.1:1/")):
                pass


async def test_browser_that_does_not_start_is_named() -> None:
    async with pool_with(executable=sys.executable, launch_timeout_ms=5000) as pool:
        with pytest.raises(BrowserUnavailableError, match="did not start"):
            async with pool.page(PageAccess("http://127.0.0.1:1/")):
                pass


async def test_find_executable_finds_one_that_runs() -> None:
    assert os.access(await find_executable(), os.X_OK)


async def test_pool_closed_twice_hands_out_nothing(site: Site) -> None:
    async with pool_with() as pool:
        async with pool.page(PageAccess(site.page("x"))):
            pass
        await pool.close()
        await pool.close()
        with pytest.raises(BrowserUnavailableError):
            async with pool.page(PageAccess(site.page("x"))):
                pass


async def discover(pool: BrowserPool, url: str, endpoint: str) -> Draft | NotDiscovered:
    query = ElementQuery("app", "test", url, "Typed")
    discovery = LiveDiscovery(BrowserPages(pool), MEASURE, QUICK)
    return await discovery.discover(query, PageAccess(url, endpoint))


async def test_attached_tab_is_used_as_it_is_and_left_alone(
    page: Page, endpoint: str, site: Site
) -> None:
    url = site.page('<input aria-label="Typed">')
    await page.goto(f"{url}?state=1#part")
    await page.evaluate("window.mark = 'kept'")
    async with pool_with() as pool:
        exact = await discover(pool, f"{url}?state=1#part", endpoint)
        near = await discover(pool, url, endpoint)
        assert isinstance(exact, Draft), exact
        assert isinstance(near, Draft), near
        with pytest.raises(PageUnavailableError, match="no open tab"):
            await discover(pool, site.page("another"), endpoint)

    assert await page.evaluate("window.mark") == "kept"
    assert page.url == f"{url}?state=1#part"


async def test_endpoint_that_broke_is_attached_to_again(site: Site) -> None:
    port = free_port()
    endpoint, url = f"http://127.0.0.1:{port}", site.page('<input aria-label="Typed">')
    async with pool_with() as pool:
        for _ in range(2):
            async with own_browser(f"--remote-debugging-port={port}") as browser:
                tab = await browser.new_page()
                await tab.goto(url)
                assert isinstance(await discover(pool, url, endpoint), Draft)
        with pytest.raises(PageUnavailableError, match="no browser answers"):
            await discover(pool, url, endpoint)


LOGIN = """<main><form id=login><h1>Log in</h1><label>User<input name=user></label>
<label>Word<input name=word type=password></label><button id=enter>Save</button></form>
<aside><a href=/forgotten>Forgotten</a><a href=/help>Help</a></aside></main>"""
ACCOUNT = """<header><nav><ul><li><a href=/o>Orders</a></li><li><a href=/i>Invoices</a></li></ul>
</nav></header><table><tr><th>Name</th><td>Alice</td></tr><tr><th>Town</th><td>Oslo</td></tr></table>
<section class=tools><button id=store>Save</button><output>2 changes</output></section>"""


@pytest_asyncio.fixture(loop_scope="session")
async def chooser() -> AsyncIterator[LiveDiscovery]:
    pages = BrowserPages(BrowserPool(BrowserOptions(), TabChoice(MEASURE)))
    discovery = LiveDiscovery(pages, MEASURE, QUICK)
    yield discovery
    await discovery.close()


async def test_tab_among_two_at_one_url_is_named_or_told_by_evidence(
    chooser: LiveDiscovery, browser: Browser, page: Page, endpoint: str, site: Site
) -> None:
    url = site.page(ACCOUNT)
    query = ElementQuery("app", "test", url, "Save")
    async with await browser.new_page() as other:
        await page.goto(url)
        await other.goto(url)
        await other.set_content(LOGIN)
        session = await page.context.new_cdp_session(page)
        target = (await session.send("Target.getTargetInfo"))["targetInfo"]["targetId"]
        capture = (await page.evaluate(capture_script())).encode()
        with pytest.raises(PageUnavailableError, match="2 tabs show this URL"):
            await chooser.discover(query, PageAccess(url, endpoint))
        for access in (
            PageAccess(url, endpoint, target),
            PageAccess(url, endpoint, evidence=MEASURE.fingerprint_capture(capture)),
        ):
            draft = await chooser.discover(query, access)
            assert isinstance(draft, Draft), draft
            assert draft.descriptor.attributes["id"] == "store"


async def test_closing_the_pool_leaves_no_browser_running(site: Site) -> None:
    async with pool_with() as pool:
        async with pool.page(PageAccess(site.page("x"))) as page:
            browser = page.context.browser
            assert browser is not None
            session = await browser.new_browser_cdp_session()
            info = await session.send("SystemInfo.getProcessInfo")
            main = next(p["id"] for p in info["processInfo"] if p["type"] == "browser")
        await pool.close()

    with pytest.raises(ProcessLookupError):
        os.kill(main, 0)
