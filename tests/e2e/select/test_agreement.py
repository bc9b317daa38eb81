"""Selectors on a capture find what Playwright finds on the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from pacts_daemon.core.model import Selector, Strategy
from tests.e2e.select.conftest import Looked, looked
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

HERE = Path(__file__).parent
UNKNOWN = "?"


def read_selectors() -> Iterator[tuple[Selector, bool]]:
    """Yield each selector and whether a capture is enough to evaluate it."""
    for line in (HERE / "selectors.tsv").read_text("utf-8").splitlines()[1:]:
        strategy, more, value = line.split("\t")
        kind = Strategy(strategy.removeprefix(UNKNOWN))
        role, attribute = (more, "") if kind is Strategy.ROLE else ("", more)
        selector = Selector(kind, value.replace("\\n", "\n"), role=role, attribute=attribute)
        yield selector, not strategy.startswith(UNKNOWN)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shop(browser: Browser, site: Site) -> AsyncIterator[Looked]:
    opened = await browser.new_page()
    await opened.goto(site.page((HERE / "page.html").read_text("utf-8")))
    yield await looked(opened)
    await opened.close()


@pytest.mark.parametrize(("selector", "is_enough"), list(read_selectors()))
async def test_select_on_a_capture_agrees_with_the_browser(
    shop: Looked, selector: Selector, is_enough: bool
) -> None:
    expected = await shop.in_browser(selector) if is_enough else None
    assert shop.in_capture(selector) == expected


@pytest.mark.parametrize(("selector", "is_enough"), list(read_selectors()))
async def test_select_by_css_or_xpath_on_the_source_agrees_with_the_browser(
    shop: Looked, selector: Selector, is_enough: bool
) -> None:
    """The source shows no shadow roots, and of names and roles only what needs no style."""
    found = shop.in_source(selector)
    if selector.strategy not in {Strategy.CSS, Strategy.XPATH} or found is None:
        return
    in_browser = await shop.in_browser(selector)
    assert found == [path for path in in_browser if "#shadow-root" not in path]
