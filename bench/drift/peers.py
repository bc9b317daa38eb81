"""What other tools for page similarity need, on the same pairs of pages."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.drift import data
from pacts_daemon import _drift_core as core

PAIRS = 20
MAX_NODES = 300
"""Exact tree edit distance is cubic; both trees are cut to this many nodes for it."""


def measure(folder: Path) -> dict[str, object]:
    """Return the median milliseconds a pair, parsing included; None where a tool is missing."""
    pairs = [
        (data.page(folder, p.old), data.page(folder, p.new)) for p in data.pairs(folder)[:PAIRS]
    ]
    return {
        "pairs": len(pairs),
        "drift_core_ms": _median_ms(_ours, pairs),
        "html_similarity_ms": _median_ms(_html_similarity(), pairs),
        f"edist_{MAX_NODES}_nodes_ms": _median_ms(_edist(), pairs),
        f"apted_{MAX_NODES}_nodes_ms": _median_ms(_apted(), pairs[:3]),
    }


def _median_ms(
    work: Callable[[bytes, bytes], object] | None, pairs: list[tuple[bytes, bytes]]
) -> float | None:
    if work is None:
        return None
    times = []
    for old, new in pairs:
        start = time.perf_counter()
        work(old, new)
        times.append(time.perf_counter() - start)
    return round(median(times) * 1e3, 2)


def _ours(old: bytes, new: bytes) -> object:
    return core.compare(core.fingerprint_html(old), core.fingerprint_html(new))


def _html_similarity() -> Callable[[bytes, bytes], object] | None:
    try:
        from html_similarity import similarity  # noqa: PLC0415
    except ImportError:
        return None
    return lambda old, new: similarity(old.decode(errors="replace"), new.decode(errors="replace"))


def _edist() -> Callable[[bytes, bytes], object] | None:
    try:
        from edist.ted import standard_ted  # noqa: PLC0415
    except ImportError:
        return None
    return lambda old, new: standard_ted(*_adjacency(old), *_adjacency(new))


def _apted() -> Callable[[bytes, bytes], object] | None:
    try:
        from apted import APTED  # noqa: PLC0415
        from apted.helpers import Tree  # noqa: PLC0415
    except ImportError:
        return None

    def distance(old: bytes, new: bytes) -> object:
        trees = [Tree.from_text(_brackets(*_adjacency(page))) for page in (old, new)]
        return APTED(*trees).compute_edit_distance()

    return distance


def _adjacency(page: bytes) -> tuple[list[str], list[list[int]]]:
    """Return tags and children of the page's first elements, in document order."""
    tags: list[str] = []
    children: list[list[int]] = []
    root = LexborHTMLParser(page).root
    stack: list[tuple[LexborNode, int]] = [] if root is None else [(root, -1)]
    while stack and len(tags) < MAX_NODES:
        node, parent = stack.pop()
        if parent >= 0:
            children[parent].append(len(tags))
        inside = [c for c in node.iter(include_text=False) if not (c.tag or "-").startswith("-")]
        stack.extend((child, len(tags)) for child in reversed(inside))
        tags.append(node.tag or "")
        children.append([])
    return tags, children


def _brackets(tags: list[str], children: list[list[int]]) -> str:
    texts = [""] * len(tags)
    for index in reversed(range(len(tags))):
        texts[index] = "{" + tags[index] + "".join(texts[c] for c in children[index]) + "}"
    return texts[0]
