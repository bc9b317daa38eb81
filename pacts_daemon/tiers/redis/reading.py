"""Values, one and many at once, each kept alive by being read."""

from __future__ import annotations

from collections.abc import Sequence

from hiredis import pack_command

from pacts_daemon.tiers.redis.cluster import ClusterClient
from pacts_daemon.tiers.redis.connection import Client
from pacts_daemon.tiers.redis.scripts import READ_ALL

# Lua takes no more arguments than some thousands.
_AT_ONCE = 1000


async def read_one(client: Client, name: str, ttl_ms: int) -> bytes | None:
    """Return what is held under a name; not by a command of the client, which takes twice as long.

    What that has besides, retries and metrics, is off. A connection that fails, or whose caller
    leaves, ends itself.
    """
    value: bytes | None
    if isinstance(client, ClusterClient):
        value = await client.getex(name, px=ttl_ms)  # type: ignore[assignment]
        return value
    # redis-py writes a command out in Python, which takes seven times as long.
    packed = pack_command(("GETEX", name, "PX", ttl_ms))  # type: ignore[arg-type]  # of one, it says
    pool = client.connection_pool
    connection = await pool.get_connection()  # type: ignore[no-untyped-call]
    try:
        await connection.send_packed_command(packed)
        value = await connection.read_response()
    finally:
        await pool.release(connection)
    return value


async def read_all(client: Client, names: Sequence[str], ttl_ms: int) -> list[bytes | None]:
    """Return what is held under each name; one step is a third of the work of many commands."""
    values: list[bytes | None] = []
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        if isinstance(client, ClusterClient):
            values += await _by_slots(client, some, ttl_ms)
        else:
            values += await client.eval(READ_ALL, len(some), *some, ttl_ms)
    return values


async def _by_slots(client: ClusterClient, names: Sequence[str], ttl_ms: int) -> list[bytes | None]:
    pipe = client.pipeline()
    pipe.mget(names)
    for name in names:
        pipe.pexpire(name, ttl_ms)
    values: list[bytes | None] = (await pipe.execute())[0]
    return values
