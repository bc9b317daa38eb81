"""Whether the daemon can answer, and what keeps it from answering as it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """READY and DEGRADED answer; DEGRADED has a problem that it does without."""

    STARTING = "starting"
    READY = "ready"
    DEGRADED = "degraded"
    NOT_READY = "not ready"
    DRAINING = "draining"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a daemon is able to do.

    ``problems`` are by culprit: a tier, or a task of the daemon's own. ``silent`` are those of the
    culprits that do not answer at all.
    """

    state: State
    problems: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()

    @property
    def answers(self) -> bool:
        """Whether callers should be sent here."""
        return self.state in (State.READY, State.DEGRADED)
