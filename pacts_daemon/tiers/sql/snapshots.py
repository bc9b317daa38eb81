"""Pages that elements were found on, kept once for all that name them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.core.ports import MAX_SNAPSHOT_BYTES, Clock
from pacts_daemon.tiers.sql import statements as sql
from pacts_daemon.tiers.sql.engine import Engine, SweepBudget, swept

# What nobody names may be about to be: it is kept before the entry or heal that names it is.
_UNNAMED_KEPT = timedelta(days=1)
# A tenth of other purges: of each page it is asked whether an entry or a heal names it.
_PURGE_BATCH = 100


class Snapshots:
    """Compressed pages under a digest of their bytes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def keep(self, snapshot: bytes) -> bytes:
        """Keep a page and return its id; no bytes when there is none or it is too large."""
        if not snapshot or len(snapshot) > MAX_SNAPSHOT_BYTES:
            return b""
        name, now = snapshot_id(snapshot), self._clock.now()
        if not await self._engine.fetch(sql.SNAPSHOT_SEEN, name, now - _UNNAMED_KEPT / 2):
            await self._engine.write(sql.KEEP_SNAPSHOT, now, name, snapshot)
        return name

    async def load(self, name: bytes) -> bytes | None:
        found = await self._engine.fetch(sql.SNAPSHOT, name)
        return bytes(found[0]["data"]) if found else None

    async def purge(self, now: datetime, budget: SweepBudget) -> None:
        """Delete what has not been seen for a day and is named by nothing."""
        until = now - _UNNAMED_KEPT
        await swept(self._engine, sql.PURGE_SNAPSHOTS, until, _PURGE_BATCH, budget)
