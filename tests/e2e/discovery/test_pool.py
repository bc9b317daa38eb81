from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from pacts_daemon.browser.executable import find_executable
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.errors import (
    AddressNotAllowedError,
    BrowserUnavailableError,
    OverloadedError,
    PageUnavailableError,
)
from pacts_daemon.core.model import PageAccess
from tests.e2e.discovery.conftest import pool_with
from tests.support.backends.servers import free_port
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
