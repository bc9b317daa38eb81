"""Lets callers in, and says for the rest of the call who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pacts_daemon.core.calls.principal import Principal, acts_as
from pacts_daemon.core.errors import AccessDeniedError, CallerLimitError
from pacts_daemon.rpc.access.admission import Admission
from pacts_daemon.rpc.access.limits import CallerLimits
from pacts_daemon.rpc.access.peers import host_of
from pacts_daemon.rpc.access.rights import OPEN_TO_ALL, right_of
from pacts_daemon.rpc.access.tokens import AUTHORIZATION
from pacts_daemon.rpc.interceptors.unary import (
    Context,
    Handler,
    Proceed,
    UnaryInterceptor,
    metadata_of,
)

Identify = Callable[[Context], Principal | None]
"""Says who calls without a token, by a certificate say; None leaves it to the token."""


class AdmissionInterceptor(UnaryInterceptor):
    """Asks every call but health checks for its caller, and for the scopes that it needs."""

    def __init__(
        self, admission: Admission, limits: CallerLimits, identify: Identify | None = None
    ) -> None:
        super().__init__()
        self._admission = admission
        self._limits = limits
        self._identify = identify

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        if method.startswith(OPEN_TO_ALL):
            return await proceed(request, context)
        try:
            return await self._admitted(method, request, context, proceed)
        except AccessDeniedError as error:
            self._admission.refused(error.why)
            raise
        except CallerLimitError:
            self._admission.refused("caller_limit")
            raise

    def streaming(self, method: str, handler: Handler) -> Handler:
        """Do the same for the streaming methods of gRPC's own services, but for health."""
        if method.startswith(OPEN_TO_ALL):
            return handler
        return self.wrap_any_stream(method, handler)

    async def _admitted(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        host = host_of(context.peer())
        known = self._identify(context) if self._identify is not None else None
        shown = await self._admission.admitted(_authorization(context), host, known)
        who = shown.principal
        acts_as(who)
        right_of(method).require(who, AUTHORIZATION)
        if shown.is_lent or not self._limits.are_set:  # the call that it was lent to is counted
            return await proceed(request, context)
        with self._limits.call(host if who == Principal() else who.name):
            return await proceed(request, context)


def _authorization(context: Context) -> str | bytes | None:
    for name, value in metadata_of(context):
        if name == AUTHORIZATION:
            return value
    return None
