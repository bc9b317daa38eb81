"""The heals: what was found again, on what grounds, and what a person decides on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from pacts_daemon.console.doors.gate import Gate
from pacts_daemon.console.drawing.page import Drawing
from pacts_daemon.console.fields import Search, choice_of, search_from, text_of
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer, address
from pacts_daemon.console.scanning import Scan
from pacts_daemon.console.views.drawings import drawing_of, drawing_response
from pacts_daemon.console.views.entries import entry_address
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealFilter, HealRecord, HealState
from pacts_daemon.core.heal.review import MAY_APPROVE, MAY_REJECT, MAY_ROLL_BACK
from pacts_daemon.locate.snapshot import unpacked
from pacts_daemon.rpc import paging
from pacts_daemon.rpc.heal_service import ID, MAX_NOTE_BYTES, id_from

# As in the audit. A heal takes more room, and more to read.
SHOWN: Final = 25
_READ_AT_ONCE: Final = 200
_MOST_READ: Final = 2000


@dataclass(frozen=True, slots=True)
class Decision:
    """What can be decided on a heal, as its button says it and as the address does."""

    name: str
    label: str
    meaning: str
    states: frozenset[HealState]


DECISIONS: Final = (
    Decision("approve", "Approve", "Its selectors are trusted from now on.", MAY_APPROVE),
    Decision("reject", "Reject", "Its entry is dropped, and it is not made again.", MAY_REJECT),
    Decision("rollback", "Roll back", "The selectors before it are served again.", MAY_ROLL_BACK),
)


class Heals:
    """The pages of heals."""

    def __init__(self, parts: Parts, gate: Gate, renderer: Renderer) -> None:
        self._parts = parts
        self._gate = gate
        self._renderer = renderer
        review = parts.review
        self._decide = {
            "approve": review.approve,
            "reject": review.reject,
            "rollback": review.rollback,
        }

    def routes(self) -> Iterable[web.RouteDef]:
        return (
            web.get("/heals", self._list),
            web.get("/heals/{id}", self._show),
            web.get("/heals/{id}/{side:before|after}", self._draw),
            web.post("/heals/{id}", self._decided),
        )

    async def _list(self, request: web.Request) -> web.Response:
        search = search_from(request.query, self._parts.kept_parameters)
        state = choice_of(HealState, "state", request.query.get("state", ""))
        before = paging.place_from(request.query.get("before", ""), ID)
        found, rest = await self._found(search, state, before)
        further = paging.token_to(rest) if rest else ""
        wanted = {**search.fields(), "state": state.value if state else ""}
        return self._renderer.page(
            request,
            "heals.html.j2",
            search=search,
            state=state,
            states=tuple(HealState),
            heals=found,
            first=address("/console/heals", **wanted),
            further=address("/console/heals", **wanted, before=further) if further else "",
            is_first="before" not in request.query,
        )

    async def _show(self, request: web.Request) -> web.Response:
        heal = await self._heal(request)
        drawings = {
            "before": await self._drawing(heal, "before"),
            "after": await self._drawing(heal, "after"),
        }
        return self._renderer.page(
            request,
            "heal.html.j2",
            heal=heal,
            entry=entry_address(heal.old),
            drawings=drawings,
            decisions=[one for one in DECISIONS if heal.state in one.states],
            done=request.query.get("done", "") in self._decide,
        )

    async def _draw(self, request: web.Request) -> web.Response:
        heal = await self._heal(request)
        drawing = await self._drawing(heal, request.match_info["side"])
        return drawing_response(drawing)

    async def _decided(self, request: web.Request) -> web.Response:
        form = await request.post()
        self._gate.check(request, form)
        if Scope.HEAL not in principal().scopes:
            raise web.HTTPForbidden(text="Your token does not let you decide on heals.")
        decision = text_of(form, "decision", MAX_NOTE_BYTES)
        decide = self._decide.get(decision)
        if decide is None:
            raise InvalidFieldError("decision", f"must be one of {', '.join(self._decide)}")
        heal = await self._heal(request)
        note = text_of(form, "note", MAX_NOTE_BYTES)
        await decide(heal.id, note or f"decided in the console by {principal().name}")
        raise web.HTTPSeeOther(f"/console/heals/{heal.id}?done={decision}")

    async def _found(
        self, search: Search, state: HealState | None, before: str
    ) -> tuple[list[HealRecord], str]:
        """Return a page of heals, newest first, and behind which one the next begins."""
        where = HealFilter(search.app, search.environment, search.route, state)
        element = search.element.casefold()
        scan = Scan(
            lambda place, most: self._parts.review.heals(where, place, most),
            lambda heal: heal.id,
            lambda heal: element in heal.old.query.element.casefold() and _is_reached(heal),
            _READ_AT_ONCE,
            _MOST_READ,
        )
        return await scan.page(before, SHOWN)

    async def _heal(self, request: web.Request) -> HealRecord:
        return await self._parts.review.heal(id_from(request.match_info["id"]))

    async def _drawing(self, heal: HealRecord, side: str) -> Drawing:
        if side == "before":
            capture, place = await self._parts.capture(heal.old.snapshot_id), heal.old.place
        else:
            stored, place = heal.new.snapshot, heal.new.place
            capture = await in_page_thread(unpacked, stored) if stored else None
        return await drawing_of(self._parts, capture, place)


def _is_reached(heal: HealRecord) -> bool:
    return principal().reaches(heal.old.query.app)
