"""Delegates that do what a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key
from pacts_daemon.core.model import Draft, ElementQuery, Entry, PageAccess, TierName
from pacts_daemon.core.page_ports import Located, NotDiscovered
from pacts_daemon.core.ports import KeyVersion, ListFilter, Removal, Stale

DOWN = TierUnavailableError("redis", "connection refused")


class _Scripted:
    def __init__(self) -> None:
        self.calls: list[str] = []
        self.error: Exception | None = None
        self.answer: Entry | Stale | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def done(self, call: str) -> None:
        self.calls.append(call)
        await self.gate.wait()
        if self.error is not None:
            raise self.error

    async def lookup(self, key: Key) -> Entry | Stale | None:
        await self.done("lookup")
        return self.answer

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        await self.done(f"lookup_all {len(keys)}")
        return [self.answer for _ in keys]

    async def ping(self) -> None:
        await self.done("ping")

    async def close(self) -> None:
        await self.done("close")


class ScriptedFast(_Scripted):
    name = TierName("redis")
    is_kept = True

    async def store(self, key: Key, entry: Entry) -> bool:
        await self.done("store")
        return self.is_kept

    async def store_all(self, entries: Mapping[Key, Entry]) -> None:
        await self.done(f"store_all {len(entries)}")

    async def remove(self, removals: Sequence[Removal]) -> None:
        await self.done("remove")

    async def clear(self) -> int:
        await self.done("clear")
        return 3


class ScriptedDurable(_Scripted):
    name = TierName("postgres")

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.release_error: Exception | None = None
        self.heal_log = ScriptedHealLog(self.done)

    async def save(
        self, draft: Draft, *, retention_s: float, expected_version: int | None = None
    ) -> Entry:
        await self.done(f"save {retention_s} {expected_version}")
        return self.entry

    async def update(self, entry: Entry) -> Entry:
        await self.done("update")
        return entry

    async def remove(self, key: Key, expected_version: int | None = None) -> list[Removal]:
        await self.done(f"remove {expected_version}")
        return [Removal(key, 2)]

    async def remove_all(self, where: ListFilter) -> list[Removal]:
        await self.done("remove_all")
        return []

    async def snapshot(self, snapshot_id: bytes) -> bytes | None:
        await self.done(f"snapshot {snapshot_id!r}")
        return b"page" if snapshot_id else None

    async def entries(self, where: ListFilter, after: str, limit: int) -> list[Entry]:
        await self.done(f"entries {after} {limit}")
        return [self.entry]

    async def unsettled(self, limit: int) -> list[tuple[Key, Entry | Removal]]:
        await self.done(f"unsettled {limit}")
        return []

    async def settle(self, known: Sequence[KeyVersion]) -> None:
        await self.done("settle")

    async def purge(self) -> int:
        await self.done("purge")
        return 4

    @asynccontextmanager
    async def lease(self, name: str, ttl_s: float) -> AsyncIterator[bool]:
        await self.done(f"lease {name} {ttl_s}")
        yield True
        self.calls.append("release")
        if self.release_error is not None:
            raise self.release_error


class ScriptedHealLog:
    def __init__(self, done: Callable[[str], Awaitable[None]]) -> None:
        self._done = done
        self.known: HealRecord | None = None
        self.is_changed = True

    async def record(self, heal: HealRecord) -> None:
        await self._done(f"record {heal.id}")

    async def heal(self, heal_id: str) -> HealRecord | None:
        await self._done(f"heal {heal_id}")
        return self.known

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        await self._done(f"heals {where.app} {before} {limit}")
        return [self.known] if self.known else []

    async def heals_of(self, key: Key, limit: int) -> list[HealRecord]:
        await self._done(f"heals_of {key} {limit}")
        return [self.known] if self.known else []

    async def change(self, heal: HealRecord, expected: HealRecord) -> bool:
        await self._done(f"change {heal.id} {expected.id}")
        return self.is_changed


class ScriptedFinder:
    """Answers with the results in order, waiting at the gate before each."""

    def __init__(self, *results: Located | NotDiscovered | Exception) -> None:
        self.results = list(results)
        self.calls: list[tuple[ElementQuery, PageAccess, bool]] = []
        self.knowns: list[Entry | None] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        self.knowns.append(known)
        self.calls.append((query, access, fresh))
        result = self.results.pop(0)
        await self.gate.wait()
        if isinstance(result, Exception):
            raise result
        return result
