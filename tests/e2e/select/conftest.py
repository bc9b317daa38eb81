from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

from pacts_daemon import drift_core
from pacts_daemon.browser.capture import capture_script
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.model import Selector

PATHS = """all => all.map(element => {
  const steps = [];
  for (let node = element; node.nodeType !== Node.DOCUMENT_NODE;) {
    if (node instanceof ShadowRoot) { steps.unshift("#shadow-root"); node = node.host; continue; }
    const name = node.localName;
    let place = 0;
    for (let one = node; one; one = one.previousElementSibling) place += one.localName === name;
    steps.unshift(`${name}[${place}]`);
    node = node.parentNode;
  }
  return "/" + steps.join("/");
})"""


@dataclass(frozen=True, slots=True)
class Looked:
    """One page as the browser has it, and what was captured of it."""

    page: Page
    captured: drift_core.Page
    source: drift_core.Page

    async def in_browser(self, selector: Selector) -> list[str]:
        paths: list[str] = await to_locator(self.page, selector).evaluate_all(PATHS)
        return sorted(paths)

    def in_capture(self, selector: Selector) -> list[str] | None:
        return selected(self.captured, selector)

    def in_source(self, selector: Selector) -> list[str] | None:
        return selected(self.source, selector)


def selected(page: drift_core.Page, selector: Selector) -> list[str] | None:
    found = drift_core.select(page, selector)
    return None if found is None else sorted(found)


async def looked(page: Page) -> Looked:
    captured = (await page.evaluate(capture_script())).encode()
    source = (await page.content()).encode()
    return Looked(page, drift_core.Page.from_capture(captured), drift_core.Page.from_html(source))
