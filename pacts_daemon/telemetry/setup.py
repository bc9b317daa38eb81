"""Tracing and logging, switched on by whoever runs the daemon."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Any, Final

import structlog
from opentelemetry import trace
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

import pacts_daemon
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.telemetry.lines import STAMP, LineWriter
from pacts_daemon.telemetry.noted import GivenIds
from pacts_daemon.telemetry.plain import HitBudget

# An exporter that is there takes milliseconds; the end of the process waits for this.
_FLUSH_S = 2.0
_GRPC: Final = "grpc"
_EXPORTERS: Final = {
    _GRPC: "opentelemetry.exporter.otlp.proto.grpc.trace_exporter",
    "http/protobuf": "opentelemetry.exporter.otlp.proto.http.trace_exporter",
}
Logger = structlog.stdlib.BoundLogger
_Event = MutableMapping[str, Any]
# By the names of a logger's methods.
_NUMBERS = {name.lower(): number for name, number in logging.getLevelNamesMapping().items()}


class DaemonTracerProvider(TracerProvider):
    """Exports the daemon's spans; of plain hits as many as a budget has, None for all of them."""

    def __init__(self, resource: Resource, budget: HitBudget | None = None) -> None:
        super().__init__(resource=resource, shutdown_on_exit=False, id_generator=GivenIds())
        self.budget = budget


def make_tracer_provider(
    environment: Mapping[str, str], hits_per_s: float | None = None
) -> DaemonTracerProvider | None:
    """Return a provider that exports over OTLP, or None when no endpoint is configured.

    The exporter and the sampler read the standard ``OTEL_*`` variables themselves; nothing leaves
    the process unless one of the two endpoint variables is set.

    Args:
        environment: the ``OTEL_*`` variables.
        hits_per_s: how many plain hits a second are traced, unless a sampler is named there; None
            for all.

    Raises:
        InvalidFieldError: the protocol is none that spans are exported by.
    """
    endpoints = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    switched_off = (
        environment.get("OTEL_SDK_DISABLED", "").lower() == "true"
        or environment.get("OTEL_TRACES_EXPORTER", "").strip().lower() == "none"
    )
    if switched_off or not any(environment.get(name) for name in endpoints):
        return None
    budget = None
    if hits_per_s is not None and not environment.get("OTEL_TRACES_SAMPLER", "").strip():
        budget = HitBudget(hits_per_s)
    provider = DaemonTracerProvider(_resource(), budget)
    provider.add_span_processor(BatchSpanProcessor(_exporter(environment)))
    return provider


def _exporter(environment: Mapping[str, str]) -> SpanExporter:
    """Return the exporter of the protocol; each takes long to import, so that only one is."""
    for variable in ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"):
        protocol = environment.get(variable, "").strip()
        if protocol in _EXPORTERS:
            break
        if protocol:
            known = " or ".join(_EXPORTERS)
            raise InvalidFieldError(variable, f"spans are exported by {known}, not {protocol!r}")
    else:
        protocol = _GRPC
    exporter: SpanExporter = import_module(_EXPORTERS[protocol]).OTLPSpanExporter()
    return exporter


def _resource() -> Resource:
    """Return what the variables say of this service; its name and version unless they do."""
    ours = {"service.name": "pacts", "service.version": pacts_daemon.__version__}
    said = OTELResourceDetector().detect().attributes
    return Resource.create({**ours, **said})


def current_trace_id() -> str:
    """Return the id of the trace that is under way as 32 hex digits, empty when there is none."""
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else ""


def end_tracing(provider: TracerProvider, timeout_s: float = _FLUSH_S) -> None:
    """Export what is left; an exporter that does not answer is not waited for any longer."""
    flush = Thread(target=provider.shutdown, name="pacts-flush", daemon=True)
    flush.start()
    flush.join(timeout_s)


class LogLevel:
    """What is logged at least, of all loggers that share it; it may change at any time."""

    def __init__(self, name: str) -> None:
        self.change(name)

    def change(self, name: str) -> None:
        """Log what is of this level or above from now on."""
        self._number = logging.getLevelNamesMapping()[name.upper()]

    def __call__(self, _logger: object, method: str, event: _Event) -> _Event:
        if _NUMBERS[method] < self._number:
            raise structlog.DropEvent
        return event


def make_logger(level: LogLevel, lines: LineWriter) -> Logger:
    """Return a logger of events as ``lines`` takes them, with trace ids."""
    logger: Logger = structlog.wrap_logger(
        _LineLogger(lines),
        processors=[
            level,
            structlog.processors.add_log_level,
            _add_trace,
            structlog.processors.TimeStamper(fmt=None, key=STAMP),
            structlog.processors.format_exc_info,
            _whole_event,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        context_class=dict,
        cache_logger_on_first_use=True,
    )
    return logger.bind()  # bound now: what `wrap_logger` returns looks it up for each line


@contextmanager
def library_log(level: LogLevel, lines: LineWriter) -> Iterator[None]:
    """Have libraries log, and Python warn, through the daemon's log while the block runs.

    Without it a library's warning is written to standard error by the call that met it.
    """
    handler = _LibraryHandler(make_logger(level, lines))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)


class _LineLogger:
    """What structlog wraps: every level is written alike."""

    def __init__(self, lines: LineWriter) -> None:
        self.debug = self.info = self.warning = self.error = self.critical = lines.put


class _LibraryHandler(logging.Handler):
    def __init__(self, logger: Logger) -> None:
        super().__init__()
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 - its arguments do not fit its format
            text = str(record.msg)
        self._logger.log(record.levelno, text, logger=record.name, exc_info=record.exc_info)


def _add_trace(_logger: object, _method: str, event: _Event) -> _Event:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event


def _whole_event(
    _logger: object, _method: str, event: _Event
) -> tuple[tuple[_Event], dict[str, Any]]:
    return (event,), {}
