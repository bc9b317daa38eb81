"""What each call needs of its caller: one row for every method that the server has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pacts_daemon.core.calls.principal import Principal, Scope


class Reach(Enum):
    """How a call keeps to the applications of its caller."""

    NAMED = auto()
    """Every application that the request names must be one of them, and none may be left out."""
    OWN = auto()
    """The service judges by itself: each query of a batch, or what it finds under an id."""
    NO_ENTRIES = auto()
    """Nothing that is stored is read or changed."""
    EVERYBODY = auto()
    """It tells of all applications at once: only for who reaches all of them."""


@dataclass(frozen=True, slots=True)
class Right:
    """The scopes that a call needs, all of them, and how it keeps to its caller's applications."""

    scopes: tuple[Scope, ...]
    reach: Reach

    def require(self, who: Principal, field: str) -> None:
        """Raise AccessDeniedError where a caller has it not, as far as that needs no request."""
        for scope in self.scopes:
            who.require_scope(scope, field)
        if self.reach is Reach.EVERYBODY:
            who.require_app("", field)


def _right(reach: Reach, *scopes: Scope) -> Right:
    return Right(scopes, reach)


_SELECTOR, _DRIFT, _HEAL, _ADMIN, _RUN = (
    f"/pacts.v1.{name}Service/" for name in ("Selector", "Drift", "Heal", "Admin", "Run")
)

RIGHTS: Final[Mapping[str, Right]] = {
    f"{_SELECTOR}GetSelector": _right(Reach.NAMED, Scope.READ),
    f"{_SELECTOR}BatchGetSelectors": _right(Reach.OWN, Scope.READ),
    f"{_SELECTOR}GetPageSelectors": _right(Reach.NAMED, Scope.READ),
    f"{_SELECTOR}ListSelectors": _right(Reach.NAMED, Scope.READ),
    f"{_SELECTOR}VerifySelector": _right(Reach.NAMED, Scope.READ),
    f"{_SELECTOR}SaveSelector": _right(Reach.NAMED, Scope.WRITE),
    f"{_SELECTOR}InvalidateSelectors": _right(Reach.NAMED, Scope.WRITE),
    f"{_SELECTOR}ResolveSelector": _right(Reach.NAMED, Scope.HEAL),
    f"{_SELECTOR}ReportOutcome": _right(Reach.NAMED, Scope.REPORT),
    f"{_SELECTOR}ReportLookups": _right(Reach.NO_ENTRIES, Scope.REPORT),
    f"{_DRIFT}FingerprintPage": _right(Reach.NO_ENTRIES, Scope.READ),
    f"{_DRIFT}GetCaptureScript": _right(Reach.NO_ENTRIES, Scope.READ),
    f"{_DRIFT}ComparePages": _right(Reach.NO_ENTRIES, Scope.READ),
    f"{_HEAL}ListHeals": _right(Reach.NAMED, Scope.READ),
    f"{_HEAL}GetHeal": _right(Reach.OWN, Scope.READ),
    f"{_HEAL}GetHealPages": _right(Reach.OWN, Scope.READ),
    f"{_HEAL}ApproveHeal": _right(Reach.OWN, Scope.HEAL),
    f"{_HEAL}RejectHeal": _right(Reach.OWN, Scope.HEAL),
    f"{_HEAL}RollbackHeal": _right(Reach.OWN, Scope.HEAL),
    f"{_ADMIN}GetCacheStats": _right(Reach.EVERYBODY, Scope.READ),
    f"{_ADMIN}ListAuditRecords": _right(Reach.NAMED, Scope.ADMIN),
    # A model may be asked, which costs, and what it answers is kept.
    f"{_RUN}PlanRequirement": _right(Reach.NO_ENTRIES, Scope.WRITE),
    f"{_RUN}RunRequirement": _right(Reach.NAMED, *(s for s in Scope if s is not Scope.ADMIN)),
    **{
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo": _right(
            Reach.NO_ENTRIES, Scope.READ
        )
        for version in ("v1", "v1alpha")
    },
}
METRICS: Final = _right(Reach.EVERYBODY, Scope.READ)
# Probes must be answered before anybody has a token.
OPEN_TO_ALL: Final = "/grpc.health.v1.Health/"
# A method that has no row is none that callers know of.
_UNLISTED: Final = _right(Reach.EVERYBODY, Scope.ADMIN)


def right_of(method: str) -> Right:
    """Return what a method needs; one without a row, everything."""
    return RIGHTS.get(method, _UNLISTED)
