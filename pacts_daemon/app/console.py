"""Whether there is a console, and who is let in."""

from __future__ import annotations

from collections.abc import Callable

from opentelemetry.trace import Tracer

from pacts_daemon.app.services import Composition
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.console.doors.sessions import LetIn
from pacts_daemon.console.history import TURN_S, History
from pacts_daemon.console.site import Console, console_of
from pacts_daemon.console.views.overview import Figures
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import Settings, is_loopback
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.readiness import Readiness
from pacts_daemon.telemetry.setup import Logger


def console_in(
    settings: Settings,
    composition: Composition,
    metrics: Metrics,
    readiness: Callable[[], Readiness],
    let_in: LetIn | None,
    supervisor: Supervisor,
    logger: Logger,
    tracer: Tracer,
) -> Console | None:
    """Return the console of a daemon, None where it has none.

    ``let_in`` says who shows a token; without it there are none, and everybody is let in.

    Raises:
        InvalidFieldError: it is wanted where anybody could reach it.
    """
    if not _is_on(settings, has_token=let_in is not None):
        return None
    parts = composition.console_parts(readiness)
    history = History(metrics.counters, metrics.registry, parts.clock)
    supervisor.start("history", history.turn, TURN_S)
    return console_of(
        parts,
        Figures(metrics.counters, metrics.registry, history),
        let_in,
        logger,
        tracer,
        is_local=is_loopback(settings.management.host),
    )


def _is_on(settings: Settings, *, has_token: bool) -> bool:
    grpc, management = settings.grpc, settings.management
    # Who may not call must not get in here: every process of this machine reaches loopback.
    calls_are_kept_out = grpc.unix_socket is not None or grpc.tls_client_ca is not None
    is_safe = has_token or (is_loopback(management.host) and not calls_are_kept_out)
    if management.console and not is_safe:
        where = "a Unix socket or client certificates lock gRPC"
        where = where if is_loopback(management.host) else f"{management.host} is not loopback"
        problem = f"{where}: there the console needs a token to ask for"
        raise InvalidFieldError("management.console", problem)
    return is_safe if management.console is None else management.console
