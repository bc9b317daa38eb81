"""Which number tells best that an element's first selector no longer leads to it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.heal import data
from bench.heal.survival import leads_to
from pacts_daemon import _drift_core as core

_page = cache(core.Page.from_html)


def measure(folder: Path) -> dict[str, float]:
    """Return the AUC of three numbers on elements that are on both natural pages.

    0.5 is a coin, 1 tells every lost selector from every one that holds: how far the page has
    drifted; how far what surrounds the element has; and the share of the page's other elements
    whose first selectors are lost.
    """
    page_drift, surroundings, lost, page_of = [], [], [], []
    for case in data.present(folder):
        old = _page(data.old_page(folder, case, masked=False))
        new = _page(data.new_page(folder, case, masked=False))
        page_drift.append(core.compare(old.fingerprint(), new.fingerprint()).drift_ratio)
        before = old.neighbourhood(old.node(case.old_xpath))
        after = new.neighbourhood(new.node(case.new_xpath or ""))
        surroundings.append(core.compare_neighbourhood(before, after))
        lost.append(leads_to(old, new, case) != [case.new_xpath])
        page_of.append(case.page_id)
    return {
        "page_drift": round(auc(page_drift, lost), 3),
        "neighbourhood_drift": round(auc(surroundings, lost), 3),
        "other_selectors_lost": round(auc(_others_lost(lost, page_of), lost), 3),
    }


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return how often a positive scores above a negative; a tie counts half."""
    positive = [score for score, label in zip(scores, labels, strict=True) if label]
    negative = [score for score, label in zip(scores, labels, strict=True) if not label]
    above = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return above / (len(positive) * len(negative))


def _others_lost(lost: Sequence[bool], page_of: Sequence[str]) -> list[float]:
    of_page: dict[str, list[bool]] = defaultdict(list)
    for page_id, is_lost in zip(page_of, lost, strict=True):
        of_page[page_id].append(is_lost)
    return [
        (sum(of_page[page_id]) - is_lost) / max(1, len(of_page[page_id]) - 1)
        for page_id, is_lost in zip(page_of, lost, strict=True)
    ]
