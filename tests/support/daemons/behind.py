"""The durable tier of a daemon, opened beside it: heals are put there as the healer puts them."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.heal.model import HealRecord, HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery, Entry
from pacts_daemon.settings import Settings
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.builders import a_heal
from tests.support.daemons.stubs import Stubs, css, query
from tests.support.heals import put_heal

QUERY = ElementQuery("shop", "test", "https://shop.test/orders/:id", "Save")
OLD, NEW = "#save", "#found-again"


@dataclass
class Behind:
    """A daemon, and its storage behind its back."""

    stubs: Stubs
    tier: SqlTier
    clock: SystemClock

    async def heal(self, state: HealState = HealState.QUARANTINED, **changes: Any) -> HealRecord:
        """Leave the storage as a heal leaves it that was decided on, or waits, as ``state`` says.

        The old selectors were known to the daemon and are gone from every tier.
        """
        named = changes.pop("query", QUERY)
        old = await self.known(named)
        await self.drop(named)
        heal = a_heal(self.clock.now(), named, old=old, state=state, **changes)
        return await put_heal(self.tier, heal)

    async def known(self, named: ElementQuery = QUERY) -> Entry:
        """Save the element's old selector through the daemon and return the entry."""
        message = query(app=named.app, environment=named.environment, element=named.element)
        await self.stubs.selector.SaveSelector(
            pb.SaveSelectorRequest(query=message, selectors=[css(OLD)])
        )
        return await self.entry(named)

    async def drop(self, named: ElementQuery = QUERY) -> None:
        message = query(app=named.app, environment=named.environment, element=named.element)
        await self.stubs.selector.InvalidateSelectors(
            pb.InvalidateSelectorsRequest(
                app=named.app, environment=named.environment, query=message
            )
        )

    async def entry(self, named: ElementQuery = QUERY) -> Entry:
        entry = await self.tier.lookup(key_of(named))
        assert isinstance(entry, Entry)
        return entry

    async def record(self, heal: HealRecord) -> HealRecord:
        """Return the heal as it stands now."""
        found = await self.tier.heal_log.heal(heal.id)
        assert found is not None
        return found

    async def selector(self) -> str | None:
        """Return the first selector the daemon serves, None on a miss."""
        answer = await self.stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
        return answer.found.selectors[0].value if answer.HasField("found") else None


async def open_behind(stack: AsyncExitStack, stubs: Stubs, settings: Settings) -> Behind:
    clock = SystemClock()
    tier = await _open_tier(settings, clock)
    stack.push_async_callback(tier.close)
    return Behind(stubs, tier, clock)


async def _open_tier(settings: Settings, clock: SystemClock) -> SqlTier:
    if settings.postgres.dsn is None:
        return SqliteTier(settings.sqlite_path, clock)
    dsn = settings.postgres.dsn.get_secret_value()
    pool = await postgres.connect(dsn)
    return PostgresTier(pool, clock, schema=settings.postgres_schema)
