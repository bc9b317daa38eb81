"""Right, wrong and false heals of a finder, over everything and product by product."""

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.heal import data

Finder = Callable[[bytes, bytes, str], str | None]
"""Old page, new page and the old XPath to the new XPath, or None for no answer."""


def measure(folder: Path, find: Finder) -> dict[str, object]:
    """Return the table of issue 4 for one finder, one setting for all columns."""
    everything = data.present(folder)
    independent = [case for case in everything if case.anchor_independent]
    gone = data.absent(folder)
    return {
        "natural": _row(folder, find, everything, gone, masked=False),
        "masked": _row(folder, find, independent, gone, masked=True),
    }


def _row(
    folder: Path, find: Finder, cases: list[data.Case], gone: list[data.Case], *, masked: bool
) -> dict[str, object]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        said = _verdict(folder, find, case, masked=masked)
        groups = ["all", f"product {case.product}"] + (["hard"] if case.tier == "hard" else [])
        for group in groups:
            counts[group][said] += 1
    for case in gone:
        said = "none" if _verdict(folder, find, case, masked=masked) == "none" else "false"
        counts["gone"][said] += 1
        counts[f"gone from {case.product}"][said] += 1
    return {group: _shares(counter) for group, counter in sorted(counts.items())}


def _verdict(folder: Path, find: Finder, case: data.Case, *, masked: bool) -> str:
    old = data.old_page(folder, case, masked=masked)
    new = data.new_page(folder, case, masked=masked)
    found = find(old, new, case.old_xpath)
    return "none" if found is None else "right" if found == case.new_xpath else "wrong"


def _shares(counter: Counter[str]) -> dict[str, float]:
    count = counter.total()
    shares = {said: round(100 * number / count, 2) for said, number in sorted(counter.items())}
    return {"count": count, **shares}
