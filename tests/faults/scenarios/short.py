"""A short selection, for each change: several faults in one run."""

from __future__ import annotations

from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.scenarios import embedded, postgres, redis, replicas

SCENARIOS = (
    Scenario(
        "short: an older Redis, a full one, foreign values, a read-only Postgres, a killed replica",
        (
            Step(2, redis.keep_copy),
            Step(5, redis.kill),
            Step(6, redis.start_with_copy),
            Step(10, redis.refuse_writes),
            Step(14, redis.accept_writes),
            Step(15, redis.put_lists),
            Step(18, postgres.make_read_only),
            Step(22, postgres.make_writable),
            Step(24, redis.pause),
            Step(27, redis.resume),
            Step(28, replicas.kill_one),
        ),
        duration_s=32,
        load=Load(elements=80),
        answered=(Answered(Kind.GET, 0, 27.5),),
    ),
    Scenario(
        "short: three kill -9 on SQLite, and a clock that was eight days ahead",
        (Step(1, embedded.kill_three_times), Step(8, embedded.restart_ahead)),
        duration_s=11,
        replicas=1,
        is_embedded=True,
        load=Load(elements=80),
    ),
)
