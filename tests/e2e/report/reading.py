"""What can be seen and reached on a page, asked of the browser."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

# WCAG 2.2: 1.4.3; large text is 24 px, or 18.66 px in bold.
_CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) =>
    [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    const style = getComputedStyle(element);
    const isDrawn = element.checkVisibility() && element.getClientRects().length > 0;
    if (!text.data.trim() || !isDrawn || element.closest(".unseen, script, style, title")) continue;
    const isDrawing = element instanceof SVGElement;
    const ground = behind(element);
    const own = over(rgba(isDrawing ? style.fill : style.color), ground);
    const [high, low] = [light(own), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    found.push({ text: text.data.trim().slice(0, 60), ratio, enough: isLarge ? 3 : 4.5 });
  }
  return found;
}"""

_REACHABLE = """() => {
  const kinds = "a[href], button, input, select, summary, [tabindex='0']";
  return [...document.querySelectorAll(kinds)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => [...document.querySelectorAll("*")].indexOf(one));
}"""

_FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return {
    index: [...document.querySelectorAll("*")].indexOf(one),
    text: one.textContent.trim().slice(0, 60),
    isBody: one === document.body,
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


async def contrasts(page: Page) -> list[dict[str, Any]]:
    """Return every text that is drawn, with its contrast and the one that it needs."""
    return list(await page.evaluate(_CONTRASTS))


async def reachable(page: Page) -> list[int]:
    """Return what should be reached by keyboard, as places among all elements."""
    return list(await page.evaluate(_REACHABLE))


async def tabbed(page: Page, most: int) -> list[dict[str, Any]]:
    """Press Tab until the page has been gone through, and return what had the focus."""
    had = []
    for _ in range(most):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(_FOCUSED)
        if focused["isBody"] or (had and focused["index"] == had[0]["index"]):
            break
        had.append(focused)
    return had


async def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(await page.evaluate(script))
