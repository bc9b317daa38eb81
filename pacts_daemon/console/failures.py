"""What a page says when it cannot be drawn."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import grpc
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from pacts_daemon.console.doors.gate import Refuse
from pacts_daemon.core.errors import PactsError
from pacts_daemon.rpc.status import failure_of, internal_failure
from pacts_daemon.telemetry.setup import Logger

# https://cloud.google.com/apis/design/errors#handling_errors
_STATUSES: Final = {
    grpc.StatusCode.INVALID_ARGUMENT: 400,
    grpc.StatusCode.FAILED_PRECONDITION: 400,
    grpc.StatusCode.PERMISSION_DENIED: 403,
    grpc.StatusCode.NOT_FOUND: 404,
    grpc.StatusCode.ABORTED: 409,
    grpc.StatusCode.RESOURCE_EXHAUSTED: 429,
    grpc.StatusCode.UNAVAILABLE: 503,
}


class Failures:
    """Product errors are told as RPCs tell them; anything else is a defect, logged whole."""

    def __init__(self, refuse: Refuse, logger: Logger) -> None:
        self._refuse = refuse
        self._logger = logger

    @property
    def middleware(self) -> Middleware:
        @web.middleware
        async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                return await handler(request)
            except web.HTTPException:
                raise
            except PactsError as error:
                failure = failure_of(error)
                return self._refuse(request, _STATUSES.get(failure.code, 500), failure.message)
            except Exception:
                request_id = uuid4().hex
                self._logger.exception("defect", method=request.path, request_id=request_id)
                return self._refuse(request, 500, internal_failure(request_id).message)

        return told
