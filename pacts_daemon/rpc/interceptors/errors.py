"""Turns what a servicer raises into a status with exactly one ErrorInfo."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

import grpc

from pacts_daemon.core.errors import PactsError
from pacts_daemon.rpc.interceptors.observe import abort, request_id_of
from pacts_daemon.rpc.interceptors.unary import (
    Context,
    Handler,
    Proceed,
    UnaryInterceptor,
    readable,
)
from pacts_daemon.rpc.status import Failure, failure_of, internal_failure
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.setup import Logger


class ErrorInterceptor(UnaryInterceptor):
    """Product errors become their row of the table; anything else is a defect, logged whole."""

    def __init__(self, logger: Logger, guard: TelemetryGuard) -> None:
        super().__init__()
        self._logger = logger
        self._guard = guard

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        try:
            return await proceed(readable(request), context)
        except grpc.aio.AbortError:
            raise
        except Exception as error:  # noqa: BLE001 - every one becomes a status
            return await abort(context, self._failure(method, context, error))

    def streaming(self, method: str, handler: Handler) -> Handler:
        """Do the same for the streaming methods of gRPC's own services."""
        return self.wrap_any_stream(method, handler, _all_readable)

    def _failure(self, method: str, context: Context, error: Exception) -> Failure:
        if isinstance(error, PactsError):
            return failure_of(error)
        request_id = request_id_of(context)
        with self._guard:
            self._logger.error("defect", exc_info=error, method=method, request_id=request_id)
        return internal_failure(request_id)


async def _all_readable(requests: AsyncIterable[Any]) -> AsyncIterator[Any]:
    async for request in requests:
        yield readable(request)
