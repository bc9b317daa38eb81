"""What is known of a tier from the calls that were made to it: for readiness and metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.proxies.operations import OperationKind


class BreakerPosition(StrEnum):
    """Whether a breaker lets calls through: all, none, or one that tries."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class BreakerState:
    """A breaker as it stands.

    ``since`` is when it came into its position, UTC. ``problem`` is the last silence that no
    answer followed, ``refusal`` the last answered refusal that no success followed, such as a full
    disk or a database that is read-only; both are empty while all is well, and neither holds a
    password. A refusal never opens a breaker.
    """

    kind: OperationKind
    position: BreakerPosition
    since: datetime
    problem: str = ""
    refusal: str = ""

    @property
    def is_well(self) -> bool:
        """Whether the last call of this kind succeeded, or none was made yet."""
        return not (self.problem or self.refusal)


@dataclass(frozen=True, slots=True)
class BulkheadState:
    """How many calls a tier is answering, how many wait to be asked, and how many it takes."""

    in_use: int
    waiting: int
    limit: int


@dataclass(frozen=True, slots=True)
class TierHealth:
    """A tier as its callers found it: a breaker for each kind of operation, and its bulkhead.

    ``failing_change`` is why the last change that a caller made of it failed, empty when it did
    not, or long ago.
    """

    tier: TierName
    breakers: tuple[BreakerState, ...] = ()
    bulkhead: BulkheadState = BulkheadState(0, 0, 0)
    failing_change: str = ""
