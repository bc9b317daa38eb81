"""What the near cache itself keeps, and what it must not."""

import asyncio

from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.tiers.redis.near import NearCache
from pacts_daemon.tiers.redis.values import Stamped
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock

KEY = key_of(a_query())


async def test_what_changes_while_it_is_being_loaded_is_not_remembered() -> None:
    near = NearCache(10)
    near.told_until(asyncio.get_running_loop().time() + 60)
    value = Stamped(1, 0, an_entry(TurnedClock().now()))
    with near.loading([KEY]) as load:
        near.drop([KEY])
        near.keep(load, KEY, value)
    assert near.get(KEY) is None
    with near.loading([KEY]) as load:
        near.lose()
        near.told_until(asyncio.get_running_loop().time() + 60)
        near.keep(load, KEY, value)
    assert near.get(KEY) is None
    with near.loading([KEY]) as load:
        near.keep(load, KEY, value)
    assert near.get(KEY) is value


async def test_near_cache_is_bounded_and_forgets_what_was_used_longest_ago() -> None:
    near = NearCache(2)
    near.told_until(asyncio.get_running_loop().time() + 60)
    value = Stamped(1, 0, an_entry(TurnedClock().now()))
    names = [Key("first"), Key("second"), Key("third")]
    with near.loading(names) as load:
        near.keep(load, names[0], value)
        near.keep(load, names[1], value)
        assert near.get(names[0]) is value
        near.keep(load, names[2], value)
    assert [near.get(name) for name in names] == [value, None, value]
