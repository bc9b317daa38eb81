"""The entries that are stored, found by what they are of, and each of them by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aiohttp import web

from pacts_daemon.console.drawing.page import Drawing
from pacts_daemon.console.fields import Search, search_from
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer, address
from pacts_daemon.console.scanning import Scan
from pacts_daemon.console.views.drawings import drawing_of, drawing_response
from pacts_daemon.core.calls.principal import principal
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.rpc import paging

# As in the audit: shown, read at once, and read at most for one page of the list, since a part of a
# name is looked for in all that is read.
SHOWN: Final = 50
_READ_AT_ONCE: Final = 500
_MOST_READ: Final = 5000
# More than an element usually has; the list of heals has all.
_HEALS: Final = 20


class Entries:
    """The pages of entries."""

    def __init__(self, parts: Parts, renderer: Renderer) -> None:
        self._parts = parts
        self._renderer = renderer

    def routes(self) -> Iterable[web.RouteDef]:
        return (
            web.get("/entries", self._list),
            web.get("/entries/{key:[^/]+}", self._show),
            web.get("/entries/{key:[^/]+}/page", self._draw),
        )

    async def _list(self, request: web.Request) -> web.Response:
        search = search_from(request.query, self._parts.kept_parameters)
        after = paging.place_from(request.query.get("after", ""))
        entries, place = await self._found(search, after)
        rest = paging.token_to(place) if place else ""
        return self._renderer.page(
            request,
            "entries.html.j2",
            search=search,
            rows=[(entry, entry_address(entry)) for entry in entries],
            now=self._parts.clock.now(),
            further=address("/console/entries", **search.fields(), after=rest) if rest else "",
            is_first="after" not in request.query,
        )

    async def _show(self, request: web.Request) -> web.Response:
        entry = await self._entry(request)
        heals = await self._parts.heals.heals_of(key_of(entry.query), _HEALS)
        drawing = await self._drawing(entry)
        return self._renderer.page(
            request,
            "entry.html.j2",
            entry=entry,
            key=key_of(entry.query),
            now=self._parts.clock.now(),
            heals=heals,
            drawing=drawing,
            page=f"{entry_address(entry)}/page#found" if drawing.boxes else "",
        )

    async def _draw(self, request: web.Request) -> web.Response:
        drawing = await self._drawing(await self._entry(request))
        return drawing_response(drawing)

    async def _found(self, search: Search, after: str) -> tuple[list[Entry], str]:
        """Return a page of entries, in key order, and behind which one the next begins."""
        where = ListFilter(search.app, search.environment, search.route)
        element = search.element.casefold()
        scan = Scan(
            lambda place, most: self._parts.store.entries(where, place, most),
            lambda entry: key_of(entry.query),
            lambda entry: element in entry.query.element.casefold() and _is_reached(entry),
            _READ_AT_ONCE,
            _MOST_READ,
        )
        return await scan.page(after, SHOWN)

    async def _entry(self, request: web.Request) -> Entry:
        known = await self._parts.durable.lookup(Key(request.match_info["key"]))
        if not isinstance(known, Entry) or not _is_reached(known):
            raise web.HTTPNotFound(text="There is no such entry, or none any more.")
        return known

    async def _drawing(self, entry: Entry) -> Drawing:
        capture = await self._parts.capture(entry.snapshot_id)
        return await drawing_of(self._parts, capture, entry.place)


def entry_address(entry: Entry) -> str:
    """Return where an entry's page of the console is; keys need no more than their braces."""
    key = key_of(entry.query).replace("{", "%7B").replace("}", "%7D")
    return f"/console/entries/{key}"


def _is_reached(entry: Entry) -> bool:
    return principal().reaches(entry.query.app)
