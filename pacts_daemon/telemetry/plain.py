"""Plain hits: lookups that the first tier answered, of which a few each second are traced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final

from opentelemetry.trace import Span, SpanKind, Tracer
from opentelemetry.util.types import Attributes
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.noted import NotedCall, NotedSpan

LOOKUPS: Final = frozenset(
    f"pacts.v1.SelectorService/{method}"
    for method in ("GetSelector", "BatchGetSelectors", "GetPageSelectors")
)


# A budget that was not spent is saved up for so long: who tries a daemon out sees each lookup.
_SAVED_S: Final = 5


class HitBudget(Collector):
    """How many lookups a second are traced whatever comes of them; those of five seconds at most.

    ``untold`` counts the plain hits that were not.
    """

    def __init__(self, per_s: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._most = max(1.0, _SAVED_S * per_s) if per_s else 0.0
        self._monotonic = monotonic
        self._left, self._at = self._most, monotonic()
        self._untold_before = 0
        self.untold = 0

    def take(self) -> bool:
        """Say whether one more is traced, and count it."""
        now = self._monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def noted(self, tracer: Tracer, name: str, kind: SpanKind, attributes: Attributes) -> Span:
        """Start the span of a lookup that is traced only if it is no plain hit."""
        return NotedCall(tracer, self._leave_out).span(name, kind, attributes)

    def untold_since(self) -> int:
        """Return how many plain hits were not traced since this was last asked."""
        since, self._untold_before = self.untold - self._untold_before, self.untold
        return since

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(
            names.METRIC_UNTOLD_HITS, "Plain hits that were not traced.", value=self.untold
        )

    def _leave_out(self) -> None:
        self.untold += 1


def describe(span: Span, tell: Callable[[Span], None], *, is_plain: bool) -> None:
    """Put on a span what ``tell`` has to say; on that of a plain hit only if it is made."""
    if not isinstance(span, NotedSpan):
        tell(span)
        return
    span.later(tell)
    if not is_plain:
        span.tell()


def sampled_trace_id(span: Span) -> int | None:
    """Return the id of the trace that a span is exported in, None when it is not."""
    if isinstance(span, NotedSpan) and not span.is_told:
        return None
    context = span.get_span_context()
    return context.trace_id if context.trace_flags.sampled else None
