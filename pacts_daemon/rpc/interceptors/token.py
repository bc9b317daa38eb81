"""Asks every call but health checks for the bearer token of the settings."""

from __future__ import annotations

import hmac
from typing import Any

import grpc

from pacts.v1 import errors_pb2
from pacts_daemon.rpc.interceptors.observe import abort
from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor
from pacts_daemon.rpc.status import Failure, reason_name

_HEALTH = "/grpc.health.v1.Health/"


class TokenInterceptor(UnaryInterceptor):
    """Compares in constant time and says no more than that the token is missing or wrong."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.replace(token)

    def replace(self, token: str) -> None:
        """Ask for another token from the next call on."""
        self._expected = f"Bearer {token}".encode()

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        given = dict(context.invocation_metadata() or ()).get("authorization", "")
        encoded = given if isinstance(given, bytes) else given.encode()
        if method.startswith(_HEALTH) or hmac.compare_digest(encoded, self._expected):
            return await proceed(request, context)
        failure = Failure(
            grpc.StatusCode.UNAUTHENTICATED,
            reason_name(errors_pb2.ERROR_REASON_UNAUTHENTICATED),
            "metadata authorization: a valid bearer token is needed",
            {"field": "authorization"},
        )
        return await abort(context, failure)
