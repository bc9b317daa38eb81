"""Every selector that is made for the elements of a real site finds its element in a browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from demo.site.server import Encyclopedia, Structure
from pacts_daemon import drift_core
from tests.e2e.select.conftest import Looked, looked

pytestmark = pytest.mark.asyncio(loop_scope="session")

INTERACTIVE = "a, button, input, select, textarea, summary, [role], [tabindex]"
PATHS = ["", "search?q=machine", "wiki/Artificial_Intelligence"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("structure", Structure)
async def test_made_selectors_find_their_element_and_no_other(
    page: Page, structure: Structure, path: str
) -> None:
    async with Encyclopedia(structure).served() as home:
        await page.goto(home + path)
        site = await looked(page)
        elements = site.captured.select(drift_core.Strategy.CSS, INTERACTIVE)
        assert elements
        wrong = [line for element in elements for line in await disagreements(site, element)]
    assert wrong == []


async def disagreements(site: Looked, element: str) -> list[str]:
    pair = drift_core.PagePair(site.captured, site.captured)
    selectors = drift_core.selectors_of(pair.heal(element).selectors)
    lines = [] if selectors else [f"{element} has no selector"]
    for selector in selectors:
        in_browser = await site.in_browser(selector)
        if in_browser != [element]:
            lines.append(f"{element}: {selector} matched {in_browser}")
        if site.in_capture(selector) not in ([element], None):
            lines.append(f"{element}: {selector} selected {site.in_capture(selector)}")
    return lines
