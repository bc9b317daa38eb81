"""Taking elements out of tabs that a daemon then looks into for what it has saved of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page

import pacts
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector, Strategy
from tests.support.pages.removal import Target, settled, targets

_AT_ONCE = 4
_FILLED = frozenset(["textbox", "searchbox", "combobox"])
_INDEXES = "all => all.map(e => [...document.querySelectorAll('*')].indexOf(e))"
_REMOVE = "number => document.querySelectorAll('*')[number].remove()"


@dataclass
class Said:
    """What the daemon answered for each element, in words that a failing test shows."""

    wrong: list[str] = field(default_factory=list)
    not_saved: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


class Removals:
    """Saves every element of a page by its name, takes it out, and asks for it again.

    The daemon attaches to the browser's tabs. A tab without an element has a URL of its own, by a
    parameter that the site ignores. Tabs are used again until `aclose`.
    """

    def __init__(self, client: pacts.AsyncClient, browser: Browser, endpoint: str) -> None:
        self._client = client
        self._browser = browser
        self._endpoint = endpoint
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._idle: list[Page] = []

    async def each_of(self, url: str) -> Said:
        said = Said()
        async with self._tab(url) as page:
            removed = [target for target in targets(await settled(page)) if _is_single(target)]
            await asyncio.gather(*(self._remove(page, target, said) for target in removed))
        return said

    async def aclose(self) -> None:
        for tab in self._idle:
            await tab.close()

    async def _remove(self, page: Page, target: Target, said: Said) -> None:
        action = pacts.Action.FILL if target.node.role in _FILLED else pacts.Action.CLICK
        name = urlsplit(page.url).path + urlsplit(page.url).query
        query = pacts.ElementQuery("removed", "test", name, target.node.name, action)
        async with self._turn:
            saved = await self._client.get_selector(query, access=self._access(page))
            if isinstance(saved, pacts.Miss):
                said.not_saved.append(f"{target}: {saved.detail}")
                return
            best = saved.selectors[0]
            if await _matched(page, best) != [target.node.index]:
                said.wrong.append(f"{target}: {best}")
                return
            self._judge(target, await self._after_removal(page, query, target, best), said)

    async def _after_removal(
        self, page: Page, query: pacts.ElementQuery, target: Target, best: pacts.Selector
    ) -> pacts.Answer:
        mark = "&" if urlsplit(page.url).query else "?"
        url = f"{page.url.partition('#')[0]}{mark}without={target.node.index}"
        async with self._tab(url) as tab:
            await settled(tab)
            await tab.evaluate(_REMOVE, target.node.index)
            return await self._client.resolve_selector(query, self._access(tab), best)

    def _judge(self, target: Target, answer: pacts.Answer, said: Said) -> None:
        if isinstance(answer, pacts.Found):
            said.passed.append(f"{target} -> {answer.selectors[0]} {answer.verdict}")
        elif answer.verdict is pacts.ElementVerdict.GONE:
            said.gone.append(str(target))
        else:
            said.ambiguous.append(f"{target}: {answer.reason} {answer.detail}")

    @asynccontextmanager
    async def _tab(self, url: str) -> AsyncIterator[Page]:
        tab = self._idle.pop() if self._idle else await self._browser.new_page()
        try:
            await tab.goto(url)
            yield tab
        finally:
            self._idle.append(tab)

    def _access(self, page: Page) -> pacts.PageAccess:
        return pacts.PageAccess(page.url, self._endpoint)


def _is_single(target: Target) -> bool:
    """Options are chosen through their list, not looked for by themselves."""
    return target.node.role != "option" and "visible" in target.node.flags


async def _matched(page: Page, best: pacts.Selector) -> list[int]:
    strategy = Strategy(best.strategy.value)
    selector = Selector(strategy, best.value, best.role, best.attribute)
    found: list[int] = await to_locator(page, selector).evaluate_all(_INDEXES)
    return found
