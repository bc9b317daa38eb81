"""The same scripts under Selenium say what they say under Playwright: `make browsers`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page
from selenium.webdriver.remote.webdriver import WebDriver

from pacts_daemon.browser.capture import capture_script
from tests.browsers.checked import Case, each_case, in_chromium, read
from tests.browsers.drivers import chromium, webkit
from tests.e2e.capture.reading import Node, captured, decoded
from tests.e2e.check.conftest import Checks
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parents[1] / "e2e" / "capture" / "controls.html").read_text("utf-8")


@pytest.fixture(scope="module", params=[chromium, webkit], ids=lambda way: way.__name__)
def driver(request: pytest.FixtureRequest) -> Iterator[WebDriver]:
    with request.param() as driver:
        yield driver


async def test_capture_under_selenium_is_the_one_under_playwright(
    driver: WebDriver, page: Page, site: Site
) -> None:
    url = site.page(CONTROLS)
    await asyncio.to_thread(driver.get, url)
    await page.goto(url)
    script = f"return {capture_script()}"
    in_selenium = decoded(await asyncio.to_thread(driver.execute_script, script))
    in_playwright = await captured(page)

    assert len(in_playwright.nodes) > 100
    assert [known(node) for node in in_selenium.nodes] == [
        known(node) for node in in_playwright.nodes
    ]


def known(node: Node) -> Node:
    """All but where it is: each browser has its own fonts."""
    return replace(node, rect=())


@each_case
async def test_check_under_selenium_says_what_it_says_under_playwright(
    driver: WebDriver, checks: Checks, case: Case
) -> None:
    expected = await in_chromium(checks, case)
    await asyncio.to_thread(driver.get, expected.url)

    script = f"return ({checks.script})(arguments[0])"
    said = await asyncio.to_thread(driver.execute_script, script, json.loads(expected.check))

    assert read(said) == expected.answer
