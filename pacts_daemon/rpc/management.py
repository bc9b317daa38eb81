"""The management port: ``/healthz``, ``/readyz`` and ``/metrics`` over HTTP, and the console."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.core.errors import (
    AccessDeniedError,
    AppNotAllowedError,
    InvalidFieldError,
    ScopeMissingError,
)
from pacts_daemon.rpc.access.admission import Admission
from pacts_daemon.rpc.access.peers import host_of_address
from pacts_daemon.rpc.access.rights import METRICS, Right
from pacts_daemon.rpc.access.tokens import AUTHORIZATION, Denial
from pacts_daemon.settings import ManagementSettings, is_loopback
from pacts_daemon.telemetry.readiness import Readiness

_NO_TOKENS = (
    "a token is needed beyond loopback, and this daemon has none: set grpc.token or "
    "grpc.token_file, or say management.metrics = open"
)


class ManagementServer:
    """Serves probes to everybody, and metrics as the settings say.

    ``readiness`` says what is known, and asks nobody; ``admission`` knows who shows a token.
    ``console`` is served under ``/console``.
    """

    def __init__(
        self,
        settings: ManagementSettings,
        registry: CollectorRegistry,
        readiness: Callable[[], Readiness],
        admission: Admission,
        console: web.Application | None = None,
    ) -> None:
        self._settings = settings
        self._admission = admission
        is_open = settings.metrics == "auto" and is_loopback(settings.host)
        self._metrics_are_open = is_open or settings.metrics == "open"
        self._registry = registry
        self._readiness = readiness
        app = web.Application()
        app.add_routes(
            [
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
                *([web.get("/metrics", self._metrics)] if settings.metrics != "off" else ()),
            ]
        )
        if console is not None:
            app.add_routes([web.get("/console", _to_console)])
            app.add_subapp("/console", console)
        self._runner = web.AppRunner(app, access_log=None)
        self.address = ""

    async def start(self) -> None:
        """Listen.

        Raises:
            InvalidFieldError: the address cannot be listened on.
        """
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._settings.host, self._settings.port)
        try:
            await site.start()
        except OSError as error:
            problem = f"cannot listen on port {self._settings.port}: {error.strerror}"
            raise InvalidFieldError("management.port", problem) from None
        host, port = self._runner.addresses[0][:2]
        self.address = f"{host}:{port}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _readyz(self, _request: web.Request) -> web.Response:
        now = self._readiness()
        body = {"status": now.state.value, "problems": dict(now.problems)}
        return web.json_response(body, status=200 if now.answers else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        if not self._metrics_are_open:
            await self._require(request, METRICS)
        # Exemplars are in OpenMetrics only, which a scraper asks for.
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self._registry), headers={"Content-Type": content_type})

    async def _require(self, request: web.Request, right: Right) -> None:
        """Have the request show a token that gives a right.

        Raises:
            HTTPUnauthorized, HTTPForbidden: it does not.
        """
        try:
            right.require(await self._caller(request), AUTHORIZATION)
        except AccessDeniedError as error:
            self._admission.refused(error.why)
            raise _refusal(error) from None

    async def _caller(self, request: web.Request) -> Principal:
        if not self._admission.tokens.are_asked_for:
            raise AccessDeniedError(AUTHORIZATION, _NO_TOKENS, Denial.MISSING)
        host = host_of_address(request.remote or "")
        return (await self._admission.admitted(request.headers.get(AUTHORIZATION), host)).principal


def _refusal(error: AccessDeniedError) -> web.HTTPException:
    if isinstance(error, ScopeMissingError | AppNotAllowedError):
        return web.HTTPForbidden(text=f"{error}\n")
    return web.HTTPUnauthorized(text=f"{error}\n", headers={"WWW-Authenticate": "Bearer"})


async def _to_console(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/console/"})
