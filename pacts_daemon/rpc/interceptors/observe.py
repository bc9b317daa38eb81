"""One span, one log line and one measurement for each RPC, and a request id through all three."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import grpc
from opentelemetry import propagate, trace

from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor
from pacts_daemon.rpc.status import Failure
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.setup import Logger

REQUEST_ID = "x-request-id"
_MAX_REQUEST_ID = 64


class ObserveInterceptor(UnaryInterceptor):
    """Outermost: sees the status that callers see."""

    def __init__(
        self, tracer: trace.Tracer, metrics: Metrics, logger: Logger, *, access_log: bool
    ) -> None:
        super().__init__()
        self._tracer = tracer
        self._metrics = metrics
        self._logger = logger
        self._access_log = access_log

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        started = time.perf_counter()
        metadata = {k: v for k, v in context.invocation_metadata() or () if isinstance(v, str)}
        request_id = _request_id(metadata)
        context.set_trailing_metadata(((REQUEST_ID, request_id),))
        _, service, name = method.split("/")
        with self._tracer.start_as_current_span(
            f"{service}/{name}",
            context=propagate.extract(metadata),
            kind=trace.SpanKind.SERVER,
            attributes={
                names.ATTR_RPC_SYSTEM: "grpc",
                names.ATTR_RPC_SERVICE: service,
                names.ATTR_RPC_METHOD: name,
                names.ATTR_REQUEST_ID: request_id,
            },
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            code = "CANCELLED"
            try:
                response = await proceed(request, context)
                code = "OK"
            except grpc.aio.AbortError:
                code = context.code().name
                raise
            finally:
                _mark(span, code)
                self._record(method, code, request_id, time.perf_counter() - started)
            return response

    def _record(self, method: str, code: str, request_id: str, seconds: float) -> None:
        self._metrics.rpc_seconds.labels(method, code).observe(seconds)
        if self._access_log:
            self._logger.info(
                "rpc", method=method, code=code, ms=round(seconds * 1000, 3), request_id=request_id
            )


def request_id_of(context: Context) -> str:
    """Return the id that the outermost interceptor gave the request."""
    for key, value in context.trailing_metadata() or ():
        if key == REQUEST_ID:
            return str(value)
    return ""


async def abort(context: Context, failure: Failure) -> None:
    """End the RPC with a failure, its details and the request id."""
    details: tuple[tuple[str, str | bytes], ...] = (
        *failure.details(),
        (REQUEST_ID, request_id_of(context)),
    )
    await context.abort(failure.code, failure.message, details)


def _request_id(metadata: Mapping[str, str]) -> str:
    given = metadata.get(REQUEST_ID, "")
    usable = 0 < len(given) <= _MAX_REQUEST_ID and given.isprintable()
    return given if usable else uuid4().hex


def _mark(span: trace.Span, code: str) -> None:
    span.set_attribute(names.ATTR_RPC_STATUS, code)
    if code not in ("OK", "INVALID_ARGUMENT", "CANCELLED", "UNAUTHENTICATED"):
        span.set_status(trace.StatusCode.ERROR, code)
