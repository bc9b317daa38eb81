"""Tasks beside the calls: repeated for ever, whatever a turn of theirs comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock
from pacts_daemon.telemetry.setup import Logger

# A failure that nobody foresaw is likely to come again at once, and it may be costly.
_LONGEST_PAUSE_S = 30.0
# So that the end of a log says it, and not every second of a long night.
_SAID_AGAIN_S = 30.0
# A task is late when it has had no good turn for as long as this many turns take, and this long.
_LATE_TURNS = 10
# A tier that restarts, or whose breaker cools down, is back sooner: what mends itself is not named.
_LATE_S = 15.0


@dataclass(slots=True)
class Task:
    """How a task is doing. Times are the clock's monotonic seconds.

    ``failures`` are turns in a row that were not good, ``crashes`` those of them that failed in a
    way that nobody foresaw.
    """

    name: str
    interval_s: float
    good_at: float
    said_at: float = 0.0
    failures: int = 0
    crashes: int = 0
    problem: str = ""

    def pause_s(self, took_s: float = 0.0) -> float:
        """Return the wait before the next turn: doubled by each crash in a row.

        Turns begin an interval apart, so that what they bound is not as much later as a turn takes.
        After a long one there is a rest of half an interval all the same.
        """
        # Sixteen doublings are beyond any pause, and no number grows for ever.
        doubled: float = self.interval_s * 2 ** min(self.crashes, 16)
        pause_s = min(doubled, max(_LONGEST_PAUSE_S, self.interval_s))
        return max(pause_s - took_s, pause_s / 2)


class Supervisor:
    """Runs tasks, each turn by turn: a failure is logged and backed off, and never the last."""

    def __init__(self, clock: Clock, logger: Logger) -> None:
        self._clock = clock
        self._logger = logger
        self._tasks: list[Task] = []
        self._running: list[asyncio.Task[None]] = []

    def start(self, name: str, turn: Callable[[], Awaitable[object]], interval_s: float) -> None:
        """Run ``turn`` each ``interval_s`` seconds, the first time after that wait, until `stop`.

        A tier that is down is told in a line; anything else unexpected with its traceback.
        """
        task = Task(name, interval_s, good_at=self._clock.monotonic())
        self._tasks.append(task)
        self._running.append(asyncio.create_task(self._repeat(task, turn), name=name))

    async def stop(self) -> None:
        """End all tasks, each where it stands."""
        for running in self._running:
            running.cancel()
        for running in self._running:
            with suppress(asyncio.CancelledError):
                await running
        self._running.clear()

    def ages(self) -> Mapping[str, float]:
        """Return the seconds since the last good turn, by task."""
        now = self._clock.monotonic()
        return {task.name: now - task.good_at for task in self._tasks}

    def failures(self) -> Mapping[str, int]:
        """Return how many turns have failed in a row, by task."""
        return {task.name: task.failures for task in self._tasks}

    def problems(self) -> Mapping[str, str]:
        """Return what is wrong with those tasks that have had no good turn for too long."""
        return dict(self._late())

    def _late(self) -> Iterator[tuple[str, str]]:
        now = self._clock.monotonic()
        for task in self._tasks:
            age_s = now - task.good_at
            if age_s > max(_LATE_S, _LATE_TURNS * task.interval_s):
                why = f": {task.problem}" if task.problem else ""
                yield task.name, f"no good turn for {age_s:.0f} s{why}"

    async def _repeat(self, task: Task, turn: Callable[[], Awaitable[object]]) -> None:
        took_s = 0.0
        while True:
            await asyncio.sleep(task.pause_s(took_s))
            began_s = self._clock.monotonic()
            try:
                await turn()
            except TierUnavailableError as error:
                task.crashes = 0
                self._failed(task, error)
                self._postponed(task, error)
            except Exception as error:  # whatever it is, the next turn must come
                task.crashes += 1
                self._failed(task, error)
                self._logger.exception("task_failed", task=task.name, next_s=task.pause_s())
            else:
                task.failures, task.crashes, task.problem = 0, 0, ""
                task.good_at = self._clock.monotonic()
            took_s = self._clock.monotonic() - began_s

    def _failed(self, task: Task, error: Exception) -> None:
        task.failures += 1
        task.problem = str(error) or type(error).__name__

    def _postponed(self, task: Task, error: TierUnavailableError) -> None:
        """Say at once that a tier is down, and then now and again."""
        now = self._clock.monotonic()
        if task.failures == 1 or now - task.said_at >= _SAID_AGAIN_S:
            task.said_at = now
            self._logger.warning(
                "task_postponed", task=task.name, tier=error.tier, why=error.problem
            )
