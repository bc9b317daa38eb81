"""What a capture holds of a page's structure, and that the Rust core reads it as the same page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from demo.site.server import Encyclopedia, Structure
from pacts_daemon import _drift_core
from tests.e2e.capture.reading import captured
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTROLS = (Path(__file__).parent / "controls.html").read_text("utf-8")


@pytest.mark.parametrize("structure", Structure)
async def test_capture_of_a_static_page_has_the_features_of_its_html(
    page: Page, structure: Structure
) -> None:
    async with Encyclopedia(structure).served() as url:
        await page.goto(url)
        capture = (await captured(page)).json.encode()
        html = (await page.content()).encode()

    seen = _drift_core.inspect(_drift_core.fingerprint_capture(capture))
    read = _drift_core.inspect(_drift_core.fingerprint_html(html))
    assert (seen.features, seen.nodes, seen.root_hash) == (
        read.features,
        read.nodes,
        read.root_hash,
    )
    assert seen.source == "capture"


async def test_nodes_are_the_elements_of_the_page_in_document_order(page: Page, site: Site) -> None:
    await page.goto(site.page("<ul><li>a<b>b</b>c</ul><svg><path d=M0></svg><x-y></x-y>"))
    capture = await captured(page)

    assert capture.tags() == await page.evaluate(
        "[...document.querySelectorAll('*')].map(e => e.localName.toLowerCase())"
    )
    assert [node.text for node in capture.nodes if node.tag == "li"] == ["a c"]
    assert (capture.title, capture.viewport, capture.truncated) == ("t", [1000, 700], False)


async def test_children_have_their_place_in_the_text_around_them(page: Page, site: Site) -> None:
    html = "<p id=p>\n One <b>two</b>thr<i>ee</i> <u>and</u> \n <s>🎉</s>on<!-- -->e <b>end</b></p>"
    await page.goto(site.page(html))
    capture = await captured(page)

    parent = capture.marked("p")
    places = [(n.tag, n.place >> 2, n.place & 3) for n in capture.children(parent)]
    assert parent.text == "One thr one"
    assert places == [("b", 3, 1), ("i", 7, 2), ("u", 7, 3), ("s", 7, 1), ("b", 11, 1)]
    page_of = _drift_core.Page.from_capture(capture.json.encode())
    assert page_of.describe("/html[1]/body[1]/p[1]").text == "One twothree and 🎉one end"


async def test_length_of_a_typed_text_is_not_told(page: Page, site: Site) -> None:
    await page.goto(site.page("<div id=x contenteditable>typed<b id=b>bold</b> more<br></div>"))
    capture = await captured(page)

    assert capture.marked("x").text == ""
    assert [node.place for node in capture.children(capture.marked("x"))] == [0, 0]


async def test_shadow_root_is_the_first_child_of_its_host(page: Page, site: Site) -> None:
    html = (
        "<x-a id=h><template shadowrootmode=open><b id=b role=tab>In</b></template><i>o</i></x-a>"
    )
    await page.goto(site.page(html))
    capture = await captured(page)

    first, second = capture.children(capture.marked("h"))
    assert (first.tag, second.tag) == ("#shadow-root", "i")
    assert capture.children(first) == [capture.marked("b")]
    assert (capture.marked("b").role, capture.marked("b").name) == ("tab", "In")
    _drift_core.fingerprint_capture(capture.json.encode())


async def test_closed_shadow_root_is_not_entered(page: Page, site: Site) -> None:
    html = "<x-a id=h><template shadowrootmode=closed><button>In</button></template></x-a>"
    await page.goto(site.page(html))
    capture = await captured(page)

    assert capture.children(capture.marked("h")) == []


async def test_frame_of_the_same_origin_is_walked_and_placed_on_the_page(
    page: Page, site: Site
) -> None:
    inner = (
        "<body style=margin:0><button id=b style='position:absolute;left:5px;top:7px'>In</button>"
    )
    style = "position:absolute;left:100px;top:50px;border:3px solid;padding:2px"
    await page.goto(site.page(f'<iframe id=f style="{style}" srcdoc="{inner}"></iframe>'))
    await page.frames[1].wait_for_selector("#b")
    capture = await captured(page)

    [document] = capture.children(capture.marked("f"))
    assert document.tag == "#document"
    assert capture.nodes[document.index + 1].tag == "html"
    assert capture.marked("b").rect[:2] == (110, 62)
    assert capture.marked("b").name == "In"


async def test_frame_of_another_origin_is_a_leaf(page: Page, site: Site) -> None:
    other = site.page("<button id=b>In</button>").replace("127.0.0.1", "localhost")
    await page.goto(site.page(f'<iframe id=f src="{other}"></iframe><p id=p>after'))
    capture = await captured(page)

    assert capture.children(capture.marked("f")) == []
    assert capture.marked("p").text == "after"


async def test_rectangles_are_coordinates_of_the_page_when_it_is_scrolled(
    page: Page, site: Site
) -> None:
    box = "<div id=d style='position:absolute;left:20px;top:3000px;width:30px;height:40px'></div>"
    await page.goto(site.page(box))
    await page.evaluate("scrollTo(0, 900)")

    assert (await captured(page)).marked("d").rect == (20, 3000, 30, 40)


STATES = [
    ("<button id=x>a</button>", "visible enabled focusable pointer"),
    ("<button id=x disabled>a</button>", "visible pointer"),
    ("<fieldset disabled><input id=x></fieldset>", "visible pointer"),
    ("<div aria-disabled=true><a id=x href=/>a</a></div>", "visible pointer"),
    ("<input id=x>", "visible enabled editable focusable pointer"),
    ("<input id=x readonly>", "visible enabled focusable pointer"),
    ("<textarea id=x></textarea>", "visible enabled editable focusable pointer"),
    ("<div contenteditable><p id=x>a</p></div>", "visible enabled editable pointer"),
    ("<input id=x type=checkbox checked>", "visible enabled focusable checked pointer"),
    ("<i id=x role=switch aria-checked=true>a</i>", "visible enabled checked pointer"),
    ("<p id=x tabindex=-1>a</p>", "visible enabled focusable pointer"),
    ("<p id=x style=display:none>a</p>", "enabled"),
    ("<div style=display:none><a id=x href=/>a</a></div>", "enabled"),
    ("<p id=x style=visibility:hidden>a</p>", "enabled"),
    (
        "<div style=visibility:hidden><p id=x style=visibility:visible>a</p></div>",
        "visible enabled pointer",
    ),
    ("<p id=x style=pointer-events:none>a</p>", "visible enabled"),
    ("<div inert><button id=x>a</button></div>", "visible"),
    ("<p id=x></p>", "enabled"),
    ("<details><summary>s</summary><p id=x>a</p></details>", "enabled"),
]


@pytest.mark.parametrize(("html", "flags"), STATES, ids=[html for html, _ in STATES])
async def test_flags_of_an_element_say_its_state(
    page: Page, site: Site, html: str, flags: str
) -> None:
    await page.goto(site.page(html))

    assert (await captured(page)).marked("x").flags == frozenset(flags.split())


async def test_capture_leaves_the_page_as_it_was(page: Page, site: Site) -> None:
    await page.goto(site.page(CONTROLS))
    await page.evaluate(
        """() => {
          globalThis.changes = 0;
          const observer = new MutationObserver(all => { changes += all.length; });
          const all = {subtree: true, childList: true, attributes: true, characterData: true};
          observer.observe(document, all);
        }"""
    )
    before = await page.evaluate("Object.getOwnPropertyNames(globalThis).length")
    await captured(page)

    assert await page.evaluate("new Promise(done => setTimeout(() => done(changes), 50))") == 0
    assert await page.evaluate("Object.getOwnPropertyNames(globalThis).length") == before
