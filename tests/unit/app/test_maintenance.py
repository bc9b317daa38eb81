"""What runs beside the lookups: when it is due, and by one replica at a time."""

from __future__ import annotations

from typing import Any

import pytest

from pacts_daemon.app.maintenance import PURGE_AGAIN_S, Maintenance
from pacts_daemon.core.errors import TierRefusedError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.store import EntryStore
from tests.support.builders import a_draft, a_query
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast
from tests.unit.core.scripted import CountingCounters

KEY = key_of(a_query())


class Log:
    """Keeps what was said, by its level."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, dict[str, Any]]] = []

    def __getattr__(self, level: str) -> Any:
        return lambda event, **values: self.said.append((level, event, values))


class Replica:
    """One daemon's maintenance, and the tiers it looks after."""

    def __init__(self) -> None:
        self.clock = TurnedClock()
        self.fast, self.durable = ScriptedFast(self.clock), ScriptedDurable(self.clock)
        self.log = Log()
        store = EntryStore(self.fast, self.durable, CountingCounters(), Policy(), self.clock)
        self.maintenance = Maintenance(
            self.durable, store, self.clock, self.log, purge_interval_s=600
        )

    @property
    def purges(self) -> int:
        return self.durable.calls.count("purge")

    @property
    def leases(self) -> int:
        return sum(call.startswith("lease") for call in self.durable.calls)


@pytest.fixture
def replica() -> Replica:
    return Replica()


async def test_turn_with_a_change_the_fast_tier_missed_replays_it(replica: Replica) -> None:
    saved = await replica.durable.save(a_draft(), retention_s=60)
    await replica.maintenance.turn()
    assert replica.fast.held[KEY] == saved
    assert not replica.durable.outbox
    assert ("info", "outbox_replayed", {"changes": 1}) in replica.log.said


async def test_turn_purges_at_first_and_then_once_an_interval(replica: Replica) -> None:
    await replica.durable.save(a_draft(), retention_s=60)
    replica.clock.turn(60)
    await replica.maintenance.turn()
    assert ("debug", "purged", {"entries": 1}) in replica.log.said
    replica.clock.turn(599)
    await replica.maintenance.turn()
    assert replica.purges == 1
    replica.clock.turn(1)
    await replica.maintenance.turn()
    assert replica.purges == 2


async def test_turn_with_nothing_due_takes_no_lease(replica: Replica) -> None:
    await replica.maintenance.turn()
    await replica.maintenance.turn()
    assert replica.leases == 1


async def test_turn_while_another_replica_is_at_it_leaves_the_work_for_later(
    replica: Replica,
) -> None:
    await replica.durable.save(a_draft(), retention_s=60)
    replica.durable.hold("maintenance")
    await replica.maintenance.turn()
    assert (replica.purges, replica.fast.held) == (0, {})
    replica.durable.leased.clear()
    await replica.maintenance.turn()
    assert replica.purges == 1
    assert KEY in replica.fast.held


async def test_purge_of_more_than_its_share_is_held_back_and_said(replica: Replica) -> None:
    for number in range(30):
        await replica.durable.save(a_draft(a_query(ordinal=number)), retention_s=60)
    replica.clock.turn(60)
    await replica.maintenance.turn()
    assert replica.purges == 0
    (said,) = [one for one in replica.log.said if one[1] == "purge_held_back"]
    assert (said[0], said[2]["expired"], said[2]["entries"]) == ("warning", 30, 30)


async def test_purge_that_fails_is_tried_again_after_a_while_and_replays_go_on(
    replica: Replica,
) -> None:
    async def refused(_: float = 0) -> int:
        replica.durable.calls.append("purge")
        raise TierRefusedError(replica.durable.name, "permission denied")

    purge, replica.durable.purge = replica.durable.purge, refused  # type: ignore[method-assign]
    with pytest.raises(TierRefusedError):
        await replica.maintenance.turn()
    replica.clock.turn(PURGE_AGAIN_S - 1)
    await replica.durable.save(a_draft(), retention_s=60)
    await replica.maintenance.turn()
    assert (replica.purges, replica.durable.outbox) == (1, {})
    replica.durable.purge = purge  # type: ignore[method-assign]
    replica.clock.turn(1)
    await replica.maintenance.turn()
    assert replica.purges == 2


async def test_purge_that_uses_up_its_budget_goes_on_at_the_next_turn(replica: Replica) -> None:
    purge = replica.durable.purge

    async def slow(budget_s: float = 0) -> int:
        replica.clock.turn(budget_s)
        return await purge(budget_s)

    replica.durable.purge = slow  # type: ignore[method-assign]
    await replica.maintenance.turn()
    await replica.maintenance.turn()
    assert replica.purges == 2
