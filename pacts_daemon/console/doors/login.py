"""Logging in with a token, and out again."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from pacts_daemon.console.doors.gate import NAME, Gate
from pacts_daemon.console.doors.sessions import Sessions
from pacts_daemon.console.rendering import Renderer


class Login:
    """The page that asks for a token."""

    def __init__(self, sessions: Sessions, gate: Gate, renderer: Renderer) -> None:
        self._sessions = sessions
        self._gate = gate
        self._renderer = renderer

    def routes(self) -> Iterable[web.RouteDef]:
        return (
            web.get("/login", self._show),
            web.post("/login", self._enter),
            web.post("/logout", self._leave),
        )

    async def _show(self, request: web.Request) -> web.Response:
        if not self._sessions.asks:
            raise web.HTTPSeeOther("/console/")
        return self._renderer.page(request, "login.html.j2", problem="")

    async def _enter(self, request: web.Request) -> web.Response:
        form = await request.post()
        self._gate.check(request, form)
        token = form.get("token", "")
        name = self._sessions.open(token) if isinstance(token, str) else None
        if name is None:
            await self._gate.slow_down()
            problem = "This token lets nobody in."
            return self._renderer.page(request, "login.html.j2", status=401, problem=problem)
        self._sessions.close(request[NAME])
        entered = web.Response(status=303, headers={"Location": "/console/"})
        self._gate.remember(request, entered, name)
        return entered

    async def _leave(self, request: web.Request) -> web.Response:
        self._gate.check(request, await request.post())
        self._sessions.close(request[NAME])
        raise web.HTTPSeeOther("/console/login")
