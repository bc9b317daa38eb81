"""Does the number mean what it says? Labels and surviving selectors against the drift ratio."""

from collections.abc import Sequence
from pathlib import Path

from bench.drift import data
from pacts_daemon import _drift_core as core


def measure(folder: Path) -> dict[str, object]:
    """Return wrong sides of the threshold and rank correlation with selector survival."""
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
    return {
        "pairs": len(pairs),
        "low_above_threshold": sum(r > core.DRIFT_THRESHOLD for r in low),
        "high_at_or_under_threshold": sum(r <= core.DRIFT_THRESHOLD for r in high),
        "highest_low": round(max(low), 3),
        "lowest_high": round(min(high), 3),
        "pairs_with_survival": len(known),
        "spearman": {
            match: round(-spearman([s[match] for s, _ in known], drifts), 3)
            for match in ("loose", "unique", "strict")
        },
    }


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
