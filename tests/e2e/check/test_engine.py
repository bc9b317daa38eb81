"""As a selector engine of Playwright the check says what it says alone, and acts where it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf import json_format
from playwright.async_api import Browser, Error, Locator, Page

from pacts._rpc import convert, read
from pacts.flow.decisions import first_tried
from pacts.flow.steps import ActChecked, Done, Refused
from pacts.model import Selector, SelectorStrategy
from pacts.playwright.async_pages import AsyncPageAdapter
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.e2e.check.conftest import Checks

pytestmark = pytest.mark.asyncio(loop_scope="session")

CSS, ROLE = SelectorStrategy.CSS, SelectorStrategy.ROLE
SELECTORS = (Selector(ROLE, "Edit", "button"), Selector(CSS, "#bob button"))
ROW = "<tr id={}><td>{}<td><button onclick='window.clicked=(window.clicked||0)+1'>Edit</button>"
PAGE = f"<table>{ROW.format('anna', 'Anna Berg')}{ROW.format('bob', 'Bob Stone')}</table>"
COVER = "<div style='position:fixed;inset:0;background:#fff'></div>"
STRICT = {"content-security-policy": "default-src 'none'; script-src 'self'"}

REFUSED = {
    "of another record": PAGE.replace("Bob Stone", "Erin Hall"),
    "gone": PAGE.replace("id=bob", "id=rob"),
    "renamed": PAGE.replace(">Edit<", ">Remove<"),
    "covered": PAGE + COVER,
    "hidden": PAGE + "<style>#bob button { display: none }</style>",
    "disabled": PAGE.replace("<button", "<button disabled"),
    "of another selector": "<h1>Bob Stone</h1><button>Edit</button>",
}


def asked(selectors: tuple[Selector, ...] = SELECTORS, record: str = "Bob Stone") -> str:
    identity: dict[str, Any] = {"tag": "button", "role": "button", "name": "Edit"}
    check = page_pb.PageCheck(
        selectors=[convert.selector_to_proto(one) for one in selectors],
        action="ACTION_CLICK",  # type: ignore[arg-type]
    )
    json_format.ParseDict(identity, check.identity)
    if record:
        check.identity.records.add(keys=[record])
    return json_format.MessageToJson(check, indent=None)


def step(check: str, action: Any = None, selectors: tuple[Selector, ...] = SELECTORS) -> ActChecked:
    place = first_tried(selectors)
    click = action or (lambda found: found.click())
    return ActChecked("", check, place, selectors[place], click, "css=#bob button")


def own(locator: Locator, *, by_path: bool = False, record: str = "Bob Stone") -> ActChecked:
    """A click on a locator as a test has it, where that is the element."""
    selector = Selector(SelectorStrategy.XPATH, "", positional=True) if by_path else SELECTORS[1]
    check = asked((selector,), record)
    return ActChecked("", check, 0, selector, lambda found: found.click(), "Bob's", locator)


@pytest_asyncio.fixture(loop_scope="session")
async def page(unreachable_browser: Browser) -> AsyncIterator[Page]:
    page = await unreachable_browser.new_page()
    yield page
    await page.close()


async def clicks(page: Page) -> int:
    return int(await page.evaluate("window.clicked || 0"))


async def test_action_is_done_once_where_the_check_holds(checks: Checks, page: Page) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    came = [await adapter.act_checked(checks.script, step(asked())) for _ in range(2)]

    assert (came, await clicks(page)) == ([Done(), Done()], 2)


@pytest.mark.parametrize("change", ["textContent = 'Remove'", "role = 'checkbox'"])
async def test_element_that_changes_after_a_check_is_refused_in_the_same_document(
    checks: Checks, page: Page, change: str
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    assert await adapter.act_checked(checks.script, step(asked())) == Done()
    await page.evaluate(f"document.querySelector('#bob button').{change}")

    assert isinstance(await adapter.act_checked(checks.script, step(asked())), Refused)


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
async def test_what_the_check_says_otherwise_is_what_it_says_alone(
    checks: Checks, page: Page, html: str
) -> None:
    adapter = AsyncPageAdapter(page)
    check = asked(record="" if "<h1>" in html else "Bob Stone")
    await page.set_content(html)

    came = await adapter.act_checked(checks.script, step(check))

    assert isinstance(came, Refused)
    said = json_format.Parse(came.check, selector_pb.Verification())
    alone = json_format.Parse(
        await adapter.check("", checks.script, check), selector_pb.Verification()
    )
    assert (said, await clicks(page)) == (alone, 0)


async def test_page_that_allows_no_scripts_but_its_own_takes_the_engine(
    checks: Checks, page: Page
) -> None:
    adapter, url = AsyncPageAdapter(page), "http://strict.test/"
    await page.route(url, lambda route: route.fulfill(body=PAGE, headers=STRICT))
    await page.goto(url)

    assert await adapter.act_checked(checks.script, step(asked())) == Done()


async def test_document_that_playwright_had_entered_before_is_checked_first(
    checks: Checks, page: Page
) -> None:
    adapter, script = AsyncPageAdapter(page), "/* another one */" + checks.script
    await page.set_content(PAGE)
    await page.locator("#anna button").click()

    assert await adapter.act_checked(script, step(asked())) is None
    await page.goto("data:text/html," + PAGE)
    assert await adapter.act_checked(script, step(asked())) == Done()


@pytest.mark.parametrize(
    "older",
    ["(function(check){throw new Error('the check: must be an object')})", "(function(check){"],
    ids=["of an older daemon", "broken"],
)
async def test_script_that_knows_no_engine_does_nothing_and_no_harm(page: Page, older: str) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    assert await adapter.act_checked(older, step(asked())) is None
    assert await clicks(page) == 0
    await page.reload()
    await page.set_content(PAGE)
    await page.locator("#bob button").click()


async def test_action_that_fails_names_the_element_as_people_do(checks: Checks, page: Page) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    with pytest.raises(Error) as failed:
        await adapter.act_checked(checks.script, step(asked(), lambda found: found.fill("x")))

    assert "waiting for css=#bob button" in failed.value.message
    assert "pacts_" not in str(failed.value)


async def test_selector_that_is_tried_first_is_the_one_that_is_foretold(
    checks: Checks, page: Page
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content("<button id=a title=t data-testid=b>Edit</button>")
    everyone = (
        Selector(ROLE, "Edit", "button"),
        Selector(SelectorStrategy.TEXT, "Edit"),
        Selector(SelectorStrategy.XPATH, "//button"),
        Selector(SelectorStrategy.TITLE, "t"),
        Selector(CSS, "body > button", positional=True),
    )
    for start in range(len(everyone)):
        some = everyone[start:] + everyone[:start]
        for count in range(1, len(some) + 1):
            taken = some[:count]
            check = asked(taken, record="")
            came = await adapter.act_checked(
                checks.script, step(check, lambda found: found.text_content(), taken)
            )
            assert came == Done("Edit"), taken


OTHERS = {
    "none": ("#nobody button", 0, None),
    "several": ("button", 2, None),
    "another": ("#anna button", 1, False),
}


@pytest.mark.parametrize("by_path", [False, True], ids=["by its selector", "by its path"])
async def test_locator_acts_itself_where_it_finds_the_one_that_the_check_holds_of(
    checks: Checks, page: Page, by_path: bool
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    for found in (page.locator("#bob").get_by_role("button"), page.locator("button").last):
        step = own(found, by_path=by_path)
        assert await adapter.act_checked(checks.script, step) == Done()
    assert await clicks(page) == 2


@pytest.mark.parametrize(("css", "matches", "is_same"), OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("by_path", [False, True], ids=["by its selector", "by its path"])
async def test_locator_that_does_not_find_just_the_element_is_refused_at_once(
    checks: Checks, page: Page, css: str, matches: int, is_same: bool | None, by_path: bool
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)

    came = await adapter.act_checked(checks.script, own(page.locator(css), by_path=by_path))

    assert isinstance(came, Refused)
    said = read.check_of(came.check)
    assert (said.matches, said.is_same, await clicks(page)) == (matches, is_same, 0)


@pytest.mark.parametrize("html", [PAGE + COVER, PAGE.replace("<button", "<button disabled")])
async def test_locator_whose_element_is_not_ready_is_left_to_its_runner(
    checks: Checks, page: Page, html: str
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(html)

    came = await adapter.act_checked(checks.script, own(page.locator("#bob button")))

    assert isinstance(came, Refused)
    said = read.check_of(came.check)
    assert (said.is_same, bool(said.failed), await clicks(page)) == (True, True, 0)


async def test_locator_whose_element_no_path_leads_to_is_believed(
    checks: Checks, page: Page
) -> None:
    await page.set_content("<svg width=50 height=50 onclick='window.clicked=9'></svg>")

    came = await AsyncPageAdapter(page).act_checked(
        checks.script, own(page.locator("svg"), by_path=True)
    )

    assert (came, await clicks(page)) == (Done(), 9)


@pytest.mark.parametrize("called", ["Edit", "Remove"])
async def test_locator_in_an_open_shadow_root_is_judged_by_its_path(
    checks: Checks, page: Page, called: str
) -> None:
    await page.set_content("<x-row></x-row>")
    await page.evaluate(
        "html => document.querySelector('x-row').attachShadow({mode: 'open'}).innerHTML = html",
        f"<button onclick='window.clicked=1'>{called}</button>",
    )
    step = own(page.locator("x-row button"), by_path=True, record="")

    came = await AsyncPageAdapter(page).act_checked(checks.script, step)

    is_it = called == "Edit"
    assert (isinstance(came, Done), await clicks(page)) == (is_it, int(is_it))


async def test_locator_in_a_frame_acts_itself(checks: Checks, page: Page) -> None:
    adapter = AsyncPageAdapter(page)
    html = PAGE.replace("window.clicked=(window.clicked||0)+1", "top.clicked=1").replace('"', "")
    await page.set_content(f'<iframe srcdoc="{html}"></iframe>')

    found = page.frame_locator("iframe").locator("#bob button")
    assert await adapter.act_checked(checks.script, own(found)) == Done()
    assert await clicks(page) == 1


async def test_locator_that_fails_to_act_is_called_as_its_runner_has_it(
    checks: Checks, page: Page
) -> None:
    adapter = AsyncPageAdapter(page)
    await page.set_content(PAGE)
    step = replace(own(page.locator("#bob button")), action=lambda found: found.fill("x"))

    with pytest.raises(Error) as failed:
        await adapter.act_checked(checks.script, step)

    assert 'waiting for locator("#bob button")\n' in failed.value.message
    assert "pacts_" not in str(failed.value)
