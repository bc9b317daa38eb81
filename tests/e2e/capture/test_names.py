"""Accessible names: one case for each rule of the specification, and Chromium's own answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from demo.site.server import Encyclopedia, Structure
from tests.e2e.capture.accessibility import INTERACTIVE, agreement
from tests.e2e.capture.reading import Capture, captured
from tests.support.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "accname.json").read_text())
CONTROLS = (Path(__file__).parent / "controls.html").read_text("utf-8")


async def shown(page: Page, site: Site, html: str) -> Capture:
    await page.goto(site.page(html))
    marks = "e => e.id ||= 'expected'"
    await page.locator("[data-expected]").evaluate(marks)
    return await captured(page)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
async def test_name_of_each_rule_is_what_the_rule_says(
    page: Page, site: Site, case: dict[str, Any]
) -> None:
    capture = await shown(page, site, case["html"])
    expected = await page.locator("[data-expected]").get_attribute("id")
    assert expected

    assert capture.marked(expected).name == case["name"]
    assert "hidden-value" not in capture.json


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
async def test_name_of_each_rule_is_chromiums_but_where_the_case_says_so(
    page: Page, site: Site, case: dict[str, Any]
) -> None:
    await shown(page, site, case["html"])
    everything = frozenset(
        {*INTERACTIVE, "heading", "img", "table", "figure", "group", "paragraph", "Iframe", ""}
    )
    found = await agreement(page, everything)

    unlike = [
        d.chromium[1]
        for d in found.differences
        if "data-expected" in d.html and d.ours[1] != d.chromium[1]
    ]
    assert found.compared > 0
    assert unlike == ([case["chromium"]] if "chromium" in case else [])


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
