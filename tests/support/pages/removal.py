"""Taking elements out of a live page, and what the drift core then says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from pacts_daemon.browser.capture import capture_script
from pacts_daemon.drift_core import HealOutcome, PagePair
from pacts_daemon.drift_core import Page as ParsedPage
from tests.e2e.capture.accessibility import INTERACTIVE
from tests.e2e.capture.reading import Capture, Node, captured

_QUIET_MS = 100
_LOOKS = 40

REFUSALS = frozenset([HealOutcome.ABSENT, HealOutcome.AMBIGUOUS])

# Nodes of a capture are the page's elements in document order.
_WITHOUT = f"""([numbers, withContainer]) => {{
  const all = [...document.querySelectorAll('*')];
  const container = e => e.closest('tr, li') ?? e.parentElement;
  const out = numbers.map(n => withContainer ? container(all[n]) : all[n]);
  const places = out.map(e => [e, e.parentNode, e.nextSibling]);
  out.forEach(e => e.remove());
  try {{ return {capture_script()} }}
  finally {{ places.reverse().forEach(([e, parent, next]) => parent.insertBefore(e, next)) }}
}}"""


@dataclass(frozen=True)
class Target:
    """An interactive element with a name."""

    node: Node
    path: str

    def __str__(self) -> str:
        return f"{self.node.role} {self.node.name!r} at {self.path}"


def paths(capture: Capture) -> list[str]:
    """The absolute path of each node, as the drift core writes it."""
    made: list[str] = []
    counts: Counter[tuple[int, str]] = Counter()
    for node in capture.nodes:
        counts[node.parent, node.tag] += 1
        above = made[node.parent] if node.parent >= 0 else ""
        made.append(f"{above}/{node.tag}[{counts[node.parent, node.tag]}]")
    return made


def targets(capture: Capture) -> list[Target]:
    """Every interactive element of the page that has a name."""
    return [
        Target(node, path)
        for node, path in zip(capture.nodes, paths(capture), strict=True)
        if node.role in INTERACTIVE and node.name
    ]


async def settled(page: Page) -> Capture:
    """Capture the page once its scripts have stopped changing it."""
    last = await captured(page)
    for _ in range(_LOOKS):
        await page.wait_for_timeout(_QUIET_MS)
        now = await captured(page)
        if now.json == last.json:
            return now
        last = now
    raise AssertionError(f"{page.url} does not come to rest")


def prepared(capture: Capture | str) -> ParsedPage:
    text = capture if isinstance(capture, str) else capture.json
    return ParsedPage.from_capture(text.encode())


async def without(page: Page, numbers: Sequence[int], *, container: bool = False) -> str:
    """Capture the page without some elements, or without the row, item or parent of each."""
    text: str = await page.evaluate(_WITHOUT, [list(numbers), container])
    return text


async def passing_when_removed(page: Page, *, container: bool) -> tuple[int, list[str]]:
    """How many elements were removed one by one, and those that were "found" all the same."""
    before = await settled(page)
    old = prepared(before)
    removed = targets(before)
    passing = []
    for target in removed:
        new = prepared(await without(page, [target.node.index], container=container))
        healing = PagePair(old, new).heal(target.path)
        if healing.outcome not in REFUSALS:
            passing.append(f"{target} -> {healing.outcome} {healing.xpath} {healing.evidence}")
    # Each one was put back, so what was judged lacked nothing else.
    assert (await captured(page)).json == before.json
    return len(removed), passing


async def lost_when_untouched(page: Page) -> tuple[int, list[str]]:
    """Reload, and return how many elements there are and those not found as themselves."""
    before = await settled(page)
    await page.reload()
    pair = PagePair(prepared(before), prepared(await settled(page)))
    looked_for = targets(before)
    lost = []
    for target in looked_for:
        healing = pair.heal(target.path)
        if healing.outcome is not HealOutcome.AMBIGUOUS and healing.xpath != target.path:
            lost.append(f"{target} -> {healing.outcome} {healing.xpath} {healing.evidence}")
    return len(looked_for), lost
