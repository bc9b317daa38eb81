"""An element that was taken out of the demo site is never found again."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from playwright.async_api import Browser, Page

import pacts
from demo.site.server import Encyclopedia, Structure
from pacts_daemon import _drift_core
from pacts_daemon.app.run import Daemon
from tests.support.pages.removal import (
    REFUSALS,
    lost_when_untouched,
    passing_when_removed,
    prepared,
    settled,
    targets,
)
from tests.support.pages.removal_live import Removals

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATHS = ["", "search?q=machine", "wiki/Artificial_Intelligence"]
BOTH = [Structure.FIRST, Structure.SECOND]


async def test_search_button_that_a_release_left_out_is_refused(page: Page) -> None:
    site = Encyclopedia(Structure.FIRST)
    async with site.served() as home:
        await page.goto(home)
        old = await settled(page)
        site.structure = Structure.WITHOUT_BUTTON
        await page.goto(home)
        new = await settled(page)

    pair = _drift_core.PagePair(prepared(old), prepared(new))
    said = {str(target): pair.heal(target.path) for target in targets(old)}
    refused = [name for name, healing in said.items() if healing.outcome in REFUSALS]
    assert [name.split(" at ")[0] for name in refused] == ["button 'Search'"]


@pytest.mark.parametrize("structure", BOTH)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("container", [False, True], ids=["alone", "with its row"])
async def test_removed_element_of_the_demo_site_does_not_pass(
    page: Page, structure: Structure, path: str, container: bool
) -> None:
    async with Encyclopedia(structure).served() as home:
        await page.goto(home + path)
        count, passing = await passing_when_removed(page, container=container)

    assert count >= 3
    assert passing == []


@pytest.mark.parametrize("structure", BOTH)
@pytest.mark.parametrize("path", PATHS)
async def test_element_of_the_reloaded_demo_site_is_found_as_itself(
    page: Page, structure: Structure, path: str
) -> None:
    async with Encyclopedia(structure).served() as home:
        await page.goto(home + path)
        count, lost = await lost_when_untouched(page)

    assert count >= 3
    assert lost == []


async def test_element_removed_after_it_was_saved_is_gone_for_the_daemon(
    daemon: Daemon, browser: Browser, endpoint: str
) -> None:
    async with (
        Encyclopedia().served() as home,
        pacts.AsyncClient(daemon.address, timeout_s=60) as client,
        aclosing(Removals(client, browser, endpoint)) as removals,
    ):
        said = [await removals.each_of(home + path) for path in PATHS]

    assert [wrong for one in said for wrong in one.wrong] == []
    assert [passed for one in said for passed in one.passed] == []
    assert [unsure for one in said for unsure in one.ambiguous] == []
    assert sum(len(one.gone) for one in said) >= 15
