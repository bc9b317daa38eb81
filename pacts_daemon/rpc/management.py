"""The management port: ``/healthz``, ``/readyz`` and ``/metrics`` over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import ManagementSettings

Readiness = Callable[[], Awaitable[Mapping[str, str]]]


class ManagementServer:
    """Serves probes and metrics; ``readiness`` returns what is wrong, tier by tier."""

    def __init__(
        self, settings: ManagementSettings, registry: CollectorRegistry, readiness: Readiness
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
        problems = await self._readiness()
        body = {"status": "not ready" if problems else "ready", "problems": dict(problems)}
        return web.json_response(body, status=503 if problems else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )
