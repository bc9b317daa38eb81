"""Background tasks go on whatever a turn of theirs comes to, and are seen when they do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from pacts_daemon.app import supervision
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.core.errors import TierUnavailableError
from tests.support.clock import TurnedClock
from tests.unit.app.test_maintenance import Log


class Work:
    """A task that fails as it is told to, and counts its turns."""

    def __init__(self) -> None:
        self.turns = 0
        self.error: Exception | None = None

    async def turn(self) -> None:
        self.turns += 1
        if self.error is not None:
            raise self.error

    async def after(self, turns: int) -> None:
        """Return when so many more turns have been taken."""
        wanted = self.turns + turns
        async with asyncio.timeout(10):
            while self.turns < wanted:
                await asyncio.sleep(0.001)


class Supervised:
    def __init__(self) -> None:
        self.clock, self.log, self.work = TurnedClock(), Log(), Work()
        self.supervisor = Supervisor(self.clock, self.log)
        self.supervisor.start("work", self.work.turn, 0.001)


@pytest.fixture
async def supervised(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Supervised]:
    monkeypatch.setattr(supervision, "_LONGEST_PAUSE_S", 0.02)
    made = Supervised()
    yield made
    await made.supervisor.stop()


@pytest.mark.parametrize("error", [RuntimeError("gone"), AssertionError(), TimeoutError()])
async def test_exception_that_nobody_foresaw_is_logged_and_the_task_goes_on(
    supervised: Supervised, error: Exception
) -> None:
    supervised.work.error = error
    await supervised.work.after(3)
    assert ("error", "task_failed") in {(level, event) for level, event, _ in _said(supervised)}
    assert supervised.supervisor.failures()["work"] >= 2
    supervised.work.error = None
    await supervised.work.after(2)
    assert supervised.supervisor.failures() == {"work": 0}


async def test_crashes_in_a_row_are_backed_off_and_a_tier_that_is_down_is_not(
    supervised: Supervised,
) -> None:
    (task,) = supervised.supervisor._tasks
    supervised.work.error = RuntimeError("gone")
    await supervised.work.after(6)
    assert task.pause_s() == 0.02
    supervised.work.error = TierUnavailableError("redis", "down")
    await supervised.work.after(2)
    assert task.pause_s() == 0.001
    postponed = [values for _, event, values in _said(supervised) if event == "task_postponed"]
    assert len(postponed) <= 1


@pytest.mark.parametrize(("took_s", "pause_s"), [(0.0, 1.0), (0.25, 0.75), (0.5, 0.5), (9.0, 0.5)])
def test_turns_begin_an_interval_apart_unless_one_is_long(took_s: float, pause_s: float) -> None:
    assert supervision.Task("work", 1.0, good_at=0.0).pause_s(took_s) == pause_s


async def test_age_is_that_of_the_last_good_turn_and_a_late_task_is_named(
    supervised: Supervised,
) -> None:
    await supervised.work.after(2)
    supervised.work.error = RuntimeError("gone")
    await supervised.work.after(2)
    assert supervised.supervisor.problems() == {}
    supervised.clock.turn(60)
    assert supervised.supervisor.ages() == {"work": 60}
    assert supervised.supervisor.problems() == {"work": "no good turn for 60 s: gone"}
    supervised.work.error = None
    await supervised.work.after(2)
    assert supervised.supervisor.problems() == {}


async def test_turn_that_hangs_is_named_and_ended_by_the_stop() -> None:
    clock, supervisor = TurnedClock(), Supervisor(TurnedClock(), Log())
    supervisor = Supervisor(clock, Log())
    supervisor.start("work", asyncio.Event().wait, 0.001)  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    clock.turn(30)
    assert supervisor.problems() == {"work": "no good turn for 30 s"}
    await asyncio.wait_for(supervisor.stop(), 10)


def _said(supervised: Supervised) -> list[tuple[str, str, dict[str, object]]]:
    """What was logged; a traceback is an error."""
    levels = {"exception": "error"}
    return [(levels.get(level, level), event, v) for level, event, v in supervised.log.said]
