"""Pages that are too large, or that break what scripts rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from pacts_daemon import _drift_core
from pacts_daemon.browser.capture import CaptureLimits, capture_script
from tests.e2e.capture.reading import captured, decoded
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parent / "controls.html").read_text("utf-8")
POLICY = "default-src 'none'; require-trusted-types-for 'script'"
CSP = f'<meta http-equiv=Content-Security-Policy content="{POLICY}">'

BREAKERS = [
    "JSON.stringify = () => 'broken'",
    "Array.prototype.toJSON = String.prototype.toJSON = Object.prototype.toJSON = () => 'broken'",
    "Map = Set = WeakMap = WeakSet = undefined",
    "Map = class { get() {} set() {} has() { return true } }",
    "for (const n of ['map','filter','find','includes','some','join','push','slice','forEach'])"
    " Array.prototype[n] = () => { throw new Error('broken') }",
    "Array.prototype.filter = function () { return this }; Array.from = () => []",
    "Array.prototype.extra = Object.prototype.extra = function () {}",
    "Element.prototype.getAttribute = () => 'broken'",
]


@pytest.mark.parametrize("breaker", BREAKERS[:-1])
async def test_capture_is_the_same_where_the_page_breaks_builtins(
    page: Page, site: Site, breaker: str
) -> None:
    await page.goto(site.page(CONTROLS))
    whole = await captured(page)
    session = await page.context.new_cdp_session(page)
    await page.evaluate(f"() => {{ {breaker} }}")
    answer = await session.send("Runtime.evaluate", {"expression": capture_script()})

    assert decoded(answer["result"]["value"]).json == whole.json


async def test_capture_puts_back_what_it_stood_in_for(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    await page.evaluate("() => { globalThis.mine = Array.prototype.find = () => 'mine' }")
    await page.evaluate(capture_script())

    assert await page.evaluate("Array.prototype.find === mine")


async def test_capture_is_accepted_where_attributes_lie(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    await page.evaluate(f"() => {{ {BREAKERS[-1]} }}")

    _drift_core.fingerprint_capture((await captured(page)).json.encode())


async def test_capture_works_under_a_strict_content_policy(page: Page, site: Site) -> None:
    await page.goto(site.page(CSP + CONTROLS))

    assert "Home" in [node.name for node in (await captured(page)).nodes]


async def test_form_whose_fields_hide_its_properties_is_captured(page: Page, site: Site) -> None:
    names = (
        "attributes",
        "firstChild",
        "localName",
        "nodeType",
        "parentElement",
        "shadowRoot",
        "tagName",
        "id",
    )
    fields = "".join(f"<input name={name}>" for name in names)
    await page.goto(site.page(f"<form id=f aria-label=Form>{fields}</form><p id=p>after"))
    capture = await captured(page)

    form = capture.marked("f")
    assert (form.tag, form.role, form.name) == ("form", "form", "Form")
    assert len(capture.children(form)) == len(names)
    assert capture.marked("p").text == "after"


async def test_large_page_is_cut_at_the_limit_of_nodes(page: Page, site: Site) -> None:
    await page.goto(site.page("<p>x</p>" * 25_000))
    capture = await captured(page)

    assert (len(capture.nodes), capture.truncated) == (20_000, True)
    _drift_core.fingerprint_capture(capture.json.encode())


async def test_capture_stays_below_its_limit_of_bytes(page: Page, site: Site) -> None:
    rows = "".join(f"<button id=n{n} title='é{n}'>{'語' * 500}{n}</button>" for n in range(600))
    await page.goto(site.page(rows))
    whole = await captured(page)
    cut = await captured(page, CaptureLimits(bytes=200_000))

    assert not whole.truncated
    assert cut.truncated
    assert 100_000 < len(cut.json.encode()) <= 200_000
    _drift_core.fingerprint_capture(cut.json.encode())


async def test_strings_are_bounded_and_characters_stay_whole(page: Page, site: Site) -> None:
    await page.goto(
        site.page(f"<button id=x aria-label='{'😀' * 300}a'>{'b' * 3000}</button><p id=p>")
    )
    await page.evaluate("p.textContent = '\\ud800 \\u0001 \" \\\\'")
    capture = await captured(page)

    assert capture.marked("x").attributes["aria-label"] == "😀" * 128
    assert capture.marked("x").name == "😀" * 256
    assert capture.marked("x").text == "b" * 1024
    assert capture.marked("p").text == '\ufffd \u0001 " \\'


async def test_nesting_beyond_the_limit_is_left_out(page: Page, site: Site) -> None:
    await page.goto(site.page("<main id=m></main>"))
    nest = """() => { let at = m;
        for (let i = 0; i < 3000; i++) at = at.appendChild(document.createElement('a')) }"""
    await page.evaluate(nest)
    capture = await captured(page)

    assert capture.truncated
    assert len(capture.nodes) < 600
    _drift_core.fingerprint_capture(capture.json.encode())


async def test_script_runs_behind_return_in_a_function(browser: Browser) -> None:
    page = await browser.new_page()
    made = await page.evaluate(f"new Function({'return ' + capture_script()!r})()")
    await page.close()

    assert decoded(made).tags() == ["html", "head", "body"]
