"""The console: its pages, behind its gate."""

from __future__ import annotations

from typing import TypeAlias

from aiohttp import web
from opentelemetry.trace import Tracer

from pacts_daemon.console.doors.gate import Gate
from pacts_daemon.console.doors.login import Login
from pacts_daemon.console.doors.sessions import LetIn, Sessions
from pacts_daemon.console.failures import Failures
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer
from pacts_daemon.console.tracing import traced_by
from pacts_daemon.console.views.audit import Audit
from pacts_daemon.console.views.compare import Compare
from pacts_daemon.console.views.entries import Entries
from pacts_daemon.console.views.heals import Heals
from pacts_daemon.console.views.lookup import LookUp
from pacts_daemon.console.views.overview import Figures, Overview
from pacts_daemon.telemetry.setup import Logger

Console: TypeAlias = web.Application


def console_of(
    parts: Parts,
    figures: Figures,
    let_in: LetIn | None,
    logger: Logger,
    tracer: Tracer,
    *,
    is_local: bool,
) -> Console:
    """Return the console as an application, to be put under ``/console``.

    Args:
        parts: what it shows.
        figures: the numbers of its first page.
        let_in: says who a token is of; None where everybody who can reach the port is let in.
        logger: is told of defects.
        tracer: of a span for each request.
        is_local: the port is on loopback.
    """
    sessions = Sessions(let_in, parts.clock.monotonic)
    renderer = Renderer(sessions)
    gate = Gate(sessions, is_local, renderer.refusal)
    failures = Failures(renderer.refusal, logger)
    app = web.Application(middlewares=[traced_by(tracer), gate.middleware, failures.middleware])
    app.add_routes([web.get("/static/{name}", renderer.style)])
    views = (
        Login(sessions, gate, renderer),
        Overview(parts, figures, renderer),
        Entries(parts, renderer),
        Compare(parts, gate, renderer),
        Heals(parts, gate, renderer),
        LookUp(parts, gate, renderer),
        Audit(parts, renderer),
    )
    for view in views:
        app.add_routes(view.routes())
    return app
