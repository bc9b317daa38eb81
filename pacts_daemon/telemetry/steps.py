"""The steps of a discovery as spans, its notes as events, and failures without what they quote."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, Status, StatusCode, Tracer

from pacts_daemon.core.errors import PactsError
from pacts_daemon.core.live_page import Step
from pacts_daemon.telemetry import names

_SPANS = {
    Step.LAUNCH: names.SPAN_BROWSER_LAUNCH,
    Step.ATTACH: names.SPAN_BROWSER_ATTACH,
    Step.OPEN: names.SPAN_PAGE_OPEN,
    Step.SETTLE: names.SPAN_PAGE_SETTLE,
    Step.CAPTURE: names.SPAN_PAGE_CAPTURE,
    Step.FIND: names.SPAN_PAGE_FIND,
    Step.PROVE: names.SPAN_PAGE_PROVE,
}
_ATTRIBUTES = {
    "bytes": names.ATTR_PAGE_BYTES,
    "nodes": names.ATTR_PAGE_NODES,
    "tried": names.ATTR_PAGE_TRIED,
    "right": names.ATTR_PAGE_RIGHT,
}


class SpanSteps:
    """Makes a span of each step, below the one under way; a `core.live_page.StepLog`."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def step(self, step: Step) -> Iterator[MutableMapping[str, int]]:
        kept: dict[str, int] = {}
        with self._tracer.start_as_current_span(
            _SPANS[step], record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield kept
            except PactsError as error:
                record_failure(span, error)
                raise
            finally:
                for name, value in kept.items():
                    span.set_attribute(_ATTRIBUTES[name], value)

    def note(self, text: str) -> None:
        trace.get_current_span().add_event(text)


def record_failure(span: Span, error: PactsError) -> None:
    """Put an error on a span by its own words; what led to it may quote the page's address."""
    event = {"exception.type": type(error).__name__, "exception.message": str(error)}
    span.add_event("exception", event)
    span.set_status(Status(StatusCode.ERROR, str(error)))
