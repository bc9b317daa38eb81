"""The counters of the walk, in this process and nowhere that forgets."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cache

from opentelemetry.trace import Span, format_trace_id
from prometheus_client import CollectorRegistry, Histogram, Info, ProcessCollector
from prometheus_client import Counter as Counts
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

import pacts_daemon
from pacts_daemon.core.model import TierName
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.plain import sampled_trace_id

# Tiers differ within milliseconds, discoveries within seconds; nothing between is as often.
_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15)
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
    """What ``/metrics`` shows, in a registry of its own; ``guard`` is around measuring."""

    def __init__(
        self, since: datetime, guard: AbstractContextManager[object] | None = None
    ) -> None:
        self._guard = guard or nullcontext()
        self.registry = CollectorRegistry()
        self.counters = WalkCounters(since)
        self.registry.register(self.counters)
        ProcessCollector(registry=self.registry)
        Info(
            names.METRIC_BUILD.removesuffix("_info"),
            "The version of the daemon and of what it runs on.",
            registry=self.registry,
        ).info({"version": pacts_daemon.__version__, "python": platform.python_version()})
        rpc_seconds = Histogram(
            names.METRIC_RPC_SECONDS,
            "How long RPCs took on the server.",
            ("method", "code"),
            registry=self.registry,
            buckets=_SECONDS,
        )
        tier_seconds = Histogram(
            names.METRIC_TIER_SECONDS,
            "How long tiers took to answer, by what they were asked and how it came out.",
            ("tier", "asked", "outcome"),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._drift_ratio = Histogram(
            names.METRIC_DRIFT_RATIO,
            "How much the page of a lookup differed from the one its entry is of, 0 to 1.",
            registry=self.registry,
            # Close together around the threshold, 0.35.
            buckets=(0.01, 0.05, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.7, 0.9, 1),
        )
        self._heals = Counts(
            names.METRIC_HEALS,
            "Heals that were recorded or decided, by verdict and the state they came to.",
            ("verdict", "state"),
            registry=self.registry,
        )
        self._refused = Counts(
            names.METRIC_REFUSED,
            "Calls whose caller was not let in, or may not do what it asked for, by why.",
            ("why",),
            registry=self.registry,
        )
        self._rpc: Callable[[str, str], Histogram] = cache(rpc_seconds.labels)
        self._tier: Callable[[str, str, str], Histogram] = cache(tier_seconds.labels)

    def rpc(self, method: str, code: str, seconds: float, span: Span) -> None:
        """Note an RPC, with its trace where it is sampled."""
        with self._guard:
            self._rpc(method, code).observe(seconds, _exemplar(span))

    def tier(self, tier: str, asked: str, outcome: str, seconds: float, span: Span) -> None:
        """Note a call of a tier, with its trace where it is sampled."""
        with self._guard:
            self._tier(tier, asked, outcome).observe(seconds, _exemplar(span))

    def drift(self, ratio: float) -> None:
        """Note a comparison of two pages, by its ratio of 0 to 1."""
        with self._guard:
            self._drift_ratio.observe(ratio)

    def heal(self, verdict: str, state: str) -> None:
        """Note that a heal came into a state."""
        with self._guard:
            self._heals.labels(verdict, state).inc()

    def refused(self, why: str) -> None:
        """Note that a caller was not let in, or may not do what it asked for."""
        with self._guard:
            self._refused.labels(why).inc()


def _exemplar(span: Span) -> dict[str, str] | None:
    trace_id = sampled_trace_id(span)
    return None if trace_id is None else {"trace_id": format_trace_id(trace_id)}
