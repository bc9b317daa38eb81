"""Refuses clients that speak another version of the protocol, before anything else is read."""

from __future__ import annotations

from typing import Any

from pacts_daemon.core.errors import ProtocolUnsupportedError
from pacts_daemon.rpc.interceptors.observe import abort
from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor, metadata_of
from pacts_daemon.rpc.status import failure_of

PROTOCOL_KEY = "pacts-protocol"
PROTOCOL = 1
_EXEMPT = ("/grpc.health.", "/grpc.reflection.")
# A version has a digit or two: what else it is said to be is for the caller's eyes, in a trailer.
_MAX_ECHOED = 64


class ProtocolInterceptor(UnaryInterceptor):
    """Takes a client that names no version for one of this version: a probe, or a bare stub."""

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        given = dict(metadata_of(context)).get(PROTOCOL_KEY, str(PROTOCOL))
        if given == str(PROTOCOL) or method.startswith(_EXEMPT):
            return await proceed(request, context)
        client = str(given)[:_MAX_ECHOED] or "none"
        return await abort(context, failure_of(ProtocolUnsupportedError(client, PROTOCOL)))
