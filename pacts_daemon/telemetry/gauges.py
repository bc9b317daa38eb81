"""Gauges that are read when they are scraped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Reading: TypeAlias = tuple[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Gauge:
    """``read`` returns a number for each combination of the labels' values, and asks nobody."""

    name: str
    meaning: str
    labels: tuple[str, ...]
    read: Callable[[], Iterable[Reading]]


class GaugeCollector(Collector):
    """Shows gauges on ``/metrics``."""

    def __init__(self, gauges: Sequence[Gauge]) -> None:
        self._gauges = gauges

    def describe(self) -> Iterator[Metric]:
        """Promise nothing: what there is to read shows only when the daemon runs."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        for gauge in self._gauges:
            family = GaugeMetricFamily(gauge.name, gauge.meaning, labels=gauge.labels)
            for values, number in gauge.read():
                family.add_metric(values, number)
            yield family
