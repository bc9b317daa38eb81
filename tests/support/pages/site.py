"""Pages for a browser to open, served on a free loopback port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import web


class Site:
    """A server of small HTML pages that tests put there."""

    def __init__(self) -> None:
        self.requested: list[str] = []
        self._pages: dict[str, str] = {}
        self._slow: dict[str, float] = {}
        self._data: dict[str, tuple[object, int]] = {}
        self._numbers = count(1)
        self._origin = ""

    def page(self, body: str, path: str = "") -> str:
        """Serve ``body`` as a page and return its URL."""
        path = path or f"/page/{next(self._numbers)}x"
        self._pages[path] = f"<!doctype html><meta charset=utf-8><title>t</title><body>{body}"
        return self._origin + path

    def url(self, path: str) -> str:
        return self._origin + path

    def slow(self, seconds: float, body: str = "late") -> str:
        """Return the URL of a page that takes so long to be answered."""
        url = self.page(body)
        self._slow[url.removeprefix(self._origin)] = seconds
        return url

    def json(self, path: str, data: object, *, status: int = 200, delay_s: float = 0.0) -> str:
        """Answer a path with data, late if need be; returns its URL."""
        self._data[path] = (data, status)
        self._slow[path] = delay_s
        return self._origin + path

    def redirect(self, path: str, to: str) -> str:
        self._pages[path] = f"-> {to}"
        return self._origin + path

    @asynccontextmanager
    async def served(self, host: str = "127.0.0.1") -> AsyncIterator[Site]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, host, 0)
        await site.start()
        self._origin = f"http://{host}:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requested.append(request.path_qs)
        await asyncio.sleep(self._slow.get(request.path, 0))
        if request.path in self._data:
            data, status = self._data[request.path]
            return web.json_response(data, status=status)
        page = self._pages.get(request.path)
        if page is None:
            return web.Response(status=404, text="no such page")
        if page.startswith("-> "):
            raise web.HTTPFound(page.removeprefix("-> "))
        return web.Response(text=page, content_type="text/html")
