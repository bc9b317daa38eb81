"""The cache is compared with a reference step by step, whatever befalls its tiers meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from pacts_daemon.settings import Settings
from tests.faults.machine import ELEMENTS, CacheMachine, elements
from tests.faults.model import Reference
from tests.faults.servers.redis_server import RedisServer
from tests.support.backends.relay import Relay, relay_to, relayed
from tests.support.clock import TurnedClock
from tests.support.daemons.stubs import settings_in

_WEEK_S = 7 * 24 * 3600.0
# With the settings below: a turn of maintenance, what the breaker waits, and a slow machine.
_BOUND_S = 1.0
_QUICK: dict[str, object] = {"maintenance_interval_s": 0.05, "breaker_cooldown_s": 0.05}
_RUN = settings(
    deadline=None,
    max_examples=10,
    stateful_step_count=25,
    derandomize=True,
    phases=[Phase.generate],  # each step takes its time, and shrinking would take thousands
    suppress_health_check=list(HealthCheck),
    database=None,
)


class EmbeddedMachine(CacheMachine):
    """Memory before SQLite: there is one process, so no old answer is allowed at all."""

    def __init__(self, folder: Path) -> None:
        self.clock = TurnedClock()
        self._folder = folder / uuid4().hex
        super().__init__(Reference(bound_s=-1.0), self.clock)

    async def settings(self) -> Settings:
        return settings_in(self._folder)

    @rule()
    def memory_is_lost(self) -> None:
        self.run(self.daemon.fast.clear())

    @rule()
    def daemon_restarts(self) -> None:
        self.close()
        self.open()

    @rule()
    def entries_expire(self) -> None:
        self.clock.turn(_WEEK_S + 1)
        for number in range(ELEMENTS):
            self.reference.changed(number, None)

    @rule(number=elements)
    def time_passes(self, number: int) -> None:
        """Let less time pass than an entry lives; it is saved again, so that none expires."""
        self.clock.turn(3600)
        self.save(number)


def test_memory_and_sqlite_answer_as_the_reference(tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: EmbeddedMachine(tmp_path), settings=settings(_RUN, max_examples=40)
    )


class ServersMachine(CacheMachine):
    """Redis before Postgres. Whatever befalls Redis, lookups are answered, and right in the end."""

    def __init__(self, redis: RedisServer, dsn: str, folder: Path) -> None:
        self.redis = redis
        self.to_redis = relay_to(redis.url, 6379)
        self.to_postgres = relay_to(dsn, 5432)
        self.has_copy = self.is_amiss = False
        self._dsn, self._folder = dsn, folder
        super().__init__(Reference(_BOUND_S))

    async def settings(self) -> Settings:
        for relay in (self.to_redis, self.to_postgres):
            await relay.start()
            self.stack.push_async_callback(relay.cut)
        return settings_in(
            self._folder,
            redis={"url": relayed(self.redis.url, self.to_redis)},
            postgres={"dsn": relayed(self._dsn, self.to_postgres)},
            cache={"namespace": f"m{uuid4().hex[:12]}", **_QUICK},
        )

    @rule()
    def redis_loses_everything(self) -> None:
        self.run(self.redis.run("FLUSHALL"))

    @rule()
    def redis_is_copied(self) -> None:
        self.run(self.redis.keep_copy("copy.rdb"))
        self.has_copy = True

    @precondition(lambda self: self.has_copy)
    @rule()
    def redis_is_put_back(self) -> None:
        self.redis.restart_with("copy.rdb")
        self.is_amiss = True
        self.reference.disturbed()

    @rule()
    def redis_refuses_writes(self) -> None:
        self.run(self.redis.set(maxmemory_policy="noeviction", maxmemory="1mb"))
        self.is_amiss = True

    @rule()
    def redis_accepts_writes(self) -> None:
        self.run(self.redis.set(maxmemory="0"))

    @rule()
    def redis_goes_away(self) -> None:
        self.run(self.to_redis.cut())
        self.is_amiss = True

    @rule()
    def redis_comes_back(self) -> None:
        self.run(self.come_back(self.to_redis))

    @rule()
    def postgres_goes_away(self) -> None:
        self.can_fail = self.is_amiss = True
        self.run(self.to_postgres.cut())

    @rule()
    def postgres_comes_back(self) -> None:
        self.run(self.come_back(self.to_postgres))

    @precondition(lambda self: self.is_amiss)
    @rule()
    def all_is_well_again(self) -> None:
        """Mend everything; a while later every answer must be right, and none may fail."""
        self.is_amiss = False
        self.redis_accepts_writes()
        self.redis_comes_back()
        self.postgres_comes_back()
        self.wait(_BOUND_S + 0.2)
        self.can_fail = False
        self.get_all()

    def teardown(self) -> None:
        try:
            self.all_is_well_again()
        finally:
            super().teardown()

    @staticmethod
    async def come_back(relay: Relay) -> None:
        await relay.cut()
        await relay.start()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path / "redis")
    server.start()
    yield server
    server.kill()


def test_redis_and_postgres_answer_as_the_reference(
    redis: RedisServer, postgres_dsn: str, tmp_path: Path
) -> None:
    run_state_machine_as_test(lambda: ServersMachine(redis, postgres_dsn, tmp_path), settings=_RUN)
