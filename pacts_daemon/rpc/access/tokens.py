"""Tokens that callers show, known by their hashes alone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.core.errors import AccessDeniedError
from pacts_daemon.core.ports import Clock

AUTHORIZATION: Final = "authorization"
SETTINGS_TOKEN: Final = "grpc.token"  # noqa: S105 - a name
"""What the audit calls who shows the one token of the settings."""
# Says in a log or a leak what this is, as scanners for secrets look for it.
_PREFIX: Final = "pacts_"
_SCHEME: Final = "bearer "
# Of a digest: how long it takes to find these bytes tells nothing of use about a token, and the
# whole is compared in constant time.
_INDEXED: Final = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is taken, until it expires; ``digest`` is the SHA-256 of it."""

    digest: bytes
    principal: Principal
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a token stands for; ``is_lent``: the daemon calls itself, for them."""

    principal: Principal
    is_lent: bool = False


class Denial(StrEnum):
    """Why a caller is not let in, as it is counted."""

    MISSING = "missing_token"
    WRONG = "wrong_token"
    EXPIRED = "expired_token"


class Tokens:
    """Knows whom a token stands for; what may change while the daemon runs is told with `take`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, tuple[Token, ...]] = {}
        self._known: dict[bytes, list[Token]] = {}
        self._lent: dict[bytes, Principal] = {}

    @property
    def are_asked_for(self) -> bool:
        """Whether there is any token to be shown, but for those that are lent."""
        return bool(self._known)

    def take(self, source: str, tokens: Iterable[Token]) -> None:
        """Take these tokens from now on, and no others that came from the same source before."""
        self._given[source] = tuple(tokens)
        known: dict[bytes, list[Token]] = {}
        for token in (one for given in self._given.values() for one in given):
            known.setdefault(token.digest[:_INDEXED], []).append(token)
        self._known = known

    def shown(self, authorization: str | bytes | None) -> Shown:
        """Return whom the value of an ``authorization`` header stands for.

        The token is hashed once, and the hash is compared in constant time.

        Raises:
            AccessDeniedError: it stands for nobody; ``why`` is a `Denial`.
        """
        given = _token_of(authorization)
        if not given:
            raise AccessDeniedError(AUTHORIZATION, "a bearer token is needed", Denial.MISSING)
        digest = sha256(given).digest()
        for token in self._known.get(digest[:_INDEXED], ()):
            if hmac.compare_digest(token.digest, digest):
                self._refuse_expired(token)
                return Shown(token.principal)
        lent = self._lent.get(digest)
        if lent is not None:
            return Shown(lent, is_lent=True)
        raise AccessDeniedError(AUTHORIZATION, "this bearer token is not taken", Denial.WRONG)

    def lent_for(self, authorization: str | bytes | None) -> Shown | None:
        """Return whom a token that was lent stands for; None when it is no such token."""
        if not self._lent:
            return None
        lent = self._lent.get(sha256(_token_of(authorization)).digest())
        return None if lent is None else Shown(lent, is_lent=True)

    @contextmanager
    def lent(self, principal: Principal) -> Iterator[str]:
        """Yield a token that stands for a caller while the block runs."""
        token = new_token()
        digest = digest_of(token)
        self._lent[digest] = principal
        try:
            yield token
        finally:
            del self._lent[digest]

    def _refuse_expired(self, token: Token) -> None:
        if token.expires is not None and token.expires <= self._clock.now():
            problem = f"{token.principal.name} expired at {token.expires.isoformat()}"
            raise AccessDeniedError(AUTHORIZATION, problem, Denial.EXPIRED)


def new_token() -> str:
    """Return a token that nobody guesses: 256 random bits."""
    return _PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    return sha256(token.encode()).digest()


def token_of_settings(token: str) -> Token:
    """Return the one token of the settings, which gives everything."""
    return Token(digest_of(token), Principal(SETTINGS_TOKEN))


def _token_of(authorization: str | bytes | None) -> bytes:
    value = authorization or b""
    encoded = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    scheme, token = encoded[: len(_SCHEME)], encoded[len(_SCHEME) :]
    return token if scheme.lower() == _SCHEME.encode() else b""
