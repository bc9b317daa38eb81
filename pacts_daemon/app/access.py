"""Who may call a daemon, put together from its settings."""

from __future__ import annotations

from collections.abc import Callable

from pacts_daemon.app.lifecycle.policy_notes import noting_tokens
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.core.errors import AccessDeniedError
from pacts_daemon.core.ports import Clock
from pacts_daemon.rpc.access.admission import Admission
from pacts_daemon.rpc.access.limits import CallerLimits
from pacts_daemon.rpc.access.peers import Slowdown
from pacts_daemon.rpc.access.token_source import CHECKED_S, TokenSource
from pacts_daemon.rpc.access.tokens import Tokens
from pacts_daemon.rpc.interceptors.admission import AdmissionInterceptor, Identify
from pacts_daemon.rpc.interceptors.reach import ReachInterceptor
from pacts_daemon.rpc.interceptors.unary import UnaryInterceptor
from pacts_daemon.settings import GrpcSettings
from pacts_daemon.telemetry.setup import Logger


class Access:
    """What lets callers in.

    Args:
        settings: the tokens, and the limits by caller.
        clock: that tokens expire by.
        logger: told of a token file that is exposed, read again, or refused.
        refused: told why somebody was not let in.
        identify: says who calls without a token; where it is given, nobody else is let in.

    Raises:
        InvalidFieldError: the token file cannot be used.
    """

    def __init__(
        self,
        settings: GrpcSettings,
        clock: Clock,
        logger: Logger,
        refused: Callable[[str], None],
        identify: Identify | None = None,
    ) -> None:
        self.tokens = Tokens(clock)
        self.source = TokenSource(self.tokens, settings, logger)
        self.source.start()
        self._has_file = settings.token_file is not None
        self._logger = logger
        self._identify = identify
        self.admission = Admission(
            self.tokens, Slowdown(clock.monotonic), refused, is_closed=identify is not None
        )
        self._limits = CallerLimits(
            settings.caller_max_calls, settings.caller_calls_per_s, clock.monotonic
        )

    def keep(self, supervisor: Supervisor, audit: AuditLog | None) -> None:
        """Have the token file, if there is one, read again when it changes."""
        if self._has_file:
            turn = noting_tokens(self.source, audit, self._logger)
            supervisor.start("tokens", turn, CHECKED_S)

    def around(self, message: UnaryInterceptor) -> list[UnaryInterceptor]:
        """Return what asks for a caller, around what reads the message; that alone where nobody is.

        Nothing stands in the way of a call whose caller has nothing to show and no limits.
        """
        if not (self.tokens.are_asked_for or self._limits.are_set or self._identify):
            return [message]
        admission = AdmissionInterceptor(self.admission, self._limits, self._identify)
        return [admission, message, ReachInterceptor()]

    def console_door(self) -> Callable[[str], Principal | None] | None:
        """Return what lets a token into the console, which shows every application; or None."""
        if not self.tokens.are_asked_for:
            return None

        def let_in(token: str) -> Principal | None:
            try:
                who = self.tokens.shown(f"Bearer {token}").principal
            except AccessDeniedError as error:
                self.admission.refused(error.why)
                return None
            return who if who.reaches("") else None

        return let_in
