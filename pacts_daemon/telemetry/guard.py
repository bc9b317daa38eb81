"""Keeps what fails in telling of a call away from the call itself."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.setup import Logger


class TelemetryGuard(Collector):
    """A block of code that may fail without anybody's call failing: it is counted and logged.

    Only the first failure and every one that doubles their number is logged: what is broken is
    broken for each call.
    """

    def __init__(self, logger: Logger) -> None:
        self._logger = logger
        self.failures = 0

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.failures += 1
        if self.failures & (self.failures - 1) == 0:
            self._tell(error)
        return True

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(
            names.METRIC_TELEMETRY_FAILURES,
            "Times that a log line, a span or a measurement of a call failed.",
            value=self.failures,
        )

    def _tell(self, error: Exception) -> None:
        try:
            self._logger.error("telemetry failed", exc_info=error, failures=self.failures)
        except Exception:  # noqa: BLE001 - the log itself is what fails
            self.failures += 1
