"""What /metrics shows of the daemon's state, of its tiers and of its background tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pacts_daemon.app.lifecycle.readiness import ReadinessWatch
from pacts_daemon.app.maintenance import Maintenance
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.app.wiring import Tiers
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.gauges import Gauge, GaugeCollector, Reading
from pacts_daemon.telemetry.readiness import State
from pacts_daemon.tiers.proxies.health import BreakerPosition


def gauges_of(tiers: Tiers, watch: ReadinessWatch, supervisor: Supervisor) -> GaugeCollector:
    def states() -> Iterator[Reading]:
        now = watch.now.state
        return (((s.value.replace(" ", "_"),), float(s is now)) for s in State)

    def breakers() -> Iterator[Reading]:
        for tier in tiers.health():
            for one in tier.breakers:
                is_open = one.position is not BreakerPosition.CLOSED
                yield (str(tier.tier), one.kind.value), float(is_open)

    def calls() -> Iterator[Reading]:
        for tier in tiers.health():
            yield (str(tier.tier), "in_use"), tier.bulkhead.in_use
            yield (str(tier.tier), "waiting"), tier.bulkhead.waiting
            yield (str(tier.tier), "limit"), tier.bulkhead.limit

    return GaugeCollector(
        [
            Gauge(names.METRIC_STATE, "1 for the state of the daemon.", ("state",), states),
            Gauge(
                names.METRIC_PROBLEM, "1 for what has a problem.", ("culprit",),
                lambda: _all(dict.fromkeys(watch.now.problems, 1.0)),
            ),
            Gauge(
                names.METRIC_BREAKER_OPEN, "1 while a tier is not asked.", ("tier", "kind"),
                breakers,
            ),
            Gauge(
                names.METRIC_TIER_CALLS, "Calls of a tier under way, waiting, and at most.",
                ("tier", "state"), calls,
            ),
            Gauge(
                names.METRIC_OUTBOX_KEYS, "Keys with a change that the fast tier may not know.",
                (), lambda: [((), tiers.trust.doubted)],
            ),
            Gauge(
                names.METRIC_OUTBOX_AGE, "Seconds since there was none such.",
                (), lambda: [((), watch.outbox_age_s)],
            ),
            Gauge(
                names.METRIC_TASK_AGE, "Seconds since the last good turn of a task.", ("task",),
                lambda: _all(supervisor.ages()),
            ),
            Gauge(
                names.METRIC_TASK_FAILURES, "Turns of a task that failed in a row.", ("task",),
                lambda: _all(supervisor.failures()),
            ),
        ]
    )  # fmt: skip


def page_gauges(pool: BrowserPool, pages: SentPages) -> GaugeCollector:
    return GaugeCollector(
        [
            Gauge(
                names.METRIC_DISCOVERIES, "Pages that are looked at in a browser now.", (),
                lambda: [((), pool.open_pages)],
            ),
            Gauge(
                names.METRIC_PAGES_BYTES, "Bytes of pages that are kept for the next call.", (),
                lambda: [((), pages.kept_bytes)],
            ),
        ]
    )  # fmt: skip


def entries_gauge(maintenance: Maintenance) -> GaugeCollector:
    """Return the gauge of entries as the last purge counted them; nothing before the first."""

    def counted() -> Iterator[Reading]:
        if maintenance.census is not None:
            yield (), maintenance.census.entries

    meaning = "Entries in the durable tier when this replica last purged."
    return GaugeCollector([Gauge(names.METRIC_ENTRIES, meaning, (), counted)])


def _all(values: Mapping[str, float]) -> Iterator[Reading]:
    return (((name,), number) for name, number in values.items())
