"""A lookup done from the console, with the way that it took through the tiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from aiohttp import web

from pacts_daemon.console.doors.gate import Gate
from pacts_daemon.console.fields import text_of
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer
from pacts_daemon.console.views.entries import entry_address
from pacts_daemon.core.answers import Answer, Found
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import Action, ElementQuery, TierVisit
from pacts_daemon.core.pages import page_of
from pacts_daemon.pipeline.report.html.bars import tier_kind
from pacts_daemon.rpc.requests import MAX_ELEMENT_BYTES, MAX_NAME_BYTES, MAX_PAGE_BYTES, check_query

_FIELDS: Final = {
    "app": MAX_NAME_BYTES,
    "environment": MAX_NAME_BYTES,
    "page": MAX_PAGE_BYTES,
    "element": MAX_ELEMENT_BYTES,
    "action": MAX_NAME_BYTES,
    "scope": MAX_ELEMENT_BYTES,
    "ordinal": MAX_NAME_BYTES,
    "frame": MAX_ELEMENT_BYTES,
    "variant": MAX_PAGE_BYTES,
}
# Above what an ordinal may be (10,000), whose refusal names that bound.
_MOST_DIGITS: Final = 6
# Of 100: a visit of a microsecond is still seen as a line.
_THINNEST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """One tier on the way of a lookup. ``x`` and ``width`` are in percent of the whole time."""

    visit: TierVisit
    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What a lookup came to, and how long it took."""

    answer: Answer
    rows: tuple[Row, ...]
    elapsed_ms: float
    entry: str


class LookUp:
    """The page of a lookup, for which no page of the application is looked at."""

    def __init__(self, parts: Parts, gate: Gate, renderer: Renderer) -> None:
        self._parts = parts
        self._gate = gate
        self._renderer = renderer

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get("/lookup", self._ask), web.post("/lookup", self._answer))

    async def _ask(self, request: web.Request) -> web.Response:
        return self._page(request, _given(request.query), None)

    async def _answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        self._gate.check(request, form)
        given = _given(form)
        query = _query(given, self._parts.kept_parameters)
        if Scope.READ not in principal().scopes or not principal().reaches(query.app):
            raise web.HTTPForbidden(text=f"Your token does not let you look up {query.app}.")
        before = perf_counter()
        answer = await self._parts.resolver.get(query)
        elapsed_ms = 1000 * (perf_counter() - before)
        entry = entry_address(answer.entry) if isinstance(answer, Found) else ""
        rows = tuple(_rows(answer.trail, elapsed_ms))
        return self._page(request, given, Answered(answer, rows, elapsed_ms, entry))

    def _page(
        self, request: web.Request, given: Mapping[str, str], answered: Answered | None
    ) -> web.Response:
        return self._renderer.page(
            request, "lookup.html.j2", given=given, actions=tuple(Action), answered=answered
        )


def _given(fields: Mapping[str, object]) -> dict[str, str]:
    return {name: text_of(fields, name, most) for name, most in _FIELDS.items()}


def _query(given: Mapping[str, str], kept_parameters: tuple[str, ...]) -> ElementQuery:
    """Return what is asked for.

    Raises:
        InvalidFieldError: a field is missing, or no value that it can have.
    """
    query = ElementQuery(
        app=given["app"],
        environment=given["environment"],
        page=page_of(given["page"], kept_parameters),
        element=given["element"],
        action=_action(given["action"]),
        scope=given["scope"],
        ordinal=_ordinal(given["ordinal"]),
        frame=given["frame"],
        variant=dict(map(_pair, given["variant"].split())),
    )
    check_query(query, "query")
    return query


def _action(text: str) -> Action:
    try:
        return Action(text)
    except ValueError:
        said = ", ".join(filter(None, Action))
        raise InvalidFieldError("action", f"must be one of {said}, or nothing") from None


def _ordinal(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise InvalidFieldError("ordinal", "must be a number from 1, or nothing")
    return int(text or 0)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise InvalidFieldError("variant", "must be pairs such as locale=en, with blanks between")
    return name, value


def _rows(trail: Sequence[TierVisit], elapsed_ms: float) -> Iterable[Row]:
    """Put one visit behind the other, in the time of the whole."""
    whole = max(elapsed_ms, sum(visit.elapsed_ms for visit in trail), 1e-6)
    x = 0.0
    for visit in trail:
        width = 100 * visit.elapsed_ms / whole
        drawn = min(100.0, max(_THINNEST, width))
        yield Row(visit, tier_kind(visit.tier), round(min(x, 100 - drawn), 2), round(drawn, 2))
        x += width
