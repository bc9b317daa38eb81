"""Redis goes away, comes back as it once was, refuses to write, holds what it should not."""

from __future__ import annotations

from tests.faults.bounds import CONFIRMED_S
from tests.faults.calls import Load
from tests.faults.history import Kind
from tests.faults.scenario import Answered, Scenario, Step
from tests.faults.servers.redis_server import RedisServer
from tests.faults.world import PREFIX, World

_READ_MOSTLY = Load(elements=200, saves=0.03, invalidations=0.02)


async def keep_copy(world: World) -> None:
    await world.redis.keep_copy("older.rdb")


def kill(world: World) -> None:
    world.redis.kill()


def start_with_copy(world: World) -> None:
    world.redis.restart_with("older.rdb")


async def load_copy(world: World) -> None:
    """Load the older data under a running server, as a person with redis-cli does."""
    await world.redis.load("older.rdb")
    world.altered()


def pause(world: World) -> None:
    world.redis.pause()


def resume(world: World) -> None:
    world.redis.resume()


async def refuse_writes(world: World) -> None:
    await world.redis.set(maxmemory_policy="noeviction", maxmemory="1mb")


async def refuse_writes_slowly(world: World) -> None:
    world.to_redis.delay_s = 0.05
    await refuse_writes(world)


async def accept_writes(world: World) -> None:
    world.to_redis.delay_s = 0
    await world.redis.set(maxmemory="0")


async def evict(world: World) -> None:
    await world.redis.set(maxmemory_policy="allkeys-random", maxmemory="1mb")


async def hold_writes(world: World) -> None:
    """Answer reads, and no write for eight seconds."""
    await world.redis.run("CLIENT", "PAUSE", "8000", "WRITE")


async def follow_nobody(world: World) -> None:
    """Make it a read-only replica of a server that is not there, as a failover may leave it."""
    await world.redis.run("REPLICAOF", "127.0.0.1", "1")


async def lead(world: World) -> None:
    await world.redis.run("REPLICAOF", "NO", "ONE")


async def flush(world: World) -> None:
    await world.redis.run("FLUSHALL")


async def put_lists(world: World) -> None:
    """Put a list where the value of every tenth element belongs."""
    async with world.redis.client() as client:
        for number in range(0, world.calls.load.elements, 10):
            name = PREFIX + world.calls.key(number)
            await client.delete(name)
            await client.rpush(name, "not ours")


class Failover:
    """A copy that follows, lags behind from some moment on, and then is led to."""

    def __init__(self) -> None:
        self._copy: RedisServer | None = None

    async def follow(self, world: World) -> None:
        self._copy = RedisServer(world.folder / "copy")
        world.stack.callback(self._copy.kill)
        self._copy.start()
        await self._copy.run("REPLICAOF", "127.0.0.1", str(world.redis.port))

    async def lag(self, world: World) -> None:
        assert self._copy is not None
        await self._copy.run("REPLICAOF", "NO", "ONE")

    async def lead_to_copy(self, world: World) -> None:
        assert self._copy is not None
        await world.lead_redis_to(self._copy.port)

    async def lead_back(self, world: World) -> None:
        await world.lead_redis_to(world.redis.port)


class ByHand:
    """Values that somebody copies and puts back later, behind everybody's back."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}

    async def copy(self, world: World) -> None:
        async with world.redis.client() as client:
            for number in range(world.calls.load.elements):
                name = PREFIX + world.calls.key(number)
                if value := await client.get(name):
                    self._values[name] = value

    async def put_back(self, world: World) -> None:
        async with world.redis.client() as client:
            for name, value in self._values.items():
                await client.set(name, value, ex=3600)
        world.altered()


_by_hand = ByHand()
_over, _over_and_back = Failover(), Failover()

SCENARIOS = (
    Scenario(
        "Redis comes back with an older RDB after a kill",
        (Step(3, keep_copy), Step(8, kill), Step(10, start_with_copy)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20),),
    ),
    Scenario(
        "Redis comes back with an older RDB at once, little is written",
        (Step(4, keep_copy), Step(12, start_with_copy)),
        duration_s=24,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 24),),
    ),
    Scenario(
        "older data are loaded into a running Redis",
        (Step(4, keep_copy), Step(12, load_copy)),
        duration_s=24,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 24),),
    ),
    Scenario(
        "older values are put back into a running Redis by hand",
        (Step(4, _by_hand.copy), Step(12, _by_hand.put_back)),
        duration_s=55,
        bound_s=CONFIRMED_S,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 55),),
    ),
    Scenario(
        "failover to a copy of Redis that lags behind",
        (Step(2, _over.follow), Step(6, _over.lag), Step(12, _over.lead_to_copy)),
        duration_s=22,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 22),),
    ),
    Scenario(
        "failover to a copy of Redis that lags behind, and back to the first",
        (
            Step(2, _over_and_back.follow),
            Step(5, _over_and_back.lag),
            Step(9, _over_and_back.lead_to_copy),
            Step(16, _over_and_back.lead_back),
        ),
        duration_s=26,
        load=_READ_MOSTLY,
        answered=(Answered(Kind.GET, 0, 26),),
    ),
    Scenario(
        "Redis is full and refuses writes",
        (Step(4, refuse_writes), Step(16, accept_writes)),
        duration_s=22,
        answered=(Answered(Kind.GET, 0, 22), Answered(Kind.SAVE, 0, 22)),
    ),
    Scenario(
        "Redis is full and refuses writes, slowly",
        (Step(4, refuse_writes_slowly), Step(16, accept_writes)),
        duration_s=22,
        answered=(Answered(Kind.GET, 0, 22), Answered(Kind.SAVE, 0, 22)),
    ),
    Scenario(
        "Redis is small and evicts what it likes",
        (Step(4, evict), Step(14, accept_writes)),
        duration_s=18,
        answered=(Answered(Kind.GET, 0, 18), Answered(Kind.SAVE, 0, 18)),
    ),
    Scenario(
        "Redis becomes a read-only replica for a while",
        (Step(4, follow_nobody), Step(14, lead)),
        duration_s=20,
        answered=(Answered(Kind.GET, 0, 20), Answered(Kind.SAVE, 0, 20)),
    ),
    Scenario(
        "Redis answers reads and holds writes back",
        (Step(4, hold_writes),),
        duration_s=18,
        answered=(Answered(Kind.GET, 0, 18), Answered(Kind.SAVE, 0, 18)),
    ),
    Scenario(
        "keys of another type in Redis",
        (Step(4, put_lists), Step(9, put_lists)),
        duration_s=18,
        answered=(Answered(Kind.GET, 0, 18), Answered(Kind.SAVE, 0, 18)),
    ),
    Scenario(
        "Redis is paused, callers have 200 ms",
        (Step(4, pause), Step(14, resume)),
        duration_s=20,
        load=Load(deadline_s=0.2),
        answered=(Answered(Kind.GET, 6, 14, 0.99), Answered(Kind.GET, 17, 20, 0.99)),
    ),
    Scenario(
        "FLUSHALL, twice",
        (Step(4, flush), Step(8, flush)),
        duration_s=12,
        answered=(Answered(Kind.GET, 0, 12), Answered(Kind.SAVE, 0, 12)),
    ),
)
