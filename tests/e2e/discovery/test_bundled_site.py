from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from demo.site.server import Encyclopedia, Structure
from pacts_daemon import _drift_core
from pacts_daemon.core.model import Action, Draft, ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.discovery import LiveDiscovery

pytestmark = pytest.mark.asyncio(loop_scope="session")

ARTICLE = "wiki/Artificial_Intelligence"
BOTH = [Structure.FIRST, Structure.SECOND]


@pytest_asyncio.fixture(loop_scope="session")
async def served() -> AsyncIterator[tuple[Encyclopedia, str]]:
    site = Encyclopedia()
    async with site.served() as home:
        yield site, home


async def content(page: Page, url: str) -> bytes:
    await page.goto(url)
    return (await page.content()).encode()


@pytest.mark.parametrize("path", ["", ARTICLE, "search?q=machine"])
async def test_redesign_is_drift_well_above_the_threshold(
    served: tuple[Encyclopedia, str], page: Page, path: str
) -> None:
    site, home = served
    old = _drift_core.fingerprint_html(await content(page, home + path))
    again = _drift_core.fingerprint_html(await content(page, home + path))
    site.structure = Structure.SECOND
    new = _drift_core.fingerprint_html(await content(page, home + path))

    assert _drift_core.compare(old, again).drift_ratio == 0
    drift = _drift_core.compare(old, new)
    assert drift.drift_ratio > 0.7
    assert not drift.insufficient


@pytest.mark.parametrize("structure", BOTH)
async def test_search_suggests_and_enter_opens_the_article(
    served: tuple[Encyclopedia, str], page: Page, structure: Structure
) -> None:
    site, home = served
    site.structure = structure
    await page.goto(home)
    search = page.get_by_role("combobox", name="Search Wikipedia", exact=True)
    await search.press_sequentially("Artificial")
    await page.get_by_role("option", name="Artificial Satellite").wait_for()
    await expect(page.get_by_role("option")).to_have_count(2)

    await search.press_sequentially(" Intelligence")
    await search.press("Enter")

    await page.wait_for_url(home + ARTICLE)
    await expect(page.locator("h1")).to_have_text("Artificial Intelligence")


@pytest.mark.parametrize("structure", BOTH)
async def test_search_for_no_title_lists_results(
    served: tuple[Encyclopedia, str], page: Page, structure: Structure
) -> None:
    site, home = served
    site.structure = structure
    await page.goto(home)
    await page.get_by_placeholder("Search Wikipedia").fill("ships")
    await page.get_by_role("button", name="Search", exact=True).click()

    await expect(page.locator("h1")).to_have_text("Search results")
    await expect(page.get_by_role("link", name="Lighthouse")).to_have_count(1)


async def discover(
    discovery: LiveDiscovery, url: str, element: str, action: Action
) -> Draft | NotDiscovered:
    return await discovery.discover(
        ElementQuery("site", "test", url, element, action), PageAccess(url)
    )


ELEMENTS = [
    ("", "Search Wikipedia", Action.FILL),
    ("", "Search", Action.CLICK),
    ("", "Lighthouse", Action.CLICK),
    (ARTICLE, "Artificial Intelligence", Action.READ),
    (ARTICLE, "Main page", Action.CLICK),
]


@pytest.mark.parametrize("structure", BOTH)
@pytest.mark.parametrize(("path", "element", "action"), ELEMENTS)
async def test_elements_are_discovered_in_both_structures(
    served: tuple[Encyclopedia, str],
    discovery: LiveDiscovery,
    structure: Structure,
    path: str,
    element: str,
    action: Action,
) -> None:
    site, home = served
    site.structure = structure

    assert isinstance(await discover(discovery, home + path, element, action), Draft)


async def test_removed_button_is_not_replaced_by_another_element(
    served: tuple[Encyclopedia, str], discovery: LiveDiscovery
) -> None:
    site, home = served
    site.structure = Structure.WITHOUT_BUTTON

    missed = await discover(discovery, home, "Search", Action.CLICK)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND


async def test_structure_is_switched_over_http(served: tuple[Encyclopedia, str]) -> None:
    site, home = served
    async with aiohttp.ClientSession() as session:
        async with session.put(f"{home}_structure/2") as answer:
            assert answer.status == 200
        assert site.structure is Structure.SECOND
        async with session.post(f"{home}_structure/9") as answer:
            assert answer.status == 400
        assert site.structure is Structure.SECOND
