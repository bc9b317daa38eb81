"""Serves the encyclopedia on loopback, in a structure that can be switched while it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import IntEnum
from html import escape
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from demo.site import content, first, second

_STATIC = Path(__file__).parent / "static"


class Structure(IntEnum):
    """How the pages are built; WITHOUT_BUTTON is the first one with the search button taken out."""

    FIRST = 1
    SECOND = 2
    WITHOUT_BUTTON = 3


class Encyclopedia:
    """The site. ``PUT /_structure/{1,2,3}`` does what setting ``structure`` does."""

    def __init__(self, structure: Structure = Structure.FIRST) -> None:
        self.structure = structure

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """Serve while the block runs; yields the URL of the home page."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        finally:
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/", self._home)
        app.router.add_get("/search", self._search)
        app.router.add_get("/suggest", self._suggest)
        app.router.add_get("/wiki/{title}", self._article)
        app.router.add_static("/static", _STATIC)
        app.router.add_route("PUT", "/_structure/{number}", self._switch)
        app.router.add_route("POST", "/_structure/{number}", self._switch)
        return app

    async def _home(self, _: web.Request) -> web.Response:
        return self._page(
            "Little Encyclopedia",
            lambda with_button: first.home(with_button=with_button),
            second.home,
        )

    async def _search(self, request: web.Request) -> web.Response:
        text = request.query.get("q", "") or request.query.get("term", "")
        exact = content.article_called(text)
        if exact is not None:
            raise web.HTTPFound(quote(exact.path))
        found = content.search(text)
        return self._page(
            "Search results",
            lambda with_button: first.results(text, found, with_button=with_button),
            lambda: second.results(text, found),
        )

    async def _suggest(self, request: web.Request) -> web.Response:
        return web.json_response(content.suggestions(request.query.get("q", "")))

    async def _article(self, request: web.Request) -> web.Response:
        article = content.article_called(request.match_info["title"])
        if article is None:
            raise web.HTTPNotFound(text="There is no such article.")
        return self._page(
            article.title,
            lambda with_button: first.article(article, with_button=with_button),
            lambda: second.article(article),
        )

    async def _switch(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        known = {str(structure.value): structure for structure in Structure}
        if number not in known:
            raise web.HTTPBadRequest(text=f"structure is one of {', '.join(known)}")
        self.structure = known[number]
        return web.json_response({"structure": self.structure.value})

    def _page(
        self, title: str, as_first: Callable[[bool], str], as_second: Callable[[], str]
    ) -> web.Response:
        if self.structure is Structure.SECOND:
            style, body = second.STYLE, as_second()
        else:
            style, body = first.STYLE, as_first(self.structure is Structure.FIRST)
        html = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(title)}</title>"
            f'<link rel="stylesheet" href="/static/{style}"></head><body>{body}'
            '<script src="/static/search.js" defer></script></body></html>'
        )
        return web.Response(text=html, content_type="text/html")
