"""Who has logged in, and the proof that a form is one of the console's own."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from typing import Final

from cachetools import TTLCache

from pacts_daemon.core.calls.principal import Principal

# A working day. A token that is taken back ends it at once.
SESSION_S: Final = 8 * 3600
# Beyond all people of a team; the oldest has to log in again.
_MOST_SESSIONS: Final = 1000

LetIn = Callable[[str], Principal | None]
"""Says who a token is of; None when it is nobody's."""


class Sessions:
    """Those that have logged in; without a ``let_in`` there is no door, and everybody is in.

    A session holds the token that it was opened with and shows it at each call, so that a token
    that is taken back ends it at once. What a browser is told of it is a random name.
    """

    def __init__(self, let_in: LetIn | None, timer: Callable[[], float]) -> None:
        self._let_in = let_in
        self._open: TTLCache[str, str] = TTLCache(_MOST_SESSIONS, SESSION_S, timer=timer)
        self._secret = token_bytes(32)

    @property
    def asks(self) -> bool:
        """Whether a token is asked for."""
        return self._let_in is not None

    def principal(self, name: str) -> Principal | None:
        """Return who a session is of; None when it is none, or not good any more."""
        if self._let_in is None:
            return Principal()
        token = self._open.get(name)
        return None if token is None else self._let_in(token)

    def open(self, token: str) -> str | None:
        """Return the name of a new session; None when the token lets nobody in."""
        if self._let_in is None or self._let_in(token) is None:
            return None
        name = token_urlsafe(32)
        self._open[name] = token
        return name

    def close(self, name: str) -> None:
        self._open.pop(name, None)

    def proof(self, name: str) -> str:
        """Return what a form of this session, or of this visit, carries."""
        return hmac.new(self._secret, name.encode(), sha256).hexdigest()

    def is_proof(self, name: str, given: str) -> bool:
        return hmac.compare_digest(self.proof(name).encode(), given.encode())
