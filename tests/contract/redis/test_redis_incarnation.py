"""A Redis that was restarted or replaced is known before it answers anything."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from redis.asyncio import Redis

from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import UNKNOWN, Incarnations
from tests.support.backends.relay import Relay, with_port
from tests.support.backends.servers import free_port, running_redis

Connected = Callable[[str], tuple[Redis, Incarnations]]


@pytest.fixture
async def connected() -> AsyncIterator[Connected]:
    clients: list[Redis] = []

    def connected(url: str) -> tuple[Redis, Incarnations]:
        incarnations = Incarnations()
        clients.append(connect(url, incarnations=incarnations))
        return clients[-1], incarnations

    yield connected
    for client in clients:
        await client.aclose()


async def test_incarnation_is_known_with_the_first_answer(
    redis_url: str, connected: Connected
) -> None:
    client, incarnations = connected(redis_url)
    assert incarnations.current == ""
    await client.ping()
    run_id = (await client.info("server"))["run_id"]
    assert incarnations.current.startswith(f"{run_id}/")


async def test_restart_on_the_same_port_is_known_with_the_first_answer(
    connected: Connected,
) -> None:
    port = free_port()
    with running_redis(port) as url:
        client, incarnations = connected(url)
        await client.set("a", "1")
        before = incarnations.current
    with running_redis(port):
        await asyncio.sleep(0.05)  # the end of the connection arrives while nobody asks
        assert await client.get("a") is None
        assert incarnations.current not in {before, ""}


async def test_each_change_is_told_once(redis_url: str, connected: Connected) -> None:
    told: list[str] = []
    incarnations = Incarnations(told.append)
    client = connect(redis_url, incarnations=incarnations)
    await client.ping()
    await client.connection_pool.disconnect()
    await client.ping()
    await client.aclose()
    assert told == [incarnations.current]


async def test_server_behind_the_same_address_ends_the_connections_to_the_one_before(
    redis_url: str, connected: Connected
) -> None:
    relay = Relay("127.0.0.1", port_of(redis_url))
    await relay.start()
    with running_redis() as other:
        client, incarnations = connected(with_port(redis_url, relay.port))
        await client.set("whose", "the first")
        before = incarnations.current
        pipeline = client.pipeline()  # keeps the connection to the first one in use
        await pipeline.watch("whose")
        relay.turn_to("127.0.0.1", port_of(other))
        assert await client.get("whose") is None
        assert incarnations.current != before
        await pipeline.reset()
        assert await client.get("whose") is None
        assert await client.get("whose") is None
    await relay.cut()


async def test_server_that_copies_another_meanwhile_is_noticed_when_asked_again(
    connected: Connected,
) -> None:
    with running_redis() as first, running_redis() as second:
        client, incarnations = connected(second)
        await client.config_set("masterauth", "correct-horse")
        before = incarnations.current
        await client.replicaof("127.0.0.1", str(port_of(first)))
        async with asyncio.timeout(20):
            while incarnations.current == before:
                await asyncio.sleep(0.05)
                await incarnations.refresh()
        assert await client.get("a") is None


async def test_server_that_keeps_its_ids_to_itself_is_unknown_and_this_is_said_once(
    connected: Connected, caplog: pytest.LogCaptureFixture
) -> None:
    with running_redis() as url:
        client, _ = connected(url)
        await client.execute_command("ACL", "SETUSER", "shy", "on", ">secret", "+ping")
        shy, incarnations = connected(url.replace("//:correct-horse@", "//shy:secret@"))
        await shy.ping()
        await shy.connection_pool.disconnect()
        await shy.ping()
        assert incarnations.current == UNKNOWN
        assert len(caplog.records) == 1
        assert "INFO is refused" in caplog.text


async def test_promotion_of_a_replica_is_another_incarnation(connected: Connected) -> None:
    with running_redis() as first, running_redis() as second:
        client, incarnations = connected(second)
        await client.config_set("masterauth", "correct-horse")
        await client.replicaof("127.0.0.1", str(port_of(first)))
        await client.connection_pool.disconnect()
        await client.ping()
        before = incarnations.current
        await client.replicaof("NO", "ONE")
        await client.connection_pool.disconnect()
        await client.ping()
        assert incarnations.current != before


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])
