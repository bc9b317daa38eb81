"""The same page in another design or language: what is still there is found, what went is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon import _drift_core
from tests.e2e.capture.reading import Capture
from tests.mediawiki.truth import keys, same
from tests.mediawiki.wiki import Wiki
from tests.support.pages.removal import REFUSALS, paths, prepared, settled, targets, without

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = ["main", "article", "table", "edit", "changes", "search", "create"]
REDESIGNS = [
    ({"useskin": "vector"}, {"useskin": "vector-2022"}),
    ({"useskin": "vector"}, {"useskin": "timeless"}),
    ({"useskin": "vector-2022"}, {"useskin": "vector-2022", "uselang": "de"}),
]


@dataclass
class Tally:
    """What was said of the elements whose truth is known, and the cases that went wrong."""

    present: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def share(self, said: str, of: Counter[str]) -> float:
        return of[said] / of.total()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tally(wiki: Wiki) -> Tally:
    counted = Tally()
    for before, after in REDESIGNS:
        for name in PAGES:
            page = await wiki.open(name, **before)
            old, known = await settled(page), await keys(page)
            page = await wiki.open(name, **after)
            new = await settled(page)
            await _compare(counted, old, new, page, same(known, await keys(page)))
    return counted


async def _compare(
    tally: Tally, old: Capture, new: Capture, page: Page, truth: dict[int, set[int]]
) -> None:
    places, was = paths(new), prepared(old)
    pair = _drift_core.PagePair(was, prepared(new))
    for target in targets(old):
        if target.node.index not in truth:
            continue
        numbers = sorted(truth[target.node.index])
        healing = pair.heal(target.path)
        right = healing.xpath in [places[number] for number in numbers]
        tally.present["none" if healing.xpath is None else "right" if right else "wrong"] += 1
        gone = _drift_core.PagePair(was, prepared(await without(page, numbers)))
        refused = (healing := gone.heal(target.path)).outcome in REFUSALS
        tally.removed["refused" if refused else "passed"] += 1
        if not refused:
            tally.mistakes.append(f"{page.url}: {target} -> {healing.xpath} {healing.evidence}")
    assert (await settled(page)).json == new.json


async def test_element_is_found_in_another_design_or_language(tally: Tally) -> None:
    print("still there:", dict(tally.present))  # noqa: T201

    assert tally.present.total() >= 500
    assert tally.present["wrong"] == 0
    assert tally.share("right", tally.present) >= 0.97


async def test_removed_element_is_rarely_found_in_another_design_or_language(tally: Tally) -> None:
    print("removed:", dict(tally.removed), *tally.mistakes, sep="\n  ")  # noqa: T201

    assert tally.share("passed", tally.removed) <= 0.01
