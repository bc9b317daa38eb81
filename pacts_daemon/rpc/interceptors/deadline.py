"""Hands a caller's deadline down to whoever must share its time out."""

from __future__ import annotations

from typing import Any

from pacts_daemon.core.calls.time_left import limited_to
from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor


class DeadlineInterceptor(UnaryInterceptor):
    """A call without a deadline is limited by the settings alone."""

    async def around(
        self,
        method: str,  # noqa: ARG002 - the same for all
        request: Any,
        context: Context,
        proceed: Proceed,
    ) -> Any:
        with limited_to(context.time_remaining()):
            return await proceed(request, context)
