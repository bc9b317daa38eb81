"""Timing calls in turn, so that a machine that slows down slows all of them."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Sorted durations in milliseconds."""

    durations_ms: list[float]

    def percentile(self, share: float) -> float:
        """Return the nearest-rank percentile, ``share`` in 0..1."""
        return self.durations_ms[max(0, math.ceil(share * len(self.durations_ms)) - 1)]

    @property
    def p50(self) -> float:
        return self.percentile(0.5)

    @property
    def p99(self) -> float:
        return self.percentile(0.99)


async def timed_in_turn(
    calls: Mapping[str, Call], rounds: int, before: Call | None = None
) -> dict[str, Sample]:
    """Run every call once a round, after an untimed ``before``; a tenth more rounds warm up."""
    warm_up = rounds // 10
    durations: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(warm_up + rounds):
        if before is not None:
            await before()
        for name, call in calls.items():
            started = time.perf_counter()
            await call()
            elapsed_ms = (time.perf_counter() - started) * 1000
            if number >= warm_up:
                durations[name].append(elapsed_ms)
    return {name: Sample(sorted(taken)) for name, taken in durations.items()}
