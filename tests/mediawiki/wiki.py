"""The wiki's pages in a browser, each in any of its skins."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from playwright.async_api import Browser, Page

from suites.wikipedia.mediawiki import USER, password

PAGES = {
    "main": "Main_Page",
    "article": "Lighthouse",
    "table": "Harbours_of_the_north",
    "edit": "Lighthouse&action=edit",
    "changes": "Special:RecentChanges",
    "search": "Special:Search&search=light&fulltext=1&ns0=1",
    "login": "Special:UserLogin",
    "create": "Special:CreateAccount",
    "preferences": "Special:Preferences",
}
SKINS = ("vector", "vector-2022", "monobook", "timeless")


def address(origin: str, name: str, **query: str) -> str:
    return f"{origin}/index.php?title={PAGES[name]}&{urlencode(query)}"


class Wiki:
    """One visitor who is logged in, for the preferences, and one who is not, for all else."""

    def __init__(self, origin: str, visitor: Page, member: Page) -> None:
        self._origin = origin
        self._visitor = visitor
        self._member = member

    async def open(self, name: str, **query: str) -> Page:
        """Open a page of ``PAGES`` and wait until its scripts have run."""
        page = self._member if name == "preferences" else self._visitor
        await page.goto(address(self._origin, name, **query), wait_until="networkidle")
        return page

    async def log_in(self) -> None:
        page = self._member
        await page.goto(address(self._origin, "login"))
        await page.get_by_label("Username").fill(USER)
        await page.get_by_label("Password", exact=True).fill(password())
        await page.get_by_role("button", name="Log in", exact=True).click()
        await page.get_by_role("link", name="Preferences").wait_for(state="attached")


@asynccontextmanager
async def visited(origin: str, browser: Browser) -> AsyncIterator[Wiki]:
    contexts = [await browser.new_context(locale="en") for _ in range(2)]
    visitor, member = [await context.new_page() for context in contexts]
    wiki = Wiki(origin, visitor, member)
    await wiki.log_in()
    try:
        yield wiki
    finally:
        for context in contexts:
            await context.close()
