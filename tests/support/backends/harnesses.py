"""One harness for each tier: what the contract suite needs beyond the protocol."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import uuid4

import asyncpg

from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry
from pacts_daemon.core.ports import FastTier, Removal, Stale, Tier
from pacts_daemon.tiers.memory import MemoryTier
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.disk.opening import connect
from pacts_daemon.tiers.sql.migrate import Migration, Migrator, SqliteMigrator
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from pacts_daemon.tiers.sql.sqlite_file import Connection
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.relay import relay_to, relayed
from tests.support.builders import a_draft, an_entry
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast

T = TypeVar("T", bound=Tier)
TTL_S = 3600.0
RETENTION_S = 7 * 24 * 3600.0

SCRIPTED = ["scripted-fast", "scripted-durable"]
FAST = ["memory", "redis", "redis-cluster", "redis-near", "redis-user", "scripted-fast"]
DURABLE = ["sqlite", "postgres", "pgbouncer", "scripted-durable"]
# What is left out where it is named: only a server can hang or be gone half-way, only bytes can be
# damaged (the memory tier and the fakes keep objects), and only files and connections are closed.
SERVED_BY_A_SERVER = ["redis", "postgres"]
IN_A_DATABASE = ["sqlite", "postgres"]
KEEPING_BYTES = ["redis", "redis-cluster", *IN_A_DATABASE]


class Harness(ABC, Generic[T]):
    """Opens tiers on one storage of a test's own, and reaches behind them."""

    def __init__(self) -> None:
        self.clock = TurnedClock()
        self.resources = AsyncExitStack()

    @abstractmethod
    async def open(self) -> T:
        """Return a tier on the storage; each call opens it anew."""

    @abstractmethod
    async def put(self, tier: T, query: ElementQuery, life_s: float = RETENTION_S) -> Entry:
        """Keep a new entry, one version above the one before, and return it as it is kept."""

    @abstractmethod
    async def invalidate(self, tier: T, *entries: Entry) -> None:
        """Remove just these entries."""

    async def damage(self, entry: Entry, damaged: Callable[[bytes], bytes]) -> None:
        """Change the stored bytes."""
        raise NotImplementedError

    async def prepare(self) -> None:
        """Make the storage."""

    async def cut(self) -> None:
        """Take the backend down."""
        raise NotImplementedError

    async def restore(self) -> None:
        """Bring the backend up again."""
        raise NotImplementedError

    async def opened(self, tier: T) -> T:
        self.resources.push_async_callback(tier.close)
        return tier


class FastHarness(Harness[FastTier]):
    ttl_s = TTL_S

    def __init__(self) -> None:
        super().__init__()
        self._versions: dict[Key, int] = {}

    async def put(self, tier: FastTier, query: ElementQuery, life_s: float = RETENTION_S) -> Entry:
        key = key_of(query)
        self._versions[key] = self._versions.get(key, 0) + 1
        entry = an_entry(self.clock.now(), query, life_s=life_s, version=self._versions[key])
        assert await tier.store(key, entry)
        return entry

    async def invalidate(self, tier: FastTier, *entries: Entry) -> None:
        for entry in entries:
            self._versions[key_of(entry.query)] = entry.version + 1
        removals = [Removal(key_of(e.query), e.version + 1) for e in entries]
        assert not await tier.tell([(one.key, one) for one in removals])


class MemoryHarness(FastHarness):
    def __init__(self, max_entries: int = 1000) -> None:
        super().__init__()
        self._tier = MemoryTier(self.clock, ttl_s=self.ttl_s, max_entries=max_entries)

    async def open(self) -> FastTier:
        return self._tier


class ScriptedFastHarness(FastHarness):
    """The core's fake, so that what its tests rely on is proven."""

    def __init__(self) -> None:
        super().__init__()
        self._tier = ScriptedFast(self.clock, ttl_s=self.ttl_s)

    async def open(self) -> FastTier:
        return self._tier

    async def cut(self) -> None:
        self._tier.down = True

    async def restore(self) -> None:
        self._tier.down = False


