"""From a template to an answer; everything that is shown is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

import pacts_daemon
from pacts_daemon.console import words
from pacts_daemon.console.doors.gate import NAME
from pacts_daemon.console.doors.sessions import Sessions
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.pipeline.report.html.bars import tier_kind

_PACKAGE: Final = "pacts_daemon.console"
_SECTIONS: Final = (
    ("Overview", "/console/"),
    ("Entries", "/console/entries"),
    ("Heals", "/console/heals"),
    ("Compare", "/console/compare"),
    ("Look up", "/console/lookup"),
    ("Audit", "/console/audit"),
)
# The report of a run looks the same: its style is the first of the two.
_ASSETS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "style.css": (
        ("pacts_daemon.pipeline.report.html", "templates/base.css"),
        (_PACKAGE, "static/console.css"),
    ),
}


class Renderer:
    """Draws the pages of the console."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._templates = Environment(
            loader=PackageLoader(_PACKAGE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(
            time=_time,
            since=words.age_words,
            selector=words.selector_words,
            narrowed=words.narrowed_by,
            percent=words.percent,
            ratio=words.ratio,
            ms=words.ms_words,
            heal_state=words.heal_state,
            tier_kind=tier_kind,
        )
        self._styles = {name: _joined(parts) for name, parts in _ASSETS.items()}

    def page(
        self, request: web.Request, template: str, *, status: int = 200, **context: object
    ) -> web.Response:
        """Return a page drawn with what every page is drawn with, and ``context``."""
        html = self._templates.get_template(template).render(
            sections=_SECTIONS,
            here=request.path,
            proof=self._sessions.proof(request.get(NAME, "")),
            may=principal().scopes,
            scope=Scope,
            who=principal().name if self._sessions.asks else "",
            version=pacts_daemon.__version__,
            **context,
        )
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")

    def refusal(self, request: web.Request, status: int, problem: str) -> web.Response:
        """Return the page of a request that cannot be answered."""
        return self.page(request, "refusal.html.j2", status=status, problem=problem, code=status)

    async def style(self, request: web.Request) -> web.Response:
        text = self._styles.get(request.match_info["name"])
        if text is None:
            raise web.HTTPNotFound(text="There is no such file.")
        headers = {"Cache-Control": "max-age=3600"}
        return web.Response(text=text, content_type="text/css", headers=headers)


def address(path: str, **fields: object) -> str:
    """Return the address of a page of the console; empty fields are left out."""
    said = urlencode({name: value for name, value in fields.items() if value})
    return f"{path}?{said}" if said else path


def _joined(parts: Sequence[tuple[str, str]]) -> str:
    return "\n".join((files(package) / path).read_text("utf-8") for package, path in parts)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
