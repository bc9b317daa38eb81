"""The same scripts under Selenium say what they say under Playwright: `make browsers`."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.browsers.checked import Case, each_case, in_chromium, read
from tests.e2e.capture.reading import captured, decoded
from tests.e2e.check.conftest import Checks
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parents[1] / "e2e" / "capture" / "controls.html").read_text("utf-8")
DRIVER = "chromedriver"


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    driver = shutil.which(DRIVER)
    assert driver is not None, f"no {DRIVER} on the PATH (Debian: chromium-driver)"
    options = ChromeOptions()
    options.add_argument("--headless=new")
    options.binary_location = pick_executable(None, "")
    for argument in launch_arguments(BrowserOptions()):
        options.add_argument(argument)
    started = Chrome(options, Service(driver))
    yield started
    started.quit()


async def test_capture_under_selenium_is_the_one_under_playwright(
    chrome: Chrome, page: Page, site: Site
) -> None:
    url = site.page(CONTROLS)
    await asyncio.to_thread(chrome.get, url)
    await page.goto(url)
    script = f"return {capture_script()}"
    in_selenium = decoded(await asyncio.to_thread(chrome.execute_script, script))
    in_playwright = await captured(page)

    assert len(in_playwright.nodes) > 100
    assert [(n.tag, n.parent, n.attributes, n.text, n.role, n.name) for n in in_selenium.nodes] == [
        (n.tag, n.parent, n.attributes, n.text, n.role, n.name) for n in in_playwright.nodes
    ]


@each_case
async def test_check_under_selenium_says_what_it_says_under_playwright(
    chrome: Chrome, checks: Checks, case: Case
) -> None:
    expected = await in_chromium(checks, case)
    await asyncio.to_thread(chrome.get, expected.url)

    script = f"return ({checks.script})(arguments[0])"
    said = await asyncio.to_thread(chrome.execute_script, script, json.loads(expected.check))

    assert read(said) == expected.answer