class DurableHarness(Harness[HealingTier]):
    @abstractmethod
    async def page_count(self) -> int:
        """Return how many pages are kept."""

    async def put(
        self, tier: HealingTier, query: ElementQuery, life_s: float = RETENTION_S
    ) -> Entry:
        return await tier.save(a_draft(query), retention_s=life_s)

    async def invalidate(self, tier: HealingTier, *entries: Entry) -> None:
        for entry in entries:
            assert await tier.remove(key_of(entry.query), entry.version)


class ScriptedDurableHarness(DurableHarness):
    """The core's fake, so that what its tests rely on is proven."""

    def __init__(self) -> None:
        super().__init__()
        self._tier = ScriptedDurable(self.clock)

    async def open(self) -> HealingTier:
        return self._tier

    async def page_count(self) -> int:
        return len(self._tier.snapshots)

    async def damage(self, entry: Entry, damaged: Callable[[bytes], bytes]) -> None:
        self._tier.held[key_of(entry.query)] = Stale(expired=False, reason="damaged")

    async def cut(self) -> None:
        self._tier.down = self._tier.heal_log.down = self._tier.audit_log.down = True

    async def restore(self) -> None:
        self._tier.down = self._tier.heal_log.down = self._tier.audit_log.down = False


class SqlHarness(DurableHarness):
    @abstractmethod
    def migrator(self, migrations: Sequence[Migration] | None = None) -> Migrator:
        """Return a migrator of the storage, with the shipped files unless others are given."""

    @abstractmethod
    async def run(self, sql: str, *values: object) -> Sequence[Any]:
        """Run one statement and return its rows."""

    async def prepare(self) -> None:
        await self.migrator().up()

    async def page_count(self) -> int:
        return len(await self.run("SELECT id FROM snapshots"))

    async def damage(self, entry: Entry, damaged: Callable[[bytes], bytes]) -> None:
        key = key_of(entry.query)
        (row,) = await self.run("SELECT body FROM entries WHERE key = $1", key)
        await self.run("UPDATE entries SET body = $2 WHERE key = $1", key, damaged(row["body"]))

    async def damage_heal(self, heal: HealRecord, damaged: Callable[[bytes], bytes]) -> None:
        (row,) = await self.run("SELECT body FROM heals WHERE id = $1", heal.id)
        await self.run("UPDATE heals SET body = $2 WHERE id = $1", heal.id, damaged(row["body"]))


class SqliteHarness(SqlHarness):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / "pacts.db"

    def migrator(self, migrations: Sequence[Migration] | None = None) -> Migrator:
        return SqliteMigrator(self.path, migrations)

    async def open(self) -> SqlTier:
        return await self.opened(SqliteTier(self.path, self.clock))

    async def run(self, sql: str, *values: object) -> Sequence[Any]:
        with closing(connect(self.path)) as db:
            return Connection(db).all(sql, *values)


class PostgresHarness(SqlHarness):
    def __init__(self, dsn: str, pooler: str | None = None) -> None:
        super().__init__()
        self.dsn = dsn
        self.called = pooler or dsn
        self.schema = f"test_{uuid4().hex}"
        self.relay = relay_to(self.called, 5432)

    def migrator(self, migrations: Sequence[Migration] | None = None) -> Migrator:
        return PostgresMigrator(self.called, self.schema, migrations)

    async def prepare(self) -> None:
        await super().prepare()
        self.resources.push_async_callback(self.run, f"DROP SCHEMA {self.schema} CASCADE")
        await self.relay.start()
        self.resources.push_async_callback(self.relay.cut)

    async def cut(self) -> None:
        await self.relay.cut()

    async def restore(self) -> None:
        await self.relay.start()

    async def open(self) -> SqlTier:
        pool = await postgres.connect(relayed(self.called, self.relay))
        return await self.opened(PostgresTier(pool, self.clock, schema=self.schema))

    async def run(self, sql: str, *values: object) -> list[asyncpg.Record]:
        db = await asyncpg.connect(self.dsn, server_settings={"search_path": self.schema})
        try:
            return await db.fetch(sql, *values)
        finally:
            await db.close()
