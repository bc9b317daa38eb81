"""Two builds of a page: what changed, and which stored selectors the new one breaks."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiohttp import web

from pacts_daemon.console.doors.gate import Gate
from pacts_daemon.console.drawing.change_tree import Branch, tree_of
from pacts_daemon.console.fields import Search, search_from, text_of
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer
from pacts_daemon.console.uploads import Form, form_from
from pacts_daemon.console.views.entries import entry_address
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.content.page import PageForm, SentPage
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import Drift, Entry
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.drift_core import Change, Page
from pacts_daemon.locate.release.build import Build
from pacts_daemon.locate.release.impact import BREAKING, Fate, Impact, impact_of
from pacts_daemon.rpc.requests import MAX_ELEMENT_BYTES

# What a person looks through, the largest first.
MAX_CHANGES: Final = 100
# Each is looked for on both pages, which take their part of what pages may take meanwhile.
MAX_ENTRIES: Final = 2000
_READ_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of two pages. ``drift`` is None where their forms cannot be compared."""

    drift: Drift | None
    tree: Sequence[Branch]
    changes: int
    judged: Sequence[tuple[Entry, Impact, str]]
    elsewhere: int

    @property
    def fates(self) -> Mapping[Fate, int]:
        counted = Counter(said.fate for _, said, _ in self.judged)
        return {fate: counted[fate] for fate in Fate if counted[fate]}


class Compare:
    """The page of two builds."""

    def __init__(self, parts: Parts, gate: Gate, renderer: Renderer) -> None:
        self._parts = parts
        self._gate = gate
        self._renderer = renderer
        self._one_at_a_time = asyncio.Semaphore(1)

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get("/compare", self._ask), web.post("/compare", self._answer))

    async def _ask(self, request: web.Request) -> web.Response:
        entry = await self._entry(request.query.get("entry", ""))
        search = search_from(request.query, self._parts.kept_parameters)
        return self._page(request, search, entry, None)

    async def _answer(self, request: web.Request) -> web.Response:
        if Scope.READ not in principal().scopes:
            raise web.HTTPForbidden(text="Your token does not let you compare pages.")
        async with self._one_at_a_time:
            check = partial(self._gate.check, request)
            form = await form_from(request, self._parts.max_page_bytes, check)
            search = search_from(form.fields, self._parts.kept_parameters)
            entry = await self._entry(text_of(form.fields, "entry", MAX_ELEMENT_BYTES))
            old, new = await self._old(form, entry), await self._sent(form, "new")
            entries = await self._entries(search, entry)
            compared = await self._compared(old, new, entries, of_this_page=bool(search.route))
        return self._page(request, search, entry, compared)

    def _page(
        self, request: web.Request, search: Search, entry: Entry | None, compared: Compared | None
    ) -> web.Response:
        return self._renderer.page(
            request,
            "compare.html.j2",
            search=search,
            entry=entry,
            key=key_of(entry.query) if entry is not None else "",
            compared=compared,
            breaking=BREAKING,
            threshold=self._parts.drift_threshold,
            most=MAX_CHANGES,
            most_mib=self._parts.max_page_bytes // 1024**2,
        )

    async def _entry(self, key: str) -> Entry | None:
        """Return the entry whose stored page is the old one, if one is named."""
        if not key:
            return None
        known = await self._parts.durable.lookup(Key(key))
        if not isinstance(known, Entry) or not principal().reaches(known.query.app):
            raise web.HTTPNotFound(text="There is no such entry, or none any more.")
        return known

    async def _sent(self, form: Form, name: str) -> SentPage:
        return await in_page_thread(form.page, name, self._parts.max_page_bytes)

    async def _old(self, form: Form, entry: Entry | None) -> SentPage:
        if entry is None:
            return await self._sent(form, "old")
        capture = await self._parts.capture(entry.snapshot_id)
        if capture is None:
            raise InvalidFieldError("entry", "its page is not kept: choose a file")
        kept = Form(files={"entry": capture})
        most = max(len(capture), self._parts.max_page_bytes)
        return await in_page_thread(kept.page, "entry", most)

    async def _entries(self, search: Search, entry: Entry | None) -> list[Entry]:
        """Return the entries to be judged: of an app, or the one whose page is compared."""
        if entry is not None:
            return [entry]
        if not search.app:
            return []
        where = ListFilter(search.app, search.environment, search.route)
        found, after = list[Entry](), ""
        while len(found) < MAX_ENTRIES:
            entries = await self._parts.store.entries(where, after, _READ_AT_ONCE)
            found += (one for one in entries if principal().reaches(one.query.app))
            if len(entries) < _READ_AT_ONCE:
                break
            after = key_of(entries[-1].query)
        return found

    async def _compared(
        self, old: SentPage, new: SentPage, entries: Sequence[Entry], *, of_this_page: bool
    ) -> Compared:
        pages = self._parts.pages
        async with pages.worked_on(old, new):
            before, now = await pages.parsed(old), await pages.parsed(new)
            drift: Drift | None = None
            changes: tuple[Change, ...] = ()
            if old.form is new.form and old.form is not PageForm.DOM_SNAPSHOT:
                drift, changes = await in_page_thread(self._drift, before, now)
            judged = await in_page_thread(_judged, before, now, entries, of_this_page=of_this_page)
        elsewhere = len(entries) - len(judged)
        return Compared(drift, tree_of(changes), len(changes), judged, elsewhere)

    def _drift(self, before: Page, now: Page) -> tuple[Drift, tuple[Change, ...]]:
        drift = self._parts.meter.compare(before.fingerprint(), now.fingerprint())
        return drift, tuple(before.changes(now, MAX_CHANGES))


def _judged(
    before: Page, now: Page, entries: Sequence[Entry], *, of_this_page: bool
) -> list[tuple[Entry, Impact, str]]:
    """Judge entries, those that break first."""
    if not entries:
        return []
    build = Build(before, now)
    said = ((entry, impact_of(entry, build, of_this_page=of_this_page)) for entry in entries)
    judged = [(entry, one, entry_address(entry)) for entry, one in said if one is not None]
    return sorted(judged, key=lambda row: row[1].fate not in BREAKING)
