"""The counters of the walk, in this process and nowhere that forgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.core.model import TierName
from pacts_daemon.telemetry import names

# These names are a promise: they are there before the first hit, whichever tiers are configured.
_PROMISED = ("redis", "postgres", "memory", "sqlite", "client")
_HELP = {
    names.METRIC_LOOKUPS: "Lookups answered, found or missed.",
    names.METRIC_MISS: "Lookups that no tier answered.",
    names.METRIC_INVALIDATED: "Entries dropped.",
    names.METRIC_DRIFT: "Lookups that met an entry whose page had drifted.",
}


class WalkCounters(Collector):
    """Counts hits by tier, misses, drift and drops; lookups are hits and misses together."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self._hits: Counter[str] = Counter(dict.fromkeys(_PROMISED, 0))
        self._counts: Counter[str] = Counter()

    def hit(self, source: TierName, count: int = 1) -> None:
        self._hits[source] += count

    def miss(self) -> None:
        self._counts[names.METRIC_MISS] += 1

    def drift(self) -> None:
        self._counts[names.METRIC_DRIFT] += 1

    def invalidated(self, count: int = 1) -> None:
        self._counts[names.METRIC_INVALIDATED] += count

    @property
    def hits(self) -> dict[str, int]:
        """Hits by the name of the tier."""
        return dict(self._hits)

    @property
    def lookups(self) -> int:
        return self._hits.total() + self._counts[names.METRIC_MISS]

    def snapshot(self) -> dict[str, int]:
        """Return every count under its metric name."""
        counts = {name: self._counts[name] for name in _HELP}
        counts[names.METRIC_LOOKUPS] = self.lookups
        return counts | {f"{names.METRIC_HIT_PREFIX}{t}": n for t, n in self._hits.items()}

    def hit_rate(self) -> float:
        lookups = self.lookups
        return self._hits.total() / lookups if lookups else 0.0

    def collect(self) -> Iterator[Metric]:
        for name, count in self.snapshot().items():
            tier = name.removeprefix(names.METRIC_HIT_PREFIX)
            # Untyped: a counter would be exposed as ``…_total``, and these names are a promise.
            metric = Metric(name, _HELP.get(name, f"Lookups answered from {tier}."), "unknown")
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
        self._rpc_seconds = Histogram(
            names.METRIC_RPC_SECONDS,
            "How long RPCs took on the server.",
            ("method", "code"),
            registry=self.registry,
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15),
        )
        self.rpc: Callable[[str, str], Histogram] = cache(self._rpc_seconds.labels)
