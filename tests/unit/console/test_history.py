from datetime import timedelta

from pacts_daemon.console.history import TURN_S, History
from pacts_daemon.core.model import TierName
from pacts_daemon.telemetry.counters import Metrics
from tests.support.clock import TurnedClock


def a_history(clock: TurnedClock) -> tuple[Metrics, History]:
    metrics = Metrics(clock.now())
    return metrics, History(metrics.counters, metrics.registry, clock)


async def test_history_tells_what_was_counted_between_two_turns() -> None:
    clock = TurnedClock()
    metrics, history = a_history(clock)

    metrics.counters.hit(TierName("redis"), 3)
    clock.turn(TURN_S)
    await history.turn()
    metrics.counters.miss()
    metrics.heal("kept", "probation")

    before, now = history.spans()
    assert (before.hits, before.misses, dict(before.heals)) == (3, 0, {})
    assert (now.hits, now.misses, dict(now.heals)) == (0, 1, {"probation": 1})
    assert before.until == now.since == clock.now()


async def test_history_of_a_long_time_is_short_and_whole() -> None:
    clock = TurnedClock()
    since = clock.now()
    metrics, history = a_history(clock)

    for _ in range(5000):
        metrics.counters.miss()
        clock.turn(TURN_S)
        await history.turn()

    spans = history.spans()
    assert 20 < len(spans) <= 50
    assert sum(span.misses for span in spans) == 5000
    assert spans[0].since == since
    assert spans[-1].until - since == timedelta(seconds=5000 * TURN_S)
