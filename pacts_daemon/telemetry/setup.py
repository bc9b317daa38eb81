"""Tracing and logging, switched on by whoever runs the daemon."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

import pacts_daemon

Logger = structlog.stdlib.BoundLogger


def make_tracer_provider(environment: Mapping[str, str]) -> TracerProvider | None:
    """Return a provider that exports over OTLP, or None when no endpoint is configured.

    The exporter and the sampler read the standard ``OTEL_*`` variables themselves; nothing leaves
    the process unless one of the two endpoint variables is set.
    """
    endpoints = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    switched_off = environment.get("OTEL_SDK_DISABLED", "").lower() == "true"
    if switched_off or not any(environment.get(name) for name in endpoints):
        return None
    resource = Resource.create(
        {
            "service.name": environment.get("OTEL_SERVICE_NAME") or "pacts",
            "service.version": pacts_daemon.__version__,
        }
    )
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def tracer_of(provider: trace.TracerProvider | None) -> trace.Tracer:
    chosen = provider or trace.NoOpTracerProvider()
    return chosen.get_tracer("pacts_daemon", pacts_daemon.__version__)


def current_trace_id() -> str:
    """Return the id of the trace that is under way as 32 hex digits, empty when there is none."""
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else ""


def make_logger(level: str) -> Logger:
    """Return a logger that writes one JSON object a line to standard error, with trace ids."""
    logger: Logger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            _add_trace,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        context_class=dict,
        cache_logger_on_first_use=True,
    )
    return logger


def _add_trace(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event
