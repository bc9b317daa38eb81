"""The audit: what was changed, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from aiohttp import web

from pacts_daemon.console.fields import choice_of, search_from, text_of
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer, address
from pacts_daemon.console.scanning import Scan
from pacts_daemon.core.audit.model import MAX_WHO_BYTES, AuditAction, AuditFilter, AuditRecord
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc import paging
from pacts_daemon.rpc.admin_service import PLACE
from pacts_daemon.rpc.requests import MAX_ELEMENT_BYTES

# What a person looks through before they narrow it; so many are read at once, of which a caller may
# not see all, and at most so many before the page ends short and offers to go on.
SHOWN: Final = 50
_READ_AT_ONCE: Final = 200
_MOST_READ: Final = 2000
# A time as ISO 8601 writes it, with its zone.
_MOMENT_BYTES: Final = 32


class Audit:
    """The page of the audit, for those who may read the history of everybody."""

    def __init__(self, parts: Parts, renderer: Renderer) -> None:
        self._parts = parts
        self._renderer = renderer

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get("/audit", self._list),)

    async def _list(self, request: web.Request) -> web.Response:
        if Scope.ADMIN not in principal().scopes:
            raise web.HTTPForbidden(text="Your token does not let you read the audit.")
        given = request.query
        where, wanted = self._filter(given)
        records, rest = await self._found(where, paging.place_from(given.get("before", ""), PLACE))
        further = address("/console/audit", **wanted, before=paging.token_to(rest)) if rest else ""
        return self._renderer.page(
            request,
            "audit.html.j2",
            wanted=wanted,
            records=records,
            actions=tuple(AuditAction),
            first=address("/console/audit", **wanted),
            further=further,
            is_first="before" not in given,
        )

    def _filter(self, given: Mapping[str, str]) -> tuple[AuditFilter, dict[str, str]]:
        """Return what is looked for, and the fields that say so."""
        search = search_from(given, self._parts.kept_parameters)
        key = text_of(given, "key", MAX_ELEMENT_BYTES)
        who = text_of(given, "who", MAX_WHO_BYTES)
        since, until = (text_of(given, name, _MOMENT_BYTES) for name in ("since", "until"))
        action = choice_of(AuditAction, "action", text_of(given, "action", MAX_WHO_BYTES))
        where = AuditFilter(
            app=search.app,
            environment=search.environment,
            page=search.route,
            element=search.element,
            key=key,
            action=action,
            who=who,
            since=_moment("since", since),
            until=_day_after(_moment("until", until)),
        )
        chosen = {"action": action.value if action else "", "who": who, "key": key}
        return where, {**search.fields(), **chosen, "since": since, "until": until}

    async def _found(self, where: AuditFilter, before: str) -> tuple[list[AuditRecord], str]:
        """Return a page of records, newest first, and behind which one the next begins."""
        scan = Scan(
            lambda place, most: self._parts.audit.records(where, int(place or 0), most),
            lambda record: str(record.id),
            lambda record: principal().reaches(record.app),
            _READ_AT_ONCE,
            _MOST_READ,
        )
        return await scan.page(before, SHOWN)


def _moment(name: str, text: str) -> datetime | None:
    """Return the begin of a day, UTC."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC) if text else None
    except ValueError:
        raise InvalidFieldError(name, "must be a day such as 2026-01-31") from None


def _day_after(day: datetime | None) -> datetime | None:
    """Return the end of a day; of the last there is, the day itself."""
    if day is None:
        return None
    try:
        return day + timedelta(days=1)
    except OverflowError:
        return day
