"""The one way into the console: each request is judged here before any page sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from pacts_daemon.console.doors import policy
from pacts_daemon.console.doors.sessions import Sessions
from pacts_daemon.core.calls.caller import called_from
from pacts_daemon.core.calls.principal import Principal, Scope, acts_as, principal

COOKIE: Final = "pacts_console"
PROOF: Final = "csrf"
NAME: Final = web.RequestKey("name", str)
_OWN_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_UNLOCKED: Final = ("/console/login", "/console/static/")
# Felt by who guesses, and hardly by who mistypes; sessions are asked one after another only by
# machines.
_SLOW_S: Final = 0.5

Refuse = Callable[[web.Request, int, str], web.Response]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets requests in; ``refuse`` draws the page of one that is not.

    ``is_local``: the port is on loopback, where any page that a browser shows can reach it, so the
    name that it is reached by has to be one of this machine's own.
    """

    sessions: Sessions
    is_local: bool
    refuse: Refuse
    slow_s: float = _SLOW_S

    @property
    def middleware(self) -> Middleware:
        @web.middleware
        async def admitted(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                response = await self._answer(request, handler)
            except web.HTTPSeeOther as elsewhere:
                response = web.Response(status=elsewhere.status, headers=elsewhere.headers)
            except web.HTTPException as refused:
                response = self.refuse(request, refused.status, refused.text or refused.reason)
            for name, value in policy.HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", policy.PAGE)
            return response

        return admitted

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        request[NAME] = request.cookies.get(COOKIE, "")
        who = self.sessions.principal(request[NAME])
        called_from(_peer_of(request))
        acts_as(who or Principal("nobody", frozenset()))
        if self.is_local and _host_of(request) not in _OWN_NAMES:
            return self.refuse(request, 421, "The console is reached as localhost only.")
        if request.method == "POST" and not _is_own(request):
            return self.refuse(request, 403, "The form was not sent from the console itself.")
        is_locked = not request.path.startswith(_UNLOCKED)
        if who is None and is_locked:
            raise web.HTTPSeeOther("/console/login")
        if request.method == "GET" and Scope.READ not in principal().scopes and is_locked:
            return self.refuse(request, 403, "The token does not let its holder read.")
        if not request[NAME]:
            request[NAME] = token_urlsafe(32)
            response = await handler(request)
            self.remember(request, response, request[NAME])
            return response
        return await handler(request)

    def check(self, request: web.Request, form: Mapping[str, object]) -> None:
        """Raise a refusal where a form was not made for this session.

        Raises:
            web.HTTPForbidden: it was not.
        """
        given = form.get(PROOF, "")
        if not isinstance(given, str) or not self.sessions.is_proof(request[NAME], given):
            raise web.HTTPForbidden(text="The form is too old, or not of this session.")

    def remember(self, request: web.Request, response: web.StreamResponse, name: str) -> None:
        """Have the browser send a session's name from now on, to the console alone."""
        response.set_cookie(
            COOKIE,
            name,
            path="/console",
            httponly=True,
            samesite="Strict",
            secure=request.secure,
        )

    async def slow_down(self) -> None:
        """Keep somebody waiting who has shown a wrong token."""
        await asyncio.sleep(self.slow_s)


def _peer_of(request: web.Request) -> str:
    """Return where a request comes from, as gRPC writes it."""
    host = request.remote or ""
    return f"ipv6:[{host}]:0" if ":" in host else f"ipv4:{host}:0"


def _host_of(request: web.Request) -> str | None:
    try:
        return urlsplit(f"//{request.host}").hostname
    except ValueError:
        return None


def _is_own(request: web.Request) -> bool:
    """Whether a form was sent from a page of this very origin, as the browser says."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return urlsplit(origin).netloc == request.host
