"""Who is let in: by a token, or by what else is known of them."""

from __future__ import annotations

from collections.abc import Callable

from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.core.errors import AccessDeniedError
from pacts_daemon.rpc.access.peers import Slowdown
from pacts_daemon.rpc.access.tokens import Denial, Shown, Tokens


class Admission:
    """Lets callers in, and has those wait for their refusal who guess.

    Args:
        tokens: those that are taken.
        slowdown: of those who guess.
        refused: told why somebody was not let in, or not allowed something.
        is_closed: nobody is let in who is not known, even where there are no tokens: callers are
            known by something else.
    """

    def __init__(
        self,
        tokens: Tokens,
        slowdown: Slowdown,
        refused: Callable[[str], None],
        *,
        is_closed: bool = False,
    ) -> None:
        self.tokens = tokens
        self.refused = refused
        self._slowdown = slowdown
        self._is_closed = is_closed

    async def admitted(
        self, authorization: str | bytes | None, host: str, known: Principal | None = None
    ) -> Shown:
        """Return who calls.

        Args:
            authorization: the header's value; None when there is none.
            host: where the call comes from.
            known: who it is without a token, by a certificate or by a user of this machine. A token
                counts before that: a wrong one is refused all the same.

        Raises:
            AccessDeniedError: nobody who is let in; raised after a while where one guesses.
        """
        if not authorization and known is not None:
            return Shown(known)
        if not (self.tokens.are_asked_for or self._is_closed):
            return self.tokens.lent_for(authorization) or Shown(known or Principal())
        try:
            return self.tokens.shown(authorization)
        except AccessDeniedError as error:
            if error.why == Denial.WRONG:
                await self._slowdown.failed(host)
            raise
