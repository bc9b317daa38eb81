"""The trace that a caller is in, when it has OpenTelemetry; none is started here.

Of its baggage only what it says of its test goes along (``test.*``).
"""

from __future__ import annotations

from typing import Final

from pacts._rpc.channel import Metadata

_TEST: Final = "test."

try:
    from opentelemetry import baggage, context
    from opentelemetry.baggage.propagation import W3CBaggagePropagator
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ImportError:  # no library of tracing: there is no trace to take up
    _PROPAGATOR = None
else:
    _PROPAGATOR = TraceContextTextMapPropagator()
    _BAGGAGE = W3CBaggagePropagator()


def trace_of_caller() -> Metadata:
    """Return the metadata that makes a call a part of the trace under way, if there is one."""
    if _PROPAGATOR is None:
        return ()
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    if carrier:
        _BAGGAGE.inject(carrier, _of_test())
    return tuple(carrier.items())


def _of_test() -> context.Context:
    kept = context.Context()
    for name, value in baggage.get_all().items():
        if name.startswith(_TEST):
            kept = baggage.set_baggage(name, value, kept)
    return kept
