"""The bound on one look at a page."""

from __future__ import annotations

import asyncio

import pytest

from pacts_daemon.browser.proxies.finder import DiscoveryDeadlineProxy
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.model import Before, Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from tests.support.builders import a_query

NOT_THERE = NotDiscovered(MissReason.NOT_FOUND, "no such element")


class SlowDiscovery:
    """Takes a twentieth of a second to find nothing."""

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        await asyncio.sleep(0.05)
        return NOT_THERE

    async def close(self) -> None: ...


async def test_look_that_takes_too_long_is_an_unavailable_page() -> None:
    proxy = DiscoveryDeadlineProxy(SlowDiscovery(), timeout_ms=1)
    with pytest.raises(PageUnavailableError, match="did not end within 1 ms"):
        await proxy.discover(a_query(), PageAccess("http://127.0.0.1/"))


async def test_look_has_the_wait_that_was_asked_for_besides() -> None:
    proxy = DiscoveryDeadlineProxy(SlowDiscovery(), timeout_ms=1)
    access = PageAccess("http://127.0.0.1/", appear_wait_s=30)
    assert await proxy.discover(a_query(), access) == NOT_THERE
