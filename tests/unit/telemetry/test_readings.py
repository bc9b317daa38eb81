from datetime import UTC, datetime

import pytest
from opentelemetry.trace import INVALID_SPAN

from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.readings import drift_bands_of, heals_of, latencies_of


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(datetime(2026, 1, 1, tzinfo=UTC))


def test_latency_is_read_by_tier_and_question_whatever_came_of_it(metrics: Metrics) -> None:
    for outcome in ("hit", "miss"):
        for _ in range(5):
            metrics.tier("redis", "lookup", outcome, 0.0015, INVALID_SPAN)
    metrics.tier("redis", "store", "ok", 0.3, INVALID_SPAN)

    lookup, store = latencies_of(metrics.registry)

    assert (lookup.tier, lookup.asked, lookup.calls) == ("redis", "lookup", 10)
    assert 1 <= lookup.median_ms <= lookup.p95_ms <= 2
    assert 100 < store.median_ms <= 500


def test_latency_between_two_buckets_is_taken_as_evenly_spread(metrics: Metrics) -> None:
    for _ in range(10):
        metrics.tier("redis", "lookup", "hit", 0.0001, INVALID_SPAN)
        metrics.tier("redis", "lookup", "hit", 0.0009, INVALID_SPAN)

    (lookup,) = latencies_of(metrics.registry)

    assert lookup.median_ms == pytest.approx(0.5)
    assert lookup.p95_ms == pytest.approx(0.95)


def test_latency_above_the_last_bucket_is_at_least_that(metrics: Metrics) -> None:
    metrics.tier("postgres", "lookup", "error", 99, INVALID_SPAN)

    (lookup,) = latencies_of(metrics.registry)

    assert lookup.median_ms == lookup.p95_ms == 15_000


def test_drift_ratios_are_read_in_bands(metrics: Metrics) -> None:
    for ratio in (0.0, 0.005, 0.34, 0.36, 1.0):
        metrics.drift(ratio)

    counted = {band.up_to: band.count for band in drift_bands_of(metrics.registry) if band.count}

    assert counted == {0.01: 2, 0.35: 1, 0.4: 1, 1.0: 1}


def test_heals_are_read_by_state(metrics: Metrics) -> None:
    metrics.heal("kept", "probation")
    metrics.heal("moved", "probation")
    metrics.heal("moved", "promoted")

    assert heals_of(metrics.registry) == {"probation": 2, "promoted": 1}


def test_nothing_measured_reads_as_nothing(metrics: Metrics) -> None:
    assert latencies_of(metrics.registry) == []
    assert heals_of(metrics.registry) == {}
    assert sum(band.count for band in drift_bands_of(metrics.registry)) == 0
