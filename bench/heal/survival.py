"""The first selector of an element, stored on the old page: where it leads on the new one."""

from collections import Counter
from functools import cache
from pathlib import Path

from bench.heal import data
from pacts_daemon import _drift_core as core

_page = cache(core.Page.from_html)


def measure(folder: Path) -> dict[str, int]:
    """Return how many selectors of the natural pages are right, wrong or lost.

    ``found though gone`` counts those of elements that are gone which still lead to one element.
    """
    counts: Counter[str] = Counter()
    for case in data.present(folder) + data.absent(folder):
        old = _page(data.old_page(folder, case, masked=False))
        new = _page(data.new_page(folder, case, masked=False))
        counts[_said(old, new, case)] += 1
    return dict(counts)


def _said(old: core.Page, new: core.Page, case: data.Case) -> str:
    found = leads_to(old, new, case)
    if case.new_xpath is None:
        return "found though gone" if found and len(found) == 1 else "gone"
    if found == [case.new_xpath]:
        return "right"
    return "wrong" if found and len(found) == 1 else "lost"


def leads_to(old: core.Page, new: core.Page, case: data.Case) -> list[str] | None:
    """Return the paths that the first selector proven on the old page matches on the new one."""
    made = old.selectors(case.old_xpath)
    first = next((one for one in made if _matches(old, one) == [case.old_xpath]), None)
    return _matches(new, first) if first else []


def _matches(page: core.Page, selector: core.Selector) -> list[str] | None:
    return page.select(selector.strategy, selector.value, selector.role, selector.attribute)
