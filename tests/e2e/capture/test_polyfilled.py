"""Pages whose polyfill shows scripts roots that are not there, and hides what is in them."""

from __future__ import annotations

import pytest
from google.protobuf import json_format
from playwright.async_api import Page

from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.browser.capture import capture_script, check_script
from tests.e2e.capture.reading import captured
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

BODY = """<h1>Accounts</h1><x-card><h2>Contacts</h2><label for=n>Name</label><input id=n>
<button id=new>New</button></x-card>"""
# What stands in x-card is there, and shown to nobody who asks by the document's own ways.
POLYFILL = """() => {
  const isIn = node => { for (let at = node; at; at = parent.call(at))
    if (at !== node && at.localName === "x-card") return true; return false; };
  const of = (on, name) => Object.getOwnPropertyDescriptor(on, name);
  const parent = of(Node.prototype, "parentNode").get;
  const replace = (on, name, made) => {
    const own = of(on, name);
    const code = made(own.get ?? own.value);
    Object.defineProperty(on, name, own.get ? { ...own, get: code } : { ...own, value: code });
  };
  for (const name of ["firstChild", "lastChild", "firstElementChild", "lastElementChild"])
    replace(name.includes("Element") ? Element.prototype : Node.prototype, name,
      own => function () { return this.localName === "x-card" ? null : own.call(this); });
  replace(Element.prototype, "shadowRoot", own => function () {
    return this.localName === "x-card" ? document.createDocumentFragment() : own.call(this); });
  for (const on of [Document.prototype, Element.prototype])
    replace(on, "querySelectorAll", own => function (css) {
      return [...own.call(this, css)].filter(one => !isIn(one)); });
  replace(Node.prototype, "parentNode",
    own => function () { return isIn(this) ? null : own.call(this); });
  globalThis.pages = [of(Node.prototype, "firstChild").get, Document.prototype.querySelectorAll];
}"""
HERE = """() => [Object.getOwnPropertyDescriptor(Node.prototype, "firstChild").get,
  Document.prototype.querySelectorAll].every((one, at) => one === pages[at])"""


async def test_capture_of_a_polyfilled_page_has_all_that_is_there(page: Page, site: Site) -> None:
    await page.goto(site.page(BODY))
    whole = await captured(page)
    await page.evaluate(POLYFILL)
    keys = await page.evaluate("Object.keys(window).join()")
    assert await page.evaluate("document.querySelectorAll('button').length") == 0

    for _ in range(2):
        assert (await captured(page)).json == whole.json
        assert await page.evaluate(HERE)
    assert "New" in [node.name for node in whole.nodes]
    assert await page.evaluate("document.querySelectorAll('iframe').length") == 0
    assert await page.evaluate("Object.keys(window).join()") == keys


@pytest.mark.parametrize(
    "selector",
    [
        pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#new"),
        pb.Selector(strategy=pb.SELECTOR_STRATEGY_ROLE, value="New", role="button"),
        pb.Selector(strategy=pb.SELECTOR_STRATEGY_TEXT, value="New"),
        pb.Selector(
            strategy=pb.SELECTOR_STRATEGY_CSS,
            value="x-card > button:nth-of-type(1)",
            positional=True,
        ),
    ],
    ids=["css", "role", "text", "place"],
)
async def test_check_on_a_polyfilled_page_finds_what_its_runner_finds(
    page: Page, site: Site, selector: pb.Selector
) -> None:
    await page.goto(site.page(BODY))
    await page.evaluate(POLYFILL)
    identity = pb.Descriptor(
        tag="button", role="button", name="New", neighbourhood=["Contacts", "Accounts"]
    )
    asked = page_pb.PageCheck(selectors=[selector], identity=identity, action=pb.ACTION_CLICK)
    answer = await page.evaluate(check_script(), json_format.MessageToDict(asked))
    checked = json_format.Parse(str(answer), selector_pb.Verification())

    assert (checked.matches, checked.is_same) == (1, True), checked
    assert await page.evaluate(HERE)


async def test_page_that_replaces_nothing_is_not_written_to(page: Page, site: Site) -> None:
    await page.goto(site.page(BODY))
    await page.evaluate("""() => { globalThis.changes = 0;
      new MutationObserver(all => { changes += all.length }).observe(document,
        { childList: true, subtree: true, attributes: true }) }""")
    await page.evaluate(capture_script())

    assert (
        await page.evaluate("() => new Promise(done => setTimeout(() => done(changes), 20))") == 0
    )
