"""Keeps callers to the applications that are theirs, by what their requests name."""

from __future__ import annotations

from typing import Any

from pacts_daemon.core.calls.principal import principal
from pacts_daemon.rpc.access.reach import apps_of
from pacts_daemon.rpc.access.rights import Reach, right_of
from pacts_daemon.rpc.interceptors.unary import Context, Proceed, UnaryInterceptor


class ReachInterceptor(UnaryInterceptor):
    """Innermost: the message has been read, and nothing has been done for it."""

    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        who = principal()
        if who.app_prefix and right_of(method).reach is Reach.NAMED:
            for field, app in [*apps_of(request)] or [("app", "")]:
                who.require_app(app, field)
        return await proceed(request, context)
