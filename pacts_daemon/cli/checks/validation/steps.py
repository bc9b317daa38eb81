"""The steps, each a promise of the cache, through the daemon's own gRPC interface."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

import pacts
from pacts_daemon.app.run import Daemon
from pacts_daemon.cli.checks.validation.findings import Findings
from pacts_daemon.cli.checks.validation.pages import BASELINE, REPLACED

APP, ENVIRONMENT = "validate-cache", "validation"
ELEMENTS = ("Search", "Save", "Cancel")
# Waited for in real time: what is read and judged must be over before the fast TTL is, and that
# with its margin well before the retention.
FAST_TTL_S = 2.0
RETENTION_S = 7.0
# Tiers round to milliseconds and have clocks of their own, and the machine may be busy.
_MARGIN_S = 0.5


def query(element: str) -> pacts.ElementQuery:
    return pacts.ElementQuery(APP, ENVIRONMENT, "https://validate.example/orders/1", element)


@dataclass(frozen=True, slots=True)
class Validation:
    """A client of the daemon that is validated, with the daemon in reach to clear its fast tier."""

    client: pacts.AsyncClient
    daemon: Daemon
    fast: str
    durable: str
    findings: Findings

    async def run(self) -> None:
        await self._health_and_baseline()
        saved_at = asyncio.get_running_loop().time()
        await self._write()
        await self._read_through()
        await self._miss_invalidate_drift()
        await self._fast_ttl_edge()
        await asyncio.sleep(
            max(0.0, saved_at + RETENTION_S + _MARGIN_S - asyncio.get_running_loop().time())
        )
        self._note("a read past the retention", "miss", await self._source("Search"))
        await self._counters()

    async def _health_and_baseline(self) -> None:
        self._note("health", "serving", await self.client.health())
        stats = await self.client.cache_stats()
        self._note(
            "tiers", f"{self.fast}, {self.durable}", f"{stats.fast_tier}, {stats.durable_tier}"
        )
        self._note("lookups before the first", 0, stats.lookups)
        self._note("entries before the first", 0, await self._stored())

    async def _write(self) -> None:
        versions = [(await self._save(element)).version for element in ELEMENTS]
        self._note("three saves, versions", "1, 1, 1", ", ".join(map(str, versions)))
        self._note("entries stored", 3, await self._stored())

    async def _read_through(self) -> None:
        self._note("fast tier cleared, keys", 3, await self.daemon.fast.clear())
        self._note("first read", f"3 {self.durable}", await self._sources())
        self._note("second read", f"3 {self.fast}", await self._sources())

    async def _miss_invalidate_drift(self) -> None:
        self._note("an element nobody saved", "miss", await self._source("Nothing"))
        dropped = await self.client.invalidate_selectors(APP, ENVIRONMENT, query=query("Cancel"))
        self._note("one invalidation, entries", 1, dropped)
        self._note("a read after it", "miss", await self._source("Cancel"))
        self._note("the same page", f"{self.fast}, drift 0", await self._judged("Save", BASELINE))
        self._note("another page in its place", "drifted", await self._judged("Save", REPLACED))
        self._note("a read after the drift", "miss", await self._source("Save"))

    async def _fast_ttl_edge(self) -> None:
        await asyncio.sleep(FAST_TTL_S + _MARGIN_S)
        self._note("a read past the fast TTL", self.durable, await self._source("Search"))
        self._note("and once more", self.fast, await self._source("Search"))

    async def _counters(self) -> None:
        stats = await self.client.cache_stats()
        hits = {
            "memory": stats.cache_hit_memory,
            "redis": stats.cache_hit_redis,
            "sqlite": stats.cache_hit_sqlite,
            "postgres": stats.cache_hit_postgres,
        }
        self._note("hits of the fast tier", 5, hits.pop(self.fast))
        self._note("hits of the durable tier", 4, hits.pop(self.durable))
        self._note("hits of other tiers", 0, sum(hits.values()))
        self._note("misses", 5, stats.cache_miss)
        self._note("lookups = hits + misses", 14, stats.lookups)
        self._note("entries invalidated", 2, stats.cache_invalidated)
        self._note("drift detected", 1, stats.drift_detected)

    async def _save(self, element: str) -> pacts.Entry:
        selector = pacts.Selector(pacts.SelectorStrategy.ROLE, element, role="button")
        return await self.client.save_selector(
            query(element), [selector], evidence=pacts.Page(html=BASELINE)
        )

    async def _stored(self) -> int:
        listed = self.client.list_selectors(APP, ENVIRONMENT)
        return len([entry async for entry in listed])

    async def _source(self, element: str) -> str:
        answer = await self.client.get_selector(query(element))
        return answer.source if isinstance(answer, pacts.Found) else "miss"

    async def _sources(self) -> str:
        counts = Counter([await self._source(element) for element in ELEMENTS])
        return ", ".join(f"{count} {source}" for source, count in counts.most_common())

    async def _judged(self, element: str, html: bytes) -> str:
        answer = await self.client.get_selector(query(element), pacts.Page(html=html))
        if isinstance(answer, pacts.Found):
            return f"{answer.source}, drift {answer.drift_ratio:g}"
        return answer.reason.value

    def _note(self, step: str, expected: object, seen: object) -> None:
        self.findings.note(step, expected, seen)
