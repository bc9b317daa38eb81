"""Accessible names: one case for each rule of the specification, and Chromium's own answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from demo.site.server import Encyclopedia, Structure
from tests.e2e.capture.accessibility import INTERACTIVE, agreement
from tests.e2e.capture.reading import captured
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "accname.json").read_text())
CONTROLS = (Path(__file__).parent / "controls.html").read_text("utf-8")


@dataclass(frozen=True)
class Case:
    """A rule's case in a tab; the element that it is about has the id ``expected``."""

    name: str
    chromium: list[str]
    expected: str
    tab: Page


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="session",
    params=CASES,
    ids=[case["rule"] for case in CASES],
)
async def case(tab: Page, site: Site, request: pytest.FixtureRequest) -> Case:
    said: dict[str, Any] = request.param
    await tab.goto(site.page(said["html"]))
    expected = await tab.locator("[data-expected]").evaluate("e => e.id ||= 'expected'")
    chromium = [said["chromium"]] if "chromium" in said else []
    return Case(said["name"], chromium, expected, tab)


async def test_name_of_each_rule_is_what_the_rule_says(case: Case) -> None:
    capture = await captured(case.tab)

    assert capture.marked(case.expected).name == case.name
    assert "hidden-value" not in capture.json


async def test_name_of_each_rule_is_chromiums_but_where_the_case_says_so(case: Case) -> None:
    everything = frozenset(
        {*INTERACTIVE, "heading", "img", "table", "figure", "group", "paragraph", "Iframe", ""}
    )
    found = await agreement(case.tab, everything)

    unlike = [
        d.chromium[1]
        for d in found.differences
        if "data-expected" in d.html and d.ours[1] != d.chromium[1]
    ]
    assert found.compared > 0
    assert unlike == case.chromium


async def test_interactive_elements_of_every_kind_are_as_chromium_says(
    page: Page, site: Site
) -> None:
    await page.goto(site.page(CONTROLS))
    found = await agreement(page)

    assert found.compared >= 60
    assert found.differences == []


@pytest.mark.parametrize("structure", Structure)
@pytest.mark.parametrize("path", ["", "search?q=a", "wiki/Artificial_Intelligence"])
async def test_interactive_elements_of_the_demo_site_are_as_chromium_says(
    page: Page, structure: Structure, path: str
) -> None:
    async with Encyclopedia(structure).served() as url:
        await page.goto(url + path)
        found = await agreement(page)

    assert found.compared >= 3
    assert found.differences == []
