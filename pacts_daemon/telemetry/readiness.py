"""Whether the daemon can answer, what keeps it from answering as it should, and both as gauges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.telemetry import names


class State(StrEnum):
    """READY and DEGRADED answer; DEGRADED has a problem that it does without."""

    STARTING = "starting"
    READY = "ready"
    DEGRADED = "degraded"
    NOT_READY = "not ready"
    DRAINING = "draining"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a daemon is able to do.

    ``problems`` are by culprit: a tier, or a task of the daemon's own. ``silent`` are those of the
    culprits that do not answer at all.
    """

    state: State
    problems: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()

    @property
    def answers(self) -> bool:
        """Whether callers should be sent here."""
        return self.state in (State.READY, State.DEGRADED)


class ReadinessCollector(Collector):
    """Reads what is known when it is scraped; asks nobody."""

    def __init__(
        self,
        readiness: Callable[[], Readiness],
        ages: Callable[[], Mapping[str, float]],
        failures: Callable[[], Mapping[str, int]],
    ) -> None:
        self._readiness = readiness
        self._ages = ages
        self._failures = failures

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        now = self._readiness()
        states = {state.value.replace(" ", "_"): float(state is now.state) for state in State}
        yield _gauge(names.METRIC_STATE, "1 for the state of the daemon.", "state", states)
        problems = dict.fromkeys(now.problems, 1.0)
        yield _gauge(names.METRIC_PROBLEM, "1 for what has a problem.", "culprit", problems)
        said = "Seconds since the last good turn of a background task."
        yield _gauge(names.METRIC_TASK_AGE, said, "task", self._ages())
        said = "Turns of a background task that failed in a row."
        yield _gauge(names.METRIC_TASK_FAILURES, said, "task", self._failures())


def _gauge(name: str, said: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, said, labels=(label,))
    for value, number in values.items():
        gauge.add_metric((value,), number)
    return gauge
