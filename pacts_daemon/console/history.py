"""How the counters stood since the start, in as many moments as a chart can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from prometheus_client import CollectorRegistry

from pacts_daemon.core.ports import Clock
from pacts_daemon.telemetry.counters import WalkCounters
from pacts_daemon.telemetry.names import METRIC_MISS
from pacts_daemon.telemetry.readings import heals_of

# Four minutes in 48 moments, then half as often for twice as long.
TURN_S: Final = 5.0
# A bar each; beyond it every second moment goes.
_MOST: Final = 48


@dataclass(frozen=True, slots=True)
class Moment:
    """What had been counted by a time; heals by the state that they came to."""

    at: datetime
    hits: int
    misses: int
    heals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Span:
    """What was counted between two moments."""

    since: datetime
    until: datetime
    hits: int
    misses: int
    heals: Mapping[str, int]


class History:
    """Keeps moments from the start on: when they are too many, every other one is forgotten.

    So it takes the same little memory for an hour as for a year, and always covers all of it.
    """

    def __init__(self, counters: WalkCounters, registry: CollectorRegistry, clock: Clock) -> None:
        self._counters = counters
        self._registry = registry
        self._clock = clock
        self._moments = [Moment(counters.since, 0, 0, {})]
        self._every = 1
        self._turns = 0

    async def turn(self) -> None:
        """Note how the counters stand, unless the last moment is recent enough."""
        self._turns += 1
        if self._turns % self._every:
            return
        self._moments.append(self._now())
        if len(self._moments) > _MOST:
            self._moments = self._moments[::2]
            self._every *= 2

    def spans(self, most: int = _MOST) -> list[Span]:
        """Return what was counted between one moment and the next, until now.

        Where there are more than ``most``, neighbours are one.
        """
        step = -(-len(self._moments) // most)
        moments = [*self._moments[::step], self._now()]
        return [_between(one, other) for one, other in pairwise(moments)]

    def _now(self) -> Moment:
        return Moment(
            self._clock.now(),
            sum(self._counters.hits.values()),
            self._counters.snapshot()[METRIC_MISS],
            heals_of(self._registry),
        )


def _between(one: Moment, other: Moment) -> Span:
    heals = {state: count - one.heals.get(state, 0) for state, count in other.heals.items()}
    return Span(one.at, other.at, other.hits - one.hits, other.misses - one.misses, heals)
