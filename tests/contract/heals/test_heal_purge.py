"""How long heals are kept: `purge` of every durable tier."""

from datetime import timedelta

import pytest

from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.tiers.sql.heal_log import HEALS_KEPT_S
from tests.support.backends.harnesses import DurableHarness
from tests.support.builders import a_draft, a_heal, a_query

DAY_S = 24 * 3600.0
WAITING = [HealState.QUARANTINED, HealState.PROBATION]
DECIDED = [HealState.PROMOTED, HealState.ROLLED_BACK]
STORED, GONE = a_query(), a_query(element="nobody asks for it")


async def is_kept(
    durable: DurableHarness,
    state: HealState,
    *,
    query: ElementQuery = STORED,
    waited_s: float = 0,
    after_s: float,
) -> bool:
    """Record a heal, decided after a wait unless it waits still, and purge; only STORED is."""
    tier = await durable.open()
    await tier.save(a_draft(STORED), retention_s=1000 * DAY_S)
    now = durable.clock.now()
    decided_at = None if state in WAITING else now + timedelta(seconds=waited_s)
    heal = a_heal(now, query, state=state, decided_at=decided_at)
    await tier.heal_log.record(heal)
    durable.clock.turn(after_s)
    assert await tier.purge() == 0
    return await tier.heal_log.heal(heal.id) is not None


@pytest.mark.parametrize("state", DECIDED)
async def test_purge_deletes_what_was_decided_long_ago(
    durable: DurableHarness, state: HealState
) -> None:
    assert await is_kept(durable, state, waited_s=DAY_S, after_s=HEALS_KEPT_S + DAY_S - 1)
    assert not await is_kept(durable, state, waited_s=DAY_S, after_s=HEALS_KEPT_S + DAY_S)


@pytest.mark.parametrize("query", [STORED, GONE])
async def test_purge_never_deletes_a_rejection(
    durable: DurableHarness, query: ElementQuery
) -> None:
    assert await is_kept(durable, HealState.REJECTED, query=query, after_s=900 * DAY_S)


@pytest.mark.parametrize("state", WAITING)
async def test_purge_keeps_what_waits_as_long_as_its_entry_is_stored(
    durable: DurableHarness, state: HealState
) -> None:
    assert await is_kept(durable, state, query=STORED, after_s=900 * DAY_S)


@pytest.mark.parametrize("state", WAITING)
async def test_purge_deletes_what_waited_long_for_an_element_that_is_not_stored(
    durable: DurableHarness, state: HealState
) -> None:
    assert await is_kept(durable, state, query=GONE, after_s=HEALS_KEPT_S - 1)
    assert not await is_kept(durable, state, query=GONE, after_s=HEALS_KEPT_S)


async def test_purge_lets_go_of_the_page_of_a_rejection_and_not_of_one_that_waits(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    now = durable.clock.now()
    rejected = a_heal(now, state=HealState.REJECTED, new=a_draft(snapshot=b"rejected"))
    waits = a_heal(now, state=HealState.QUARANTINED, new=a_draft(snapshot=b"waits"))
    for heal in (rejected, waits):
        await tier.heal_log.record(heal)
    durable.clock.turn(DAY_S)
    await tier.purge()
    known = [await tier.heal_log.heal(heal.id) for heal in (rejected, waits)]
    assert [heal.new.snapshot for heal in known if heal] == [b"", b"waits"]


async def test_purge_of_more_than_a_batch_deletes_all(durable: DurableHarness) -> None:
    tier = await durable.open()
    for n in range(101):
        await tier.save(a_draft(snapshot=b"page %d" % n), retention_s=60)
    durable.clock.turn(DAY_S)
    assert await tier.purge() == 1
    assert await durable.page_count() == 0
