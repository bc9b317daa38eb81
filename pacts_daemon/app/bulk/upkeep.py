"""Maintenance once, with nobody waiting for an answer."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

from opentelemetry.trace import NoOpTracer

from pacts_daemon.app.bulk.person import act_as_user
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.maintenance import LEASE, LEASE_S, PURGE_BUDGET_S, is_too_much
from pacts_daemon.app.values import policy_of
from pacts_daemon.app.wiring import Tiers, migrator_of, open_tiers
from pacts_daemon.core.consistency.keeper import TrustKeeper
from pacts_daemon.core.errors import FrozenError, TierUnavailableError
from pacts_daemon.core.store import EntryStore, Replayed
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics

# A daemon's own turn takes a second or two, and begins a second after the one before.
_POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class Maintained:
    """What was done: notes the fast tier took and refused, entries that were there and went.

    ``held_back``: so many had expired that none was deleted. ``problem`` is why the fast tier was
    told nothing, empty when it was.
    """

    told: int
    refused: int
    entries: int
    expired: int
    purged: int
    held_back: bool
    problem: str = ""


async def maintain(settings: Settings, *, purge_expired: bool = False) -> Maintained:
    """Tell the fast tier what it missed, and delete what has expired, as a daemon does.

    Args:
        settings: which tiers; the durable one is migrated as at a daemon's start.
        purge_expired: delete however much of it has expired.

    Raises:
        FrozenError: the settings say so.
        InvalidFieldError: a URL is none, or a daemon has the SQLite file and maintains it.
        TierUnavailableError: the durable tier cannot be used, or a replica stays at it.
    """
    if settings.frozen:
        raise FrozenError("nothing is maintained")
    act_as_user()
    async with AsyncExitStack() as stack:
        tiers = await open_tiers(stack, settings, SystemClock(), NoOpTracer())
        await migrator_of(settings).up()
        tiers.opening.pending = ""
        return await _alone(settings, tiers, purge_expired=purge_expired)


async def _alone(settings: Settings, tiers: Tiers, *, purge_expired: bool) -> Maintained:
    """Do it once no replica is at it."""
    end_s = tiers.clock.monotonic() + 2 * LEASE_S
    while tiers.clock.monotonic() < end_s:
        async with tiers.durable.lease(LEASE, LEASE_S) as is_ours:
            if is_ours:
                return await _once(settings, tiers, purge_expired=purge_expired)
        await asyncio.sleep(_POLL_S)
    raise TierUnavailableError(tiers.durable.name, "a daemon is maintaining it all the time")


async def _once(settings: Settings, tiers: Tiers, *, purge_expired: bool) -> Maintained:
    replayed, problem = Replayed(), ""
    # The memory of a daemon on Postgres is its own: only that daemon can tell it.
    if tiers.is_fast_shared or settings.postgres.dsn is None:
        try:
            replayed = await _replay(settings, tiers)
        except TierUnavailableError as error:
            problem = str(error)
    census = await tiers.durable.census()
    is_held_back = is_too_much(census) and not purge_expired
    return Maintained(
        told=replayed.told,
        refused=replayed.refused,
        entries=census.entries,
        expired=census.expired,
        purged=0 if is_held_back else await _purge(tiers),
        held_back=is_held_back,
        problem=problem,
    )


async def _replay(settings: Settings, tiers: Tiers) -> Replayed:
    await TrustKeeper(tiers.fast, tiers.durable, tiers.trust, tiers.clock).turn()
    counters = Metrics(tiers.clock.now()).counters
    store = EntryStore(
        tiers.fast, tiers.durable, counters, policy_of(settings), tiers.clock, tiers.trust
    )
    return await store.replay()


async def _purge(tiers: Tiers) -> int:
    count, is_more = 0, True
    while is_more:
        started_s = tiers.clock.monotonic()
        count += await tiers.durable.purge(PURGE_BUDGET_S)
        is_more = tiers.clock.monotonic() - started_s >= PURGE_BUDGET_S
    return count
