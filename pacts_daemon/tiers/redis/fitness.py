"""What of a Redis' own settings does not suit a cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redis.exceptions import ResponseError

from pacts_daemon.tiers.redis.cluster import ClusterClient
from pacts_daemon.tiers.redis.connection import Client

_SECTIONS = ("server", "memory", "replication")
_OLDEST = (6, 2)


async def unfit_settings(client: Client) -> list[str]:
    """Return a sentence for each setting that does not suit, none when all do.

    Raises:
        redis.exceptions.RedisError: a Redis does not answer.
    """
    said: dict[str, None] = {}
    try:
        for info in await _infos(client):
            said |= dict.fromkeys(_problems(info))
    except ResponseError:
        return ["INFO is refused, so that neither its settings nor a restart can be seen"]
    return list(said)


async def _infos(client: Client) -> list[Mapping[str, Any]]:
    """What each master says of itself."""
    if isinstance(client, ClusterClient):
        await client.initialize()
        asked = [await client.info(s, target_nodes=client.PRIMARIES) for s in _SECTIONS]
        return [_joined(*parts) for parts in zip(*(one.values() for one in asked), strict=True)]
    return [_joined(*[await client.info(section) for section in _SECTIONS])]


def _joined(*parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for part in parts for name, value in part.items()}


def _problems(info: Mapping[str, Any]) -> Iterator[str]:
    version = str(info.get("redis_version", "0"))
    if tuple(int(part) for part in version.split(".")[:2] if part.isdecimal()) < _OLDEST:
        yield f"version {version} is too old: GETEX came with 6.2"
    if info.get("role") == "slave":
        yield "it is a replica, which refuses writes: name its master, or its sentinels"
    if info.get("maxmemory_policy") == "noeviction":
        yield (
            "maxmemory-policy is noeviction: once full it refuses writes, those that tell of an "
            "invalidation too; set allkeys-lru"
        )
    if info.get("maxmemory") == 0:
        yield "maxmemory is not set: it grows until the machine ends it"
