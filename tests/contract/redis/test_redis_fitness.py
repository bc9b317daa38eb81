"""The Redis that is shipped as a configuration, and what is said of others."""

from collections.abc import Iterator

import pytest
from redis import Redis as AnyRedis

from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.fitness import unfit_settings
from tests.architecture.sources import ROOT
from tests.support.backends.redis_servers import Server, running_server
from tests.support.backends.servers import PASSWORD

CONFIGURATION = ROOT / "deploy/redis/redis.conf"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Server]:
    with running_server(configuration=CONFIGURATION) as server:
        yield server


async def said_of(url: str) -> list[str]:
    client = connect(url)
    try:
        return await unfit_settings(client)
    finally:
        await client.aclose()


async def test_shipped_configuration_has_nothing_said_of_it(shipped: Server) -> None:
    assert await said_of(shipped.url) == []


def test_full_redis_of_the_shipped_configuration_takes_writes_and_drops_the_oldest(
    shipped: Server,
) -> None:
    with AnyRedis(port=shipped.port, password=PASSWORD) as client:
        client.config_set("maxmemory", str(client.info("memory")["used_memory"] + 2_000_000))
        for number in range(400):
            client.set(f"filling:{number}", bytes(10_000))
        assert client.info("stats")["evicted_keys"] > 0
        assert client.exists("filling:399") == 1


def test_shipped_configuration_is_no_more_than_what_it_says(shipped: Server) -> None:
    lines = CONFIGURATION.read_text("utf-8").splitlines()
    directives = [line for line in lines if line and not line.startswith("#")]
    assert directives
    for paragraph in "\n".join(lines).split("\n\n"):
        assert paragraph.startswith("#"), "a directive without its reason"


async def test_full_redis_that_would_refuse_writes_is_warned_of(redis_url: str) -> None:
    policy, bound = await said_of(redis_url)
    assert "allkeys-lru" in policy
    assert "maxmemory is not set" in bound


async def test_every_master_of_a_cluster_is_asked_and_each_thing_is_said_once(
    redis_cluster_url: str,
) -> None:
    assert len(await said_of(redis_cluster_url)) == 2


async def test_replica_is_warned_of(shipped: Server) -> None:
    with running_server("--replicaof", "127.0.0.1", str(shipped.port)) as replica:
        assert any("replica" in one for one in await said_of(replica.url))


async def test_redis_that_does_not_tell_is_said_to(redis_user_urls: tuple[str, str]) -> None:
    url, admin_url = redis_user_urls
    client = connect(admin_url)
    await client.execute_command("ACL", "SETUSER", "shy", "on", f">{PASSWORD}", "+ping")
    await client.aclose()
    (said,) = await said_of(url.replace("//pacts:", "//shy:"))
    assert "INFO is refused" in said
