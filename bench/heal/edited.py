"""Healing on edited pages of many sites: no product that the weights were chosen on."""

import gzip
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.heal import edits
from pacts_daemon import _drift_core as core

EDITIONS = 2
SAMPLE = 60
MAX_BYTES = 300_000
WANTED = frozenset(
    "a button input select textarea label option h1 h2 h3 h4 th td li img summary".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Edition:
    """A page before and after, and where elements went (None when they are gone)."""

    name: str
    old: bytes
    new: bytes
    truth: dict[str, str | None]
    renamed: frozenset[str]


def folder() -> Path | None:
    """Return the folder of the pages, ``DRIFT_DATA``; None when it is not set."""
    given = os.environ.get("DRIFT_DATA")
    return Path(given) if given else None


def measure(data: Path) -> dict[str, object]:
    """Return shares of right, wrong and no answers, and of removed elements that were healed."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for edition in editions(data):
        pair = core.PagePair.from_html(edition.old, edition.new)
        for xpath, truth in edition.truth.items():
            group = "gone" if truth is None else "present"
            counts["renamed" if xpath in edition.renamed else group][_said(pair, xpath, truth)] += 1
    return {group: _shares(counter) for group, counter in counts.items()}


def _said(pair: core.PagePair, xpath: str, truth: str | None) -> str:
    found = pair.heal(xpath).xpath
    return "none" if found is None else "right" if found == truth else "wrong"


def _shares(counter: Counter[str]) -> dict[str, float]:
    count = counter.total()
    shares = {said: round(100 * number / count, 2) for said, number in sorted(counter.items())}
    return {"count": count, **shares}


def editions(data: Path) -> Iterator[Edition]:
    """Yield every page's edited versions, always the same ones."""
    for path in sorted((data / "pages").glob("*.html.gz")):
        html = gzip.decompress(path.read_bytes())
        for number in range(EDITIONS if len(html) <= MAX_BYTES else 0):
            edition = _edition(f"{path.name}#{number}", edits.read(html))
            if edition is not None:
                yield edition


def _edition(name: str, root: edits.Node) -> Edition | None:
    chance = random.Random(name)  # noqa: S311
    old = edits.write(root)
    before = {id(node): (node, path) for node, path in edits.walk(root)}
    edits.edit(root, chance)
    new = edits.write(root)
    if not (_is_stable(old) and _is_stable(new)):
        return None
    after = {id(node): path for node, path in edits.walk(root) if not node.is_copy}
    wanted = [key for key, (node, _) in before.items() if _is_wanted(node)]
    chosen = chance.sample(wanted, min(SAMPLE, len(wanted)))
    truth = {before[key][1]: after.get(key) for key in chosen}
    renamed = frozenset(before[key][1] for key in chosen if before[key][0].is_renamed)
    return Edition(name, old, new, truth, renamed)


def _is_wanted(node: edits.Node) -> bool:
    is_hidden = node.tag == "input" and node.attributes.get("type") == "hidden"
    return node.is_renamed or (node.tag in WANTED and not is_hidden)


def _is_stable(html: bytes) -> bool:
    """Whether the page is read as it is written, so that paths mean the same to every parser."""
    return edits.write(edits.read(html)) == html
