"""The console as people meet it: any width, either theme, by keyboard; and as others attack it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, expect

from pacts_daemon.app.run import running
from tests.e2e.console.conftest import HOSTILE, NEW, OLD, Seen
from tests.e2e.report.reading import contrasts, overflow, reachable, tabbed
from tests.support.console import PAGE, found
from tests.support.daemons.stubs import settings_in
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "a-token-of-sixteen-and-more"
PAGES = ("", "entries", "heals", "compare", "lookup", "audit")


async def compare(seen: Seen, old: str = OLD, new: str = NEW) -> None:
    """Have two pages compared, and the entries of an app tried on them."""
    await seen.go("compare")
    for label, html in (("Old page", old), ("New page", new)):
        file: Any = {"name": "page.html", "mimeType": "text/html", "buffer": html.encode()}
        await seen.page.get_by_label(label).set_input_files(file)
    await seen.page.get_by_label("App").fill("quarantine")
    await seen.page.get_by_role("button", name="Compare").click()


async def look_up(seen: Seen, element: str) -> None:
    await seen.go("lookup")
    for label, text in (("App", "quarantine"), ("Environment", "test"), ("Page", PAGE)):
        await seen.page.get_by_label(label, exact=True).fill(text)
    await seen.page.get_by_label("Element").fill(element)
    await seen.page.get_by_role("button", name="Look up").click()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1440)])
async def test_every_page_is_legible_as_wide_as_the_window_and_quiet(
    seen: Seen, scheme: Literal["light", "dark"], width: int
) -> None:
    await seen.page.set_viewport_size({"width": width, "height": 800})
    await seen.page.emulate_media(color_scheme=scheme)
    shows = [
        *(lambda path=path: seen.go(path) for path in (*PAGES, f"heals/{seen.heal}", "heals/odd")),
        lambda: seen.entry("Customer"),
        lambda: compare(seen),
        lambda: look_up(seen, "Customer"),
        lambda: look_up(seen, "Nobody knows it"),
    ]

    for show in shows:
        await show()
        faint = [one for one in await contrasts(seen.page) if one["ratio"] < one["enough"]]
        assert (await overflow(seen.page), faint) == (0, []), seen.page.url
        assert await seen.page.locator("h1").count() == 1
        assert await seen.page.locator("main, header, footer").count() == 3

    assert [one for one in seen.complaints if "400 (Bad Request)" not in one] == []


@pytest.mark.parametrize("path", PAGES)
async def test_keyboard_reaches_everything_and_shows_where_it_is(seen: Seen, path: str) -> None:
    await seen.go(path)

    wanted = await reachable(seen.page)
    had = await tabbed(seen.page, len(wanted) + 20)

    assert had[0]["text"] == "Skip to the page"
    # A field for a day has a stop for each of its parts.
    assert [index for index, _ in groupby(one["index"] for one in had)] == wanted
    assert [one for one in had if not one["isSeen"]] == []


async def test_every_field_of_every_form_has_a_label(seen: Seen) -> None:
    for path in (*PAGES, f"heals/{seen.heal}"):
        await seen.go(path)
        fields = seen.page.locator("input:not([type=hidden]), select")

        nameless = [one for one in await fields.all() if not await one.evaluate("e => e.labels[0]")]

        assert nameless == [], path


async def test_stored_page_is_drawn_with_the_element_where_it_was(seen: Seen) -> None:
    await seen.entry("Customer")
    drawn = seen.page.frame_locator("iframe")

    mark = await drawn.locator("#found").bounding_box()
    field = await drawn.locator(".control", has_text="Name").bounding_box()

    assert mark is not None
    assert field is not None
    assert abs(mark["x"] - field["x"]) <= 3
    assert abs(mark["y"] - field["y"]) <= 8
    assert await drawn.get_by_text("Orders", exact=True).first.is_visible()
    assert await drawn.get_by_text("All of the last 30 days, see how to refund.").is_visible()
    assert await seen.page.locator("iframe").get_attribute("sandbox") == ""


async def test_hostile_page_is_drawn_as_text_and_does_nothing(
    seen: Seen, selector: Any, captures: dict[str, bytes]
) -> None:
    await found(selector, captures["hostile"], "Apply", "hostile-page")

    await seen.entry("Apply", "hostile-page")
    drawn = seen.page.frame_locator("iframe")

    assert await drawn.get_by_text(HOSTILE[0]).is_visible()
    assert await drawn.get_by_text(HOSTILE[1]).is_visible()
    assert await drawn.locator("script, img, iframe, a, input, form").count() == 0
    assert seen.complaints == []


async def test_heal_is_rejected_and_approved_after_all(
    seen: Seen, selector: Any, captures: dict[str, bytes]
) -> None:
    await seen.go("heals?state=quarantined&app=quarantine&element=apply")
    await seen.page.get_by_role("link", name="Apply").click()
    sides = await seen.page.locator("iframe").count()

    await seen.page.get_by_label("Note").fill("not this one")
    await seen.page.get_by_role("button", name="Reject").press("Enter")
    await expect(seen.page.get_by_role("status")).to_contain_text("rejected")
    note = await seen.page.get_by_text("not this one").count()
    await seen.page.get_by_role("button", name="Approve").click()

    assert (sides, note) == (2, 1)
    await expect(seen.page.get_by_role("status")).to_contain_text("promoted")
    await look_up(seen, "Apply")
    assert await seen.page.get_by_text('data-testid="filter"', exact=True).is_visible()


async def test_comparison_names_the_part_that_changed_and_what_breaks(seen: Seen) -> None:
    await compare(seen, new=NEW.replace("<nav", "<ul><li>More</li></ul><nav"))

    changed = seen.page.get_by_role("region", name="What changed")
    assert await changed.get_by_text("added").first.is_visible()
    assert await changed.locator("code", has_text="ul").first.is_visible()
    broken = seen.page.get_by_role("region", name="Which selectors the new build breaks")
    assert await broken.get_by_role("row").count() >= 3


async def test_form_of_another_site_decides_nothing(seen: Seen, site: Site) -> None:
    await seen.go(f"heals/{seen.heal}")
    before = await seen.page.locator(".lead .badge").inner_text()
    attack = site.page(
        f'<form method=post action="{seen.origin}/console/heals/{seen.heal}">'
        "<input name=decision value=rollback><input name=csrf value=x><button>Go</button></form>"
    )

    await seen.page.goto(attack.replace("127.0.0.1", "localhost"))
    await seen.page.get_by_role("button", name="Go").click()
    refused = await seen.page.get_by_role("alert").inner_text()
    await seen.go(f"heals/{seen.heal}")

    assert refused == "The form was not sent from the console itself."
    assert await seen.page.locator(".lead .badge").inner_text() == before


async def test_console_is_shown_in_no_frame_of_another_page(seen: Seen, site: Site) -> None:
    await seen.page.goto(site.page(f'<iframe src="{seen.origin}/console/entries"></iframe>'))

    assert await seen.page.frame_locator("iframe").get_by_text("Entries").count() == 0
    assert any("frame-ancestors" in one for one in seen.complaints)


async def test_locked_console_opens_by_its_token_alone(browser: Browser, tmp_path: Path) -> None:
    async with running(settings_in(tmp_path, grpc={"token": TOKEN})) as locked:
        assert locked.management is not None
        page = await browser.new_page()
        await page.goto(f"http://{locked.management.address}/console/heals")
        await page.get_by_label("Token").fill("wrong")
        await page.get_by_role("button", name="Log in").click()
        await expect(page.get_by_role("alert")).to_have_text("This token lets nobody in.")
        await page.get_by_label("Token").fill(TOKEN)
        await page.get_by_role("button", name="Log in").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
        await page.get_by_role("button", name="Log out").click()

        await expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
        await page.context.close()
