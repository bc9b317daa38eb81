"""The same scripts in Firefox say what they say in Chromium: `make browsers`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon.browser.capture import capture_script
from tests.browsers.checked import Case, call_of, each_case, in_chromium, read
from tests.browsers.firefox import NAMES, Tab, firefox, running_firefox
from tests.e2e.capture.reading import captured, decoded
from tests.e2e.check.conftest import Checks
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parents[1] / "e2e" / "capture" / "controls.html").read_text("utf-8")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def firefox_tab() -> AsyncIterator[Tab]:
    executable = firefox()
    assert executable is not None, f"no {' or '.join(NAMES)} on the PATH"
    async with running_firefox(executable) as opened:
        yield opened


async def test_capture_in_firefox_has_the_nodes_roles_and_names_of_chromium(
    firefox_tab: Tab, page: Page, site: Site
) -> None:
    url = site.page(CONTROLS)
    await firefox_tab.goto(url)
    await page.goto(url)
    in_firefox = decoded(await firefox_tab.evaluate(capture_script()))
    in_chromium = await captured(page)

    assert len(in_chromium.nodes) > 100
    assert [(n.tag, n.parent, n.attributes, n.text) for n in in_firefox.nodes] == [
        (n.tag, n.parent, n.attributes, n.text) for n in in_chromium.nodes
    ]
    assert [(n.role, n.name) for n in in_firefox.nodes] == [
        (n.role, n.name) for n in in_chromium.nodes
    ]
    assert [n.flags for n in in_firefox.nodes] == [n.flags for n in in_chromium.nodes]


@each_case
async def test_check_in_firefox_says_what_it_says_in_chromium(
    firefox_tab: Tab, checks: Checks, case: Case
) -> None:
    expected = await in_chromium(checks, case)
    await firefox_tab.goto(expected.url)

    said = await firefox_tab.evaluate(call_of(checks.script, expected.check))

    assert read(said) == expected.answer
