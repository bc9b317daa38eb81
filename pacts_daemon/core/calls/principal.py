"""Who makes the running call, and what that one may do."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from pacts_daemon.core.errors import AppNotAllowedError, ScopeMissingError


class Scope(StrEnum):
    """What a caller may do. Each stands for itself: none includes another."""

    READ = "read"
    """Look up, verify, list, compare."""
    REPORT = "report"
    """Say how a selector did in a test."""
    WRITE = "write"
    """Save, discover, invalidate."""
    HEAL = "heal"
    """Have elements found again, and decide on heals."""
    ADMIN = "admin"
    """Export, import, purge, read the history of everybody."""


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller that was let in.

    Attributes:
        name: what the audit calls it; never a secret.
        scopes: what it may do.
        app_prefix: of the applications that it reaches; empty: all.
    """

    name: str = "anonymous"
    scopes: frozenset[Scope] = frozenset(Scope)
    app_prefix: str = ""

    def reaches(self, app: str) -> bool:
        """Say whether an application is this caller's."""
        return app.startswith(self.app_prefix)

    def require_app(self, app: str, field: str) -> None:
        """Raise AppNotAllowedError where an application, all of them when empty, is not theirs."""
        if not self.reaches(app):
            raise AppNotAllowedError(field, app, self.name, self.app_prefix)

    def require_scope(self, scope: Scope, field: str) -> None:
        """Raise ScopeMissingError where the caller may not do what ``field`` asks for."""
        if scope not in self.scopes:
            raise ScopeMissingError(field, scope, self.name)


_ANYBODY = Principal()
_principal: ContextVar[Principal] = ContextVar("principal", default=_ANYBODY)


def principal() -> Principal:
    """Return who makes the running call; anybody, with every scope, where no door is locked."""
    return _principal.get()


def acts_as(who: Principal) -> None:
    """Say who makes the running call; tasks take it over from where they are made."""
    _principal.set(who)
