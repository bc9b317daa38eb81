"""The counters of the walk, in this process and nowhere that forgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.core.model import TierName
from pacts_daemon.telemetry import names

_HITS = {
    TierName.REDIS: names.METRIC_HIT_REDIS,
    TierName.POSTGRES: names.METRIC_HIT_POSTGRES,
    TierName.MEMORY: names.METRIC_HIT_MEMORY,
    TierName.SQLITE: names.METRIC_HIT_SQLITE,
}
_HELP = {
    names.METRIC_LOOKUPS: "Lookups answered, found or missed.",
    names.METRIC_HIT_REDIS: "Lookups answered from Redis.",
    names.METRIC_HIT_POSTGRES: "Lookups answered from Postgres.",
    names.METRIC_HIT_MEMORY: "Lookups answered from the daemon's memory.",
    names.METRIC_HIT_SQLITE: "Lookups answered from SQLite.",
    names.METRIC_MISS: "Lookups that no tier answered.",
    names.METRIC_INVALIDATED: "Entries dropped.",
    names.METRIC_DRIFT: "Lookups that met an entry whose page had drifted.",
}


class WalkCounters(Collector):
    """Counts hits, misses, drift and drops; lookups are their sum, so they always add up."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self._counts: Counter[str] = Counter()

    def hit(self, tier: TierName) -> None:
        self._counts[_HITS[tier]] += 1

    def miss(self) -> None:
        self._counts[names.METRIC_MISS] += 1

    def drift(self) -> None:
        self._counts[names.METRIC_DRIFT] += 1

    def invalidated(self, count: int = 1) -> None:
        self._counts[names.METRIC_INVALIDATED] += count

    def snapshot(self) -> dict[str, int]:
        """Return every count under its metric name, lookups included."""
        counts = {name: self._counts[name] for name in _HELP}
        hits = sum(counts[name] for name in _HITS.values())
        counts[names.METRIC_LOOKUPS] = hits + counts[names.METRIC_MISS]
        return counts

    def hit_rate(self) -> float:
        counts = self.snapshot()
        lookups = counts[names.METRIC_LOOKUPS]
        return (lookups - counts[names.METRIC_MISS]) / lookups if lookups else 0.0

    def collect(self) -> Iterator[Metric]:
        for name, count in self.snapshot().items():
            # Untyped: a counter would be exposed as ``…_total``, and these names are a promise.
            metric = Metric(name, _HELP[name], "unknown")
            metric.add_sample(name, {}, count)
            yield metric
        yield GaugeMetricFamily(
            names.METRIC_HIT_RATE, "Hits / lookups since the start.", value=self.hit_rate()
        )


class Metrics:
    """What ``/metrics`` shows, in a registry of this daemon's own."""

    def __init__(self, since: datetime) -> None:
        self.registry = CollectorRegistry()
        self.counters = WalkCounters(since)
        self.registry.register(self.counters)
        self.rpc_seconds = Histogram(
            names.METRIC_RPC_SECONDS,
            "How long RPCs took on the server.",
            ("method", "code"),
            registry=self.registry,
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15),
        )
