"""Turns what a servicer raises into a status with exactly one ErrorInfo."""

from __future__ import annotations

from typing import Any

from pacts_daemon.core.errors import InvalidFieldError, PactsError
from pacts_daemon.rpc.interceptors.observe import abort, request_id_of
from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor, Unreadable
from pacts_daemon.rpc.status import failure_of, internal_failure
from pacts_daemon.telemetry.setup import Logger


class ErrorInterceptor(UnaryInterceptor):
    """Product errors become their row of the table; anything else is a defect, logged whole."""

    def __init__(self, logger: Logger) -> None:
        super().__init__()
        self._logger = logger

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        if isinstance(request, Unreadable):
            problem = f"is no message of its type: {request.problem}"
            return await abort(context, failure_of(InvalidFieldError("request", problem)))
        try:
            return await proceed(request, context)
        except PactsError as error:
            failure = failure_of(error)
        except Exception:
            request_id = request_id_of(context)
            self._logger.exception("defect", method=method, request_id=request_id)
            failure = internal_failure(request_id)
        return await abort(context, failure)
