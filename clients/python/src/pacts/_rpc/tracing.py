"""The trace that a caller is in, when it has OpenTelemetry; none is started here."""

from __future__ import annotations

from pacts._rpc.channel import Metadata

try:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ImportError:  # no library of tracing: there is no trace to take up
    _PROPAGATOR = None
else:
    _PROPAGATOR = TraceContextTextMapPropagator()


def trace_of_caller() -> Metadata:
    """Return the metadata that makes a call a part of the trace under way, if there is one."""
    if _PROPAGATOR is None:
        return ()
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return tuple(carrier.items())
