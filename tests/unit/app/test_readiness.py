"""The state of a daemon, by what answers and what does not."""

from __future__ import annotations

import pytest

from pacts_daemon.app.lifecycle.readiness import ReadinessWatch
from pacts_daemon.app.wiring import Tiers
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.keys import key_of
from pacts_daemon.telemetry.readiness import Readiness, State
from tests.support.builders import a_query
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast
from tests.unit.app.test_maintenance import Log


class Watched:
    """A watch on tiers that are down when a test says so."""

    def __init__(self, *, is_fast_shared: bool = True) -> None:
        self.clock, self.log = TurnedClock(), Log()
        self.fast, self.durable = ScriptedFast(self.clock), ScriptedDurable(self.clock)
        self.trust = FastTrust(epoch=1)
        self.others: dict[str, str] = {}
        self.told: list[Readiness] = []
        tiers = Tiers(
            self.fast, self.durable, self.durable.heal_log, self.durable.audit_log, self.trust,
            self.clock,
            is_fast_shared=is_fast_shared,
        )  # fmt: skip
        self.watch = ReadinessWatch(tiers, [lambda: self.others], self.clock, self.log, self._tell)

    async def _tell(self, readiness: Readiness) -> None:
        self.told.append(readiness)

    async def now(self) -> tuple[State, set[str]]:
        await self.watch.turn()
        return self.watch.now.state, set(self.watch.now.problems)


async def served(*, is_fast_shared: bool = True) -> Watched:
    watched = Watched(is_fast_shared=is_fast_shared)
    await watched.watch.serve()
    return watched


@pytest.mark.parametrize(
    ("fast", "durable", "is_shared", "state"),
    [
        (True, True, True, State.READY),
        (False, True, True, State.DEGRADED),
        (True, False, True, State.DEGRADED),
        (False, False, True, State.NOT_READY),
        (True, True, False, State.READY),
        (True, False, False, State.NOT_READY),
    ],
)
async def test_state_is_that_of_what_answers(
    fast: bool, durable: bool, is_shared: bool, state: State
) -> None:
    watched = await served(is_fast_shared=is_shared)
    watched.fast.down, watched.durable.down = not fast, not durable
    names = {"redis": fast, "postgres": durable}
    assert await watched.now() == (state, {name for name, answers in names.items() if not answers})
    assert watched.watch.now.answers == (state is not State.NOT_READY)


async def test_start_and_drain_are_states_whatever_the_tiers_say() -> None:
    watched = Watched()
    assert (await watched.now())[0] is State.STARTING
    await watched.watch.serve()
    assert (await watched.now())[0] is State.READY
    await watched.watch.drain()
    assert (await watched.now())[0] is State.DRAINING
    assert not watched.watch.now.answers


async def test_cache_that_is_not_believed_answers_nobody() -> None:
    watched = await served()
    watched.trust.epoch = 0
    assert await watched.now() == (State.DEGRADED, {"redis"})
    watched.durable.down = True
    assert (await watched.now())[0] is State.NOT_READY


async def test_changes_that_wait_for_long_are_a_problem_of_the_outbox() -> None:
    watched = await served()
    watched.trust.suspect([key_of(a_query())], 0)
    watched.clock.turn(10)
    assert await watched.now() == (State.READY, set())
    watched.clock.turn(10)
    assert await watched.now() == (State.DEGRADED, {"outbox"})
    assert watched.watch.outbox_age_s == 20
    watched.trust.told([key_of(a_query())])
    assert await watched.now() == (State.READY, set())
    assert watched.watch.outbox_age_s == 0


async def test_late_task_is_degraded_and_each_change_is_told_and_logged_once() -> None:
    watched = await served()
    watched.watch.log_changes()
    watched.others["maintenance"] = "no good turn for 60 s"
    assert await watched.now() == (State.DEGRADED, {"maintenance"})
    await watched.watch.turn()
    assert [one.state for one in watched.told] == [State.READY, State.DEGRADED]
    said = {"state": "degraded", "problems": {"maintenance": "no good turn for 60 s"}}
    assert watched.log.said == [("warning", "state", said)]
