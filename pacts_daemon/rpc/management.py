"""The management port: ``/healthz``, ``/readyz`` and ``/metrics`` over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import ManagementSettings
from pacts_daemon.telemetry.readiness import Readiness


class ManagementServer:
    """Serves probes and metrics; ``readiness`` says what is known, and asks nobody."""

    def __init__(
        self,
        settings: ManagementSettings,
        registry: CollectorRegistry,
        readiness: Callable[[], Readiness],
    ) -> None:
        self._settings = settings
        self._registry = registry
        self._readiness = readiness
        app = web.Application()
        app.add_routes(
            [
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._metrics),
            ]
        )
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

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )
