"""What the metrics of this process come to, read back for people."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.samples import Sample

from pacts_daemon.telemetry import names

_BUCKET: Final = "_bucket"


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a tier took for what it was asked, in milliseconds; estimated within buckets."""

    tier: str
    asked: str
    calls: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Band:
    """How many values were above ``above`` and at most ``up_to``."""

    above: float
    up_to: float
    count: int


def latencies_of(registry: CollectorRegistry) -> list[Latency]:
    """Return how long the tiers took, by tier and by what they were asked, whatever came of it."""
    counts: defaultdict[tuple[str, str], defaultdict[float, float]] = defaultdict(
        lambda: defaultdict(float)
    )
    for sample in _samples(registry, names.METRIC_TIER_SECONDS + _BUCKET):
        of = sample.labels["tier"], sample.labels["asked"]
        counts[of][float(sample.labels["le"])] += sample.value
    return [
        Latency(
            tier,
            asked,
            int(below[math.inf]),
            1000 * _quantile(below, 0.5),
            1000 * _quantile(below, 0.95),
        )
        for (tier, asked), below in sorted(counts.items())
    ]


def drift_bands_of(registry: CollectorRegistry) -> list[Band]:
    """Return how many comparisons came to which drift ratio, the smallest first."""
    below = {
        float(sample.labels["le"]): int(sample.value)
        for sample in _samples(registry, names.METRIC_DRIFT_RATIO + _BUCKET)
    }
    bands, above, counted = list[Band](), 0.0, 0
    for up_to, count in sorted(below.items()):
        if up_to < math.inf:
            bands.append(Band(above, up_to, count - counted))
            above, counted = up_to, count
    return bands


def heals_of(registry: CollectorRegistry) -> dict[str, int]:
    """Return how often heals came into each state since the start."""
    found: defaultdict[str, int] = defaultdict(int)
    for sample in _samples(registry, names.METRIC_HEALS):
        found[sample.labels["state"]] += int(sample.value)
    return dict(found)


def _samples(registry: CollectorRegistry, name: str) -> Iterator[Sample]:
    for metric in registry.restricted_registry([name]).collect():
        yield from (sample for sample in metric.samples if sample.name == name)


def _quantile(below: Mapping[float, float], share: float) -> float:
    """Return the value that a share of all is at most, taking each bucket as evenly filled.

    ``below`` is how many are at most each bound. What is above the last but one is taken as it.
    """
    wanted = share * below[math.inf]
    low, passed = 0.0, 0.0
    for bound, count in sorted(below.items()):
        if count >= wanted and count > passed:
            if bound == math.inf:
                return low
            return low + (bound - low) * (wanted - passed) / (count - passed)
        low, passed = bound, count
    return low
