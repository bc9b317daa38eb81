"""Serves the application on loopback, with what it knows of each browser session in memory."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from suites.salesforce.layout import KINDS, layout_of
from suites.salesforce.mutation import Mutation, layout_with, message_with, title_with
from suites.salesforce.records import Record, Session, missing
from suites.serving import served

USERNAME: Final = "admin@acme.example"
_BUILT: Final = Path(__file__).parent / "app" / "dist"
_COOKIE: Final = "sid"
_DELAY_S: Final = (0.02, 0.15)
_PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lightning Experience</title>
<style>body {{ margin: 0; background: #f3f3f3; font: 13px/1.5 system-ui, sans-serif; }}</style>
</head><body>{synthetic}<script src="/static/app.js"></script></body></html>"""
_SYNTHETIC: Final = '<script src="/static/synthetic.js"></script>'


class Lightning:
    """The application, for any number of browser sessions at once.

    ``PUT`` and ``DELETE /_mutation/{name}`` do what adding to and taking from ``mutations`` does.

    Attributes:
        sessions: what was done in each browser session, in the order in which they began.
        mutations: the defects that it has now.
        synthetic: whether shadow roots are those of the platform's polyfill, not the browser's.
    """

    def __init__(self, password: str, *, synthetic: bool = False, seed: int = 1) -> None:
        self.sessions: list[Session] = []
        self.mutations: set[Mutation] = set()
        self.synthetic = synthetic
        self._password = password
        self._by_id: dict[str, Session] = {}
        self._random = random.Random(seed)  # noqa: S311 - how long answers take, no secret

    def served(self, port: int = 0) -> AbstractAsyncContextManager[str]:
        """Serve while the block runs; yields the URL, with no slash at the end.

        Raises:
            FileNotFoundError: the application was not built.
        """
        if not (_BUILT / "app.js").is_file():
            raise FileNotFoundError(f"{_BUILT} is not there: run scripts/suites.sh salesforce")
        return served(self._app(), port)

    def _app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.static("/static", _BUILT),
                web.get("/favicon.ico", _nothing),
                web.route("*", "/_mutation/{name}", self._switch_mutation),
                web.get("/api/session", self._session),
                web.post("/api/login", self._log_in),
                web.get("/api/layout/{kind}", self._layout),
                web.get("/api/defaults/{kind}", self._defaults),
                web.get("/api/records/{kind}", self._list),
                web.post("/api/records/{kind}", self._create),
                web.get("/api/records/{kind}/{id}", self._record),
                web.post("/api/used", self._used),
                web.post("/api/notes", self._note),
                web.get("/{path:(lightning/.*)?}", self._page),
            ]
        )
        return app

    async def _page(self, request: web.Request) -> web.Response:
        html = _PAGE.format(synthetic=_SYNTHETIC if self.synthetic else "")
        response = web.Response(text=html, content_type="text/html")
        if request.cookies.get(_COOKIE) not in self._by_id:
            session_id = secrets.token_hex(8)
            self._by_id[session_id] = Session()
            self.sessions.append(self._by_id[session_id])
            response.set_cookie(_COOKIE, session_id, httponly=True, samesite="Strict")
        return response

    async def _session(self, request: web.Request) -> web.Response:
        items = [{"label": f"{kind}s", "path": f"/lightning/o/{kind}/list"} for kind in KINDS]
        return await self._answer({"user": self._of(request).user, "items": items})

    async def _log_in(self, request: web.Request) -> web.Response:
        given = await request.json()
        if (given["username"], given["password"]) != (USERNAME, self._password):
            return await self._answer({"error": "Please check your username and password."}, 401)
        self._of(request).user = given["username"]
        return await self._answer({})

    async def _layout(self, request: web.Request) -> web.Response:
        return await self._answer(dict(layout_with(self.mutations, layout_of(_kind_of(request)))))

    async def _defaults(self, request: web.Request) -> web.Response:
        _kind_of(request)
        return await self._answer({"values": {}})

    async def _list(self, request: web.Request) -> web.Response:
        session, text = self._of(request), request.query.get("q", "")
        found = session.records(_kind_of(request), text)
        return await self._answer({"records": [_row(session, one) for one in found]})

    async def _create(self, request: web.Request) -> web.Response:
        kind, values = _kind_of(request), await request.json()
        if Mutation.SAVE_DOES_NOTHING in self.mutations:
            return await self._answer({})
        if lacking := missing(kind, values):
            return await self._answer({"error": f"Complete this field: {', '.join(lacking)}"}, 400)
        record = self._of(request).create(kind, values)
        message = message_with(self.mutations, kind, record.title)
        return await self._answer({"path": record.path, "message": message})

    async def _record(self, request: web.Request) -> web.Response:
        session = self._of(request)
        record = session.record(_kind_of(request), request.match_info["id"])
        if record is None:
            raise web.HTTPNotFound(text="{}", content_type="application/json")
        details = [
            {"label": field["label"], "value": session.shown(field, record)}
            for field in layout_of(record.kind)["fields"]
        ]
        answer = {"name": title_with(self.mutations, record.title), "details": details}
        return await self._answer({**answer, "related": _related(session, record)})

    async def _used(self, request: web.Request) -> web.Response:
        # Sent as plain text, so that it may outlive its page.
        self._of(request).used.append(str(json.loads(await request.text())["control"]))
        return web.json_response({})

    async def _note(self, request: web.Request) -> web.Response:
        self._of(request).notes.append((await request.json())["text"])
        return await self._answer({})

    async def _switch_mutation(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in set(Mutation):
            raise web.HTTPBadRequest(text=f"the mutation is one of {', '.join(Mutation)}")
        switch = {"PUT": self.mutations.add, "DELETE": self.mutations.discard}.get(request.method)
        if switch is None:
            raise web.HTTPMethodNotAllowed(request.method, ["PUT", "DELETE"])
        switch(Mutation(name))
        return web.json_response({"mutations": sorted(self.mutations)})

    def _of(self, request: web.Request) -> Session:
        session = self._by_id.get(request.cookies.get(_COOKIE, ""))
        if session is None:
            raise web.HTTPUnauthorized(text="{}", content_type="application/json")
        return session

    async def _answer(self, answer: dict[str, Any], status: int = 200) -> web.Response:
        await asyncio.sleep(self._random.uniform(*_DELAY_S))
        return web.json_response(answer, status=status)


async def _nothing(_: web.Request) -> web.Response:
    return web.Response(status=204)


def _kind_of(request: web.Request) -> str:
    kind = request.match_info["kind"]
    if kind not in KINDS:
        raise web.HTTPNotFound(text="{}", content_type="application/json")
    return kind


def _row(session: Session, record: Record) -> dict[str, str]:
    row = {"id": record.id, "name": record.title, "path": record.path}
    return {**row, "owner": session.user}


def _related(session: Session, record: Record) -> list[dict[str, Any]]:
    if record.kind != "Account":
        return [{"title": "Related Contacts", "kind": "Contact", "rows": []}]
    contacts = [
        _row(session, one)
        for one in session.records("Contact")
        if one.values.get("AccountId") == record.id
    ]
    children = [
        _row(session, one)
        for one in session.records("Account")
        if one.values.get("ParentId") == record.id
    ]
    return [
        {"title": "Contacts", "kind": "Contact", "rows": contacts},
        {"title": "Child Accounts", "kind": "Account", "rows": children},
    ]
