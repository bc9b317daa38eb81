"""The report as people meet it: any width, either theme, by keyboard, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from pacts_daemon.pipeline.report.files import write_reports
from tests.e2e.report.conftest import OpenReport
from tests.e2e.report.reading import contrasts, overflow, reachable, tabbed
from tests.support.pipeline.hostile import HOSTILE, a_hostile_run

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WIDTHS = (320, 360, 768, 1440)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_report_complains_of_nothing_and_asks_for_nothing(
    open_report: OpenReport, scheme: str
) -> None:
    opened = await open_report(color_scheme=scheme)

    await opened.page.evaluate(OPEN_ALL)
    for button in await opened.page.get_by_role("button").all():
        await button.click()

    assert opened.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
async def test_report_is_as_wide_as_the_window(open_report: OpenReport, width: int) -> None:
    opened = await open_report(viewport={"width": width, "height": 800})

    closed = await overflow(opened.page)
    await opened.page.evaluate(OPEN_ALL)

    assert (closed, await overflow(opened.page)) == (0, 0)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_report_of_hostile_texts_stays_in_one_piece(
    open_report: OpenReport, tmp_path: Path, text: str
) -> None:
    html = write_reports(a_hostile_run(text), tmp_path).html
    opened = await open_report(html, viewport={"width": 360, "height": 800})
    await opened.page.evaluate(OPEN_ALL)

    assert await overflow(opened.page) == 0
    assert await opened.page.locator("footer").is_visible()
    assert await opened.page.locator("script").count() == 1
    await expect(opened.page.locator("main")).to_contain_text(text, use_inner_text=True)
    assert opened.complaints == []


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_stand_out_from_what_is_behind_them(
    open_report: OpenReport, scheme: str, width: int
) -> None:
    opened = await open_report(color_scheme=scheme, viewport={"width": width, "height": 900})
    await opened.page.evaluate(OPEN_ALL)
    for chip in await opened.page.locator(".chip").all():
        await chip.click()

    seen = await contrasts(opened.page)

    assert len(seen) > 200
    assert [one for one in seen if one["ratio"] < one["enough"]] == []


async def test_contrast_is_measured_as_wcag_does(open_report: OpenReport) -> None:
    opened = await open_report()
    style = "color:#777;background:#fff"
    await opened.page.evaluate(
        f"document.body.innerHTML = '<p>a</p>'; document.querySelector('p').style = '{style}'"
    )

    (one,) = await contrasts(opened.page)

    assert round(one["ratio"], 2) == 4.48
    assert one["enough"] == 4.5


async def test_keyboard_reaches_everything_and_shows_where_it_is(open_report: OpenReport) -> None:
    opened = await open_report(viewport={"width": 1000, "height": 800})
    await opened.page.evaluate(OPEN_ALL)

    wanted = await reachable(opened.page)
    had = await tabbed(opened.page, len(wanted) + 20)

    assert len(wanted) > 50
    assert had[0]["text"] == "Skip to the cases"
    assert [one["index"] for one in had] == wanted
    assert [one for one in had if not one["isSeen"]] == []


async def test_skip_link_leads_to_the_cases(open_report: OpenReport) -> None:
    opened = await open_report()

    await opened.page.keyboard.press("Tab")
    await opened.page.keyboard.press("Enter")

    assert await opened.page.evaluate("document.activeElement.id") == "cases"


async def test_details_open_and_close_by_keyboard(open_report: OpenReport) -> None:
    opened = await open_report()
    case = opened.page.locator("details.case", has_text="A customer signs in")

    await case.locator("> summary").focus()
    await opened.page.keyboard.press("Enter")
    is_open = await case.get_attribute("open")
    await opened.page.keyboard.press("Enter")

    assert is_open is not None
    assert await case.get_attribute("open") is None


async def test_verdicts_tags_and_words_narrow_the_cases(open_report: OpenReport) -> None:
    page = (await open_report()).page
    names = page.locator("details.case:visible > summary > .name")

    await page.get_by_role("button", name="FAIL 2").click()
    await expect(names).to_have_text(["The total adds up"])
    await page.get_by_role("button", name="FAIL 2").click()
    await page.get_by_role("button", name="@smoke").click()
    await expect(names).to_have_count(3)
    await page.get_by_role("searchbox", name="Find").fill("greeting")

    await expect(names).to_have_text(["A customer signs in"])
    await expect(page.get_by_role("status")).to_have_text("1 of 6 cases shown")


async def test_link_to_a_failure_opens_and_shows_it(open_report: OpenReport) -> None:
    page = (await open_report()).page
    await page.get_by_role("button", name="Close all").click()
    await page.get_by_role("button", name="PASS 5", exact=True).click()

    await page.get_by_role("link", name="The total adds up").click()

    await page.locator("#result-3").get_by_text("Order now").first.wait_for(state="visible")
    await page.get_by_role("heading", name="Lookups").first.wait_for(state="visible")


async def test_screenshot_opens_large_and_gives_the_focus_back(open_report: OpenReport) -> None:
    page = (await open_report()).page
    link = page.locator(".enlarge").first

    await link.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Screenshot")
    await dialog.get_by_role("img").wait_for(state="visible")
    await page.keyboard.press("Escape")

    assert await dialog.count() == 0
    assert await link.evaluate("(one) => one === document.activeElement")


async def test_theme_is_what_the_reader_chose_and_is_kept(open_report: OpenReport) -> None:
    page = (await open_report(color_scheme="dark")).page
    button = page.get_by_role("button", name="Theme")
    colour = "getComputedStyle(document.body).backgroundColor"

    dark = await page.evaluate(colour)
    await button.click()
    await expect(button).to_have_text("Theme: light")
    light = await page.evaluate(colour)
    await page.reload()

    assert (dark, light) == ("rgb(20, 24, 29)", "rgb(246, 247, 249)")
    assert await page.evaluate(colour) == light
    assert await button.inner_text() == "Theme: light"


async def test_report_tells_the_essentials_without_scripts(open_report: OpenReport) -> None:
    page = (await open_report(java_script_enabled=False)).page

    await page.locator("details.case", has_text="A customer signs in").locator("> summary").click()
    await page.locator("#result-1 > summary").click()

    assert await page.get_by_text("Verify that the greeting contains Ann").first.is_visible()
    assert await page.locator("#tools").is_hidden()
    assert await page.locator("#theme").is_hidden()
    assert await page.locator(".compared").first.is_visible()


async def test_screenshot_is_enlarged_without_scripts(open_report: OpenReport) -> None:
    page = (await open_report(java_script_enabled=False)).page
    image = page.locator(".enlarge img").first
    narrow = await image.evaluate("(one) => getComputedStyle(one).maxHeight")

    await page.locator(".enlarge").first.click()

    assert narrow == "352px"
    assert await image.evaluate("(one) => getComputedStyle(one).maxHeight") == "none"


async def test_report_on_paper_has_what_is_closed_on_the_screen(open_report: OpenReport) -> None:
    page = (await open_report(color_scheme="dark")).page
    closed = page.get_by_text("Verify that the greeting contains Ann").first
    before = await closed.is_visible()

    await page.emulate_media(media="print", color_scheme="dark")

    assert not before
    assert await closed.is_visible()
    assert await page.locator("#tools").is_hidden()
    assert await page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 33, 41)"
