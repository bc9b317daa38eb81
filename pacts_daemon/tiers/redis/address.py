"""What the URL of a Redis says, in each of its forms.

``redis://user:password@host:6379/0``, ``rediss://`` over TLS, ``unix:///run/redis.sock?db=0``,
``redis+sentinel://host,host:26379/name/0`` and ``redis+cluster://host:6379,host``; the last two
over TLS as ``rediss+…``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from pacts_daemon.core.errors import InvalidFieldError

_PORT: Final = 6379
_SENTINEL_PORT: Final = 26379
_MAX_PORT: Final = 65535


class Deployment(StrEnum):
    """How the Redis at an address is run."""

    SERVER = "server"
    SOCKET = "socket"
    SENTINEL = "sentinel"
    CLUSTER = "cluster"


_SCHEMES: Final = {
    "redis": (Deployment.SERVER, False),
    "rediss": (Deployment.SERVER, True),
    "unix": (Deployment.SOCKET, False),
    "redis+sentinel": (Deployment.SENTINEL, False),
    "rediss+sentinel": (Deployment.SENTINEL, True),
    "redis+cluster": (Deployment.CLUSTER, False),
    "rediss+cluster": (Deployment.CLUSTER, True),
}


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """Where a Redis is: ``hosts`` are those of its sentinels, or of some nodes of a cluster.

    ``service`` is the name that the sentinels know the Redis by, ``path`` that of a Unix socket.
    """

    deployment: Deployment
    hosts: tuple[tuple[str, int], ...]
    database: int = 0
    is_tls: bool = False
    service: str = ""
    path: str = ""
    username: str | None = None
    password: str | None = None


def parse_address(url: str) -> RedisAddress:
    """Take a URL apart.

    Raises:
        InvalidFieldError: it is none of the forms. Its text is never repeated, for there may be a
            password in it.
    """
    try:
        parts = urlsplit(url)
        deployment, is_tls = _SCHEMES[parts.scheme]
        username, password, places = _authority(parts.netloc)
        service, path, database = _path(deployment, parts)
        hosts = _hosts(places, _SENTINEL_PORT if deployment is Deployment.SENTINEL else _PORT)
    except (ValueError, KeyError):
        raise _unusable(f"not a usable Redis URL ({', '.join(_SCHEMES)})") from None
    if bool(hosts) is (deployment is Deployment.SOCKET):
        raise _unusable("it names no host, or a socket and a host")
    if len(hosts) > 1 and deployment is Deployment.SERVER:
        raise _unusable("several hosts are sentinels (redis+sentinel) or a cluster (redis+cluster)")
    if database and deployment is Deployment.CLUSTER:
        raise _unusable("a cluster has database 0 only")
    return RedisAddress(deployment, hosts, database, is_tls, service, path, username, password)


def _authority(netloc: str) -> tuple[str | None, str | None, str]:
    user, _, places = netloc.rpartition("@")
    name, _, password = user.partition(":")
    return unquote(name) or None, unquote(password) or None, places


def _hosts(places: str, default_port: int) -> tuple[tuple[str, int], ...]:
    return tuple(_host(place, default_port) for place in places.split(",")) if places else ()


def _host(place: str, default_port: int) -> tuple[str, int]:
    parts = urlsplit(f"//{place}")
    port = default_port if parts.port is None else parts.port
    if not parts.hostname or not 0 < port <= _MAX_PORT:
        raise ValueError(place)
    return unquote(parts.hostname), port


def _path(deployment: Deployment, parts: SplitResult) -> tuple[str, str, int]:
    """Return the name of a service, the path of a socket, and the number of the database."""
    asked = _database_of(parts.query)
    if parts.fragment:
        raise _unusable("what stands behind # must be written as %23")
    if deployment is Deployment.SOCKET:
        if not parts.path:
            raise _unusable("it names no path of the socket")
        return "", unquote(parts.path), asked or 0
    names = [unquote(name) for name in parts.path.split("/")[1:] if name]
    service = ""
    if deployment is Deployment.SENTINEL:
        if not names or names[0].isdecimal():
            raise _unusable("sentinels are asked for a name: redis+sentinel://host/name")
        service = names.pop(0)
    if len(names) > 1 or not all(name.isdecimal() for name in names):
        raise _unusable("the path is the number of a database, such as /0")
    if names and asked is not None:
        raise _unusable("the database is named twice")
    return service, "", int(names[0]) if names else asked or 0


def _database_of(query: str) -> int | None:
    given = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    if any(name != "db" for name, _ in given) or len(given) > 1:
        raise _unusable("its only parameter is db; all else is a setting of its own")
    if not given:
        return None
    if not given[0][1].isdecimal():
        raise _unusable("db is the number of a database")
    return int(given[0][1])


def _unusable(why: str) -> InvalidFieldError:
    return InvalidFieldError("redis_url", why)
