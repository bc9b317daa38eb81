"""What a Firefox that Playwright did not build does otherwise, as docs/run.md says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, Page

from pacts_daemon.pipeline.executor.browsers import BrowserChoice, BrowserName, launched_browser
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.verdict.results import Verdict
from suites.serving import free_port
from suites.shop import Shop
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last
from tests.e2e.pipeline.test_actions import MOVES, POINTER, TELL, told
from tests.suites.runs import SUITES, run
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

NUMBERS = """<label>Quantity <input type=number value=1></label>
<label>Mail <input type=email value=old@example.test></label>"""
SLIDES = f"""{TELL}<div onpointerdown="held = true">Backlog card</div><br>
<section aria-label=Done onpointerup="if (window.held) tell('dropped')">Done</section>"""
PASSWORD = "open-sesame"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (do("click", "Target"), "over; click"),
        (do("click", "Target", "3"), "over; click; click; click"),
        (do("right_click", "Target"), "over; right"),
        (do("hover", "Target"), "over"),
    ],
    ids=["click", "click thrice", "right", "hover"],
)
async def test_pointer_does_to_the_element_what_was_planned(
    bench: Bench, action: PlannedAction, expected: str
) -> None:
    await told(bench, POINTER, expected, action)


@pytest.mark.parametrize(
    ("page", "action"),
    [
        (POINTER, do("double_click", "Target")),
        (MOVES, do("drag", "Backlog card", "Done section")),
    ],
    ids=["double click", "drag"],
)
async def test_gesture_that_the_browser_leaves_unfinished_blocks(
    bench: Bench, page: str, action: PlannedAction
) -> None:
    result = await bench.on(page, action, claim("visible", "Footer"))

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, "environment")


async def test_dragging_by_the_pointers_own_events_is_whole(bench: Bench) -> None:
    await told(bench, SLIDES, "dropped", do("drag", "Backlog card", "Done section"))


async def test_field_without_a_selection_has_the_new_value_alone(bench: Bench) -> None:
    result = await bench.on(
        NUMBERS,
        do("fill", "Quantity", "2"),
        do("fill", "Mail", "new@example.test"),
        claim("value", "Quantity", "2"),
        claim("value", "Mail", "new@example.test"),
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_page_sees_the_light_scheme(browser: Browser) -> None:
    page: Page = await browser.new_page()
    light = await page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    await page.context.close()

    assert light


async def test_browser_reaches_no_host_but_those_that_are_allowed(site: Site) -> None:
    url = site.page("<h1>Here</h1>")
    choice = BrowserChoice(BrowserName.FIREFOX, allowed_hosts=("127.0.0.1",))
    async with launched_browser(choice) as running:
        page = await running.native.new_page()
        await page.goto(url)
        assert await page.inner_text("h1") == "Here"
        with pytest.raises(Error, match=r"NS_ERROR|refused|proxy"):
            await page.goto(url.replace("127.0.0.1", "localhost"))


async def test_journey_in_the_shop_passes_cold_and_warm(tmp_path: Path) -> None:
    async with Shop(PASSWORD).served(free_port()) as url:
        ran = await run(
            SUITES / "shop/requirements/journey.md", url, "--browser", "firefox",
            "--loops", "2", "--data-dir", str(tmp_path), SHOP_PASSWORD=PASSWORD,
        )  # fmt: skip

    assert ran.not_fine == []
    assert ran.verdicts == {"Buying tea": [Verdict.PASS, Verdict.PASS]}
    assert ran.misses(2) == []
