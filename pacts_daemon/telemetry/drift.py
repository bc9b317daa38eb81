"""Each comparison of a page with an entry's: a span, and one more in the histogram of ratios."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from opentelemetry.trace import Tracer

from pacts_daemon.core.model import Drift
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.core.ports import DriftMeter
from pacts_daemon.telemetry import names


class ObservedMeter:
    """A drift meter whose comparisons are seen; ``observe`` takes each ratio, 0..1."""

    def __init__(
        self,
        delegate: DriftMeter,
        tracer: Tracer,
        policy: InForce[Policy],
        observe: Callable[[float], None],
    ) -> None:
        self._delegate = delegate
        self._tracer = tracer
        self._policy = policy
        self._observe = observe

    def comparable(self, evidence: bytes, fingerprints: Sequence[bytes]) -> bytes | None:
        return self._delegate.comparable(evidence, fingerprints)

    def compare_neighbourhood(self, old: bytes, new: bytes) -> float | None:
        return self._delegate.compare_neighbourhood(old, new)

    def compare(self, old: bytes, new: bytes) -> Drift:
        span = self._tracer.start_span(names.SPAN_DRIFT)
        try:
            drift = self._delegate.compare(old, new)
            threshold = self._policy.now.drift_threshold
            is_over = drift.drift_ratio > threshold
            span.set_attributes(
                {
                    names.ATTR_DRIFT_RATIO: round(drift.drift_ratio, 4),
                    names.ATTR_DRIFT_THRESHOLD: threshold,
                    names.ATTR_DRIFT_FOUND: is_over and not drift.insufficient,
                }
            )
        finally:
            span.end()
        self._observe(drift.drift_ratio)
        return drift
