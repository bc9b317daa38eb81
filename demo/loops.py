"""Running loops and keeping what each one changed, by the daemon's own counters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from demo.journey import Lookup, Traveller
from pacts import AsyncClient, CacheStats, Outcome, Tier


@dataclass(frozen=True, slots=True)
class LoopRecord:
    """One loop: what was looked up in it, and how far each counter moved."""

    name: str
    looked: Sequence[Lookup]
    lookups: int
    fast_hits: int
    durable_hits: int
    misses: int
    drift: int
    dropped: int

    @property
    def hits(self) -> int:
        return self.fast_hits + self.durable_hits

    @property
    def rediscovered(self) -> int:
        return sum(lookup.answer.source == Tier.DISCOVERY for lookup in self.looked)

    @property
    def round_trip_ms(self) -> float:
        return median(lookup.round_trip_ms for lookup in self.looked)

    def tier_ms(self, tier: Tier) -> float | None:
        """Median time of one tier's own work, or None where it was not asked."""
        visits = [v for lookup in self.looked for v in lookup.answer.trail if v.tier == tier]
        asked = [visit.elapsed_ms for visit in visits if visit.outcome is not Outcome.SKIPPED]
        return median(asked) if asked else None


async def run_loop(
    name: str, traveller: Traveller, client: AsyncClient, on_lookup: Callable[[str], None]
) -> LoopRecord:
    before = await client.cache_stats()
    looked = await traveller.loop(on_lookup)
    return record_of(name, looked, before, await client.cache_stats())


def record_of(
    name: str, looked: Sequence[Lookup], before: CacheStats, after: CacheStats
) -> LoopRecord:
    return LoopRecord(
        name,
        looked,
        lookups=after.lookups - before.lookups,
        fast_hits=_fast(after) - _fast(before),
        durable_hits=_durable(after) - _durable(before),
        misses=after.cache_miss - before.cache_miss,
        drift=after.drift_detected - before.drift_detected,
        dropped=after.cache_invalidated - before.cache_invalidated,
    )


def _fast(stats: CacheStats) -> int:
    return stats.cache_hit_memory + stats.cache_hit_redis


def _durable(stats: CacheStats) -> int:
    return stats.cache_hit_sqlite + stats.cache_hit_postgres
