"""Does the number mean what it says? Labels and surviving selectors against the drift ratio."""

from collections.abc import Sequence
from pathlib import Path

from bench.drift import data
from pacts_daemon import _drift_core as core
from pacts_daemon._drift_core import Strategy

MATCHES = ("loose", "unique", "strict")
_SAME_STRUCTURE, _MANY_LOST = 0.02, 0.65
_TELLING = "a[href], button, input, select, textarea, summary, h1, h2, h3, [role=button]"
_MOST_ELEMENTS = 60


def measure(folder: Path) -> dict[str, object]:
    """Return wrong sides of the threshold and rank correlation with selector survival.

    ``content_only`` are the pairs of one structure where selectors died all the same: other things
    are written in the same places, which a measure that ignores text cannot see.
    """
    fingerprints: dict[str, bytes] = {}

    def fingerprint(name: str) -> bytes:
        if name not in fingerprints:
            fingerprints[name] = core.fingerprint_html(data.page(folder, name))
        return fingerprints[name]

    pairs = data.pairs(folder)
    ratios = [core.compare(fingerprint(p.old), fingerprint(p.new)).drift_ratio for p in pairs]
    low = [r for p, r in zip(pairs, ratios, strict=True) if p.expect == "low"]
    high = [r for p, r in zip(pairs, ratios, strict=True) if p.expect == "high"]
    known = [(p.survival, r) for p, r in zip(pairs, ratios, strict=True) if p.survival]
    drifts = [ratio for _, ratio in known]
    content_only = [
        pair
        for pair, ratio in zip(pairs, ratios, strict=True)
        if pair.survival and ratio <= _SAME_STRUCTURE and pair.survival["strict"] < _MANY_LOST
    ]
    other = [
        (p.survival, r)
        for p, r in zip(pairs, ratios, strict=True)
        if p.survival and p not in content_only
    ]
    return {
        "pairs": len(pairs),
        "low_above_threshold": sum(r > core.DRIFT_THRESHOLD for r in low),
        "high_at_or_under_threshold": sum(r <= core.DRIFT_THRESHOLD for r in high),
        "highest_low": round(max(low), 3),
        "lowest_high": round(min(high), 3),
        "pairs_with_survival": len(known),
        "spearman": {
            match: round(-spearman([s[match] for s, _ in known], drifts), 3) for match in MATCHES
        },
        "content_only": [f"{pair.old} {pair.new}" for pair in content_only],
        "spearman_but_content_only": {
            match: round(-spearman([s[match] for s, _ in other], [r for _, r in other]), 3)
            for match in MATCHES
        },
        "spearman_of_selectors": _of_selectors(folder, pairs),
    }


def _of_selectors(folder: Path, pairs: Sequence[data.Pair]) -> dict[str, float]:
    """Return the correlation of survival with the share of our own first selectors that hold.

    Survival is that of other selectors of these pages. One of ours holds when it matches just
    one element of the new page.
    """
    known = [pair for pair in pairs if pair.survival]
    shares = [_share_held(data.page(folder, p.old), data.page(folder, p.new)) for p in known]
    return {
        match: round(spearman(shares, [p.survival[match] for p in known if p.survival]), 3)
        for match in MATCHES
    }


def _share_held(old_html: bytes, new_html: bytes) -> float:
    old, new = core.Page.from_html(old_html), core.Page.from_html(new_html)
    paths = old.select(Strategy.CSS, _TELLING) or []
    paths = paths[:: max(1, len(paths) // _MOST_ELEMENTS)]
    firsts = [made[0] for path in paths if (made := old.selectors(path))]
    found = [new.select(s.strategy, s.value, s.role, s.attribute) or [] for s in firsts]
    return sum(len(one) == 1 for one in found) / max(1, len(found))


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return the rank correlation, ties sharing their mean rank."""
    a, b = _ranks(xs), _ranks(ys)
    mean = (len(a) - 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(covariance / spread**0.5)


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
