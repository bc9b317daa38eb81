"""The user of the shipped file, in a cluster and with a near cache, and what it may not do."""

import pytest
from redis.exceptions import NoPermissionError

from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import UNKNOWN, Incarnations
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_harnesses import NearRedisHarness
from tests.support.backends.redis_servers import running_cluster, user_of
from tests.support.backends.servers import PASSWORD
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock

QUERIES = [a_query(page=f"/page/{number}") for number in range(30)]


async def test_user_has_what_a_cluster_needs() -> None:
    with running_cluster() as cluster:
        for server in cluster.masters:
            server.ask("ACL", "SETUSER", *user_of(PASSWORD))
        incarnations = Incarnations()
        url = cluster.url.replace("//:", "//pacts:")
        tier = RedisTier(connect(url, incarnations=incarnations), TurnedClock(), ttl_s=60)
        entries = {key_of(q): an_entry(TurnedClock().now(), q) for q in QUERIES}
        await tier.tell([*entries.items()])
        assert await tier.lookup_all(list(entries)) == list(entries.values())
        assert await tier.clear() == len(entries)
        await incarnations.refresh()
        assert incarnations.current not in {"", UNKNOWN}
        await tier.close()
        assert [server.ask("ACL", "LOG") for server in cluster.masters] == [[], [], []]


async def test_user_may_be_told_of_changes(redis_user_urls: tuple[str, str]) -> None:
    harness = NearRedisHarness(redis_user_urls[0])
    harness.namespace = ""
    tier = await harness.open()
    assert tier.is_near
    await tier.close()
    await harness.direct.aclose()


@pytest.mark.parametrize(
    "command",
    ["CONFIG GET *", "FLUSHALL", "KEYS *", "SET theirs 1", "GET theirs", "ACL LIST", "SHUTDOWN"],
)
async def test_user_may_do_nothing_else(redis_user_urls: tuple[str, str], command: str) -> None:
    client = connect(redis_user_urls[0])
    with pytest.raises(NoPermissionError):
        await client.execute_command(*command.split())
    await client.aclose()
