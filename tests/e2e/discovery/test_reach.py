"""Whatever a page opens a connection for reaches allowed hosts and never another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.errors import AddressNotAllowedError, PageUnavailableError
from pacts_daemon.core.model import PageAccess
from tests.e2e.discovery.conftest import pool_with
from tests.e2e.discovery.kinds import DATAGRAMS, KINDS, NAVIGATIONS
from tests.support.forbidden import Forbidden, forbidden_at, names_mean
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


ALLOWED = ("127.0.0.1", "localhost", "*.test")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reaching() -> AsyncIterator[BrowserPool]:
    async with pool_with(allowed_hosts=ALLOWED) as pool:
        yield pool


@pytest_asyncio.fixture(loop_scope="session")
async def forbidden() -> AsyncIterator[Forbidden]:
    async with forbidden_at("127.0.0.2") as made:
        yield made


def elsewhere(site: Site, kind: str) -> str:
    return site.page("here", f"/there/{kind}").replace("127.0.0.1", "localhost")


def written(html: str, site: Site, there: str, name: str) -> str:
    """Return the URL of a page with this HTML, its places filled in."""
    via = site.redirect(f"/via/{name}", there)
    host = there.split("/")[2]
    places = {
        "THERE": there,
        "VIA": via,
        "WS": there.replace("http:", "ws:"),
        "HOST": host,
    }
    for place, meant in places.items():
        html = html.replace(place, meant)
    return site.page(html)


def together(site: Site, pages: dict[str, str]) -> str:
    return site.page("".join(f"<iframe src='{url}'></iframe>" for url in pages.values()))


async def until(what: Callable[[], bool], *, limit_s: float = 10) -> None:
    async with asyncio.timeout(limit_s):
        while not what():
            await asyncio.sleep(0.01)


async def test_connection_of_each_kind_reaches_an_allowed_host(
    reaching: BrowserPool, site: Site
) -> None:
    frames = {kind: written(KINDS[kind], site, elsewhere(site, kind), kind) for kind in KINDS}
    async with reaching.page(PageAccess(together(site, frames))):
        await until(lambda: not {k for k in KINDS if f"/there/{k}" not in site.requested})


async def test_connection_of_each_kind_is_refused_to_another_host(
    reaching: BrowserPool, site: Site
) -> None:
    egress = reaching._launched.egress
    async with AsyncExitStack() as stack:
        hosts = {kind: f"127.0.1.{number}" for number, kind in enumerate(KINDS, 1)}
        made = {k: await stack.enter_async_context(forbidden_at(h)) for k, h in hosts.items()}
        frames = {k: written(KINDS[k], site, made[k].url(f"/{k}"), f"not-{k}") for k in KINDS}
        async with reaching.page(PageAccess(together(site, frames))):
            await until(lambda: not {k for k in KINDS if egress.failure(made[k].url("/")) is None})
        assert [one.hits for one in made.values() if one.hits] == []


@pytest.mark.parametrize("kind", NAVIGATIONS)
async def test_navigation_of_each_kind_reaches_an_allowed_host(
    reaching: BrowserPool, site: Site, kind: str
) -> None:
    url = written(NAVIGATIONS[kind], site, elsewhere(site, kind), kind)
    async with reaching.page(PageAccess(url)):
        await until(lambda: f"/there/{kind}" in site.requested)


@pytest.mark.parametrize("kind", NAVIGATIONS)
async def test_navigation_of_each_kind_is_refused_to_another_host(
    reaching: BrowserPool, site: Site, forbidden: Forbidden, kind: str
) -> None:
    url = written(NAVIGATIONS[kind], site, forbidden.url("/x?token=t0k"), kind)
    with pytest.raises(AddressNotAllowedError) as refused:  # noqa: PT012
        async with reaching.page(PageAccess(url)) as page:
            await settled(page)
            if "frame" in kind:
                raise AddressNotAllowedError("its frames", "127.0.0.2")
    assert "127.0.0.2" in str(refused.value)
    assert "t0k" not in str(refused.value)
    assert forbidden.hits == []


async def settled(page: Page) -> None:
    """Wait until every frame of the page has been where it was sent."""
    await until(lambda: all(frame.url not in {"", "about:blank"} for frame in page.frames))
    await page.wait_for_timeout(200)


async def test_list_that_was_replaced_counts_for_a_page_that_is_open(
    reaching: BrowserPool, site: Site, forbidden: Forbidden
) -> None:
    tries = "url => fetch(url, {mode: 'no-cors'}).then(() => {}, () => {})"
    async with reaching.page(PageAccess(site.page("x"))) as page:
        reached = []
        for hosts in (ALLOWED, (*ALLOWED, "127.0.0.2"), ALLOWED):
            reaching.allow(hosts)
            await page.evaluate(tries, forbidden.url("/x"))
            reached.append(bool(forbidden.hits))
            forbidden.hits.clear()
    assert reached == [False, True, False]


@pytest.mark.parametrize("kind", DATAGRAMS)
async def test_datagrams_of_each_kind_are_sent_to_nobody(
    reaching: BrowserPool, site: Site, forbidden: Forbidden, kind: str
) -> None:
    url = written(DATAGRAMS[kind], site, forbidden.url("/"), kind)
    async with reaching.page(PageAccess(url)) as page:
        await page.wait_for_function("window.done")
    assert forbidden.hits == []


async def test_service_worker_of_a_page_is_not_even_asked_for(
    reaching: BrowserPool, site: Site
) -> None:
    async with reaching.page(PageAccess(site.page("x"))) as page:
        await page.evaluate("navigator.serviceWorker.register('/sw.js')")
        await page.evaluate("fetch('/after')")
    assert "/after" in site.requested
    assert "/sw.js" not in site.requested


@pytest.mark.parametrize("address", ["127.0.0.2", "169.254.169.254", "0.0.0.0", "::"])
async def test_name_of_the_list_that_means_this_machine_or_its_link_is_refused(
    reaching: BrowserPool, monkeypatch: pytest.MonkeyPatch, forbidden: Forbidden, address: str
) -> None:
    names_mean(monkeypatch, {"shop.test": address})
    with pytest.raises(AddressNotAllowedError) as refused:
        async with reaching.page(PageAccess(f"http://shop.test:{forbidden.port}/?token=t0k")):
            pass
    assert f"shop.test:{forbidden.port} (its address is {address})" in str(refused.value)
    assert "t0k" not in str(refused.value)
    assert forbidden.hits == []


async def test_name_of_the_list_is_opened_where_its_address_is_allowed_too(
    reaching: BrowserPool, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    names_mean(monkeypatch, {"shop.test": "127.0.0.1"})
    url = site.page("named").replace("127.0.0.1", "shop.test")
    async with reaching.page(PageAccess(url)) as page:
        assert await page.inner_text("body") == "named"


async def test_name_that_nobody_has_is_told_as_that(
    reaching: BrowserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_mean(monkeypatch, {})
    with pytest.raises(PageUnavailableError, match="ERR_NAME_NOT_RESOLVED"):
        async with reaching.page(PageAccess("http://nobody.test/")):
            pass
