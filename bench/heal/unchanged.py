"""A page against itself: every element is itself, or one of twins that nobody can tell apart."""

from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.heal.similo import elements
from pacts_daemon import _drift_core as core


def measure(folder: Path) -> dict[str, int]:
    """Return how many elements were found as themselves, were ambiguous, or were lost."""
    counts: Counter[str] = Counter()
    for path in sorted((folder / "pages").glob("*/*.html")):
        # Both parsers must see the same document.
        html = (LexborHTMLParser(path.read_bytes()).html or "").encode()
        page = core.Page.from_html(html)
        pair = core.PagePair(page, page)
        for _, element in elements(html):
            counts[_said(pair, element.xpath)] += 1
    return {"elements": counts.total(), **counts}


def _said(pair: core.PagePair, xpath: str) -> str:
    healing = pair.heal(xpath)
    if healing.outcome is core.HealOutcome.AMBIGUOUS:
        return "ambiguous"
    return "itself" if healing.xpath == xpath else "lost"
