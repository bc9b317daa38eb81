"""Clients of Redis, however it is run."""

from __future__ import annotations

from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import (
    AbstractConnection,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
)
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import SentinelManagedConnection, SentinelManagedSSLConnection
from redis.backoff import NoBackoff
from redis.maint_notifications import MaintNotificationsConfig

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.tiers.proxies.backend import Backend
from pacts_daemon.tiers.redis.address import Deployment, RedisAddress, parse_address
from pacts_daemon.tiers.redis.cluster import ClusterClient
from pacts_daemon.tiers.redis.incarnation import Incarnations, Introduction
from pacts_daemon.tiers.redis.options import RedisOptions, credentials, tls
from pacts_daemon.tiers.redis.sentinel import (
    MasterClient,
    MasterIntroduction,
    SentinelPool,
    Sentinels,
)

_COMMANDS = {
    "lookup": "GETEX",
    "lookup_all": "GETEX",
    "page": "EVAL",
    "store": "EVAL",
    "store_page": "EVAL",
    "tell": "EVAL",
    "correct": "EVAL",
}
Client = Redis | ClusterClient

# Nodes and sentinels that do not answer must leave time for those that do.
_SHARE = 3
_DEFAULT = RedisOptions()


def connect(
    url: str, options: RedisOptions = _DEFAULT, incarnations: Incarnations | None = None
) -> Client:
    """Return a client that neither retries nor waits for answers on its own: proxies do that.

    ``incarnations`` learns of each new connection which server it is to, before it is used.

    Raises:
        InvalidFieldError: the URL is none of the known forms, or an option does not fit it. Neither
            text is repeated, for there may be a password in it.
    """
    address = parse_address(url)
    known = incarnations if incarnations is not None else Incarnations()
    secured = tls(address, options)
    common = {
        **credentials(address, options),
        **_common(options, options.connect_timeout_s),
    }
    match address.deployment:
        case Deployment.CLUSTER:
            common["socket_connect_timeout"] = options.connect_timeout_s / _SHARE
            return ClusterClient(
                address.hosts,
                known,
                max_connections=options.max_connections,
                meeting_s=options.connect_timeout_s / _SHARE,
                ssl=address.is_tls,
                **common,
                **secured,
            )
        case Deployment.SENTINEL:
            return _by_sentinels(address, options, known, {**common, **secured})
        case Deployment.SOCKET:
            where: dict[str, Any] = {"path": address.path}
            kind: type = UnixDomainSocketConnection
        case Deployment.SERVER:
            ((host, port),) = address.hosts
            where = {"host": host, "port": port}
            kind = SSLConnection if address.is_tls else Connection
    introduction = Introduction(known)
    pool = _QuietPool(
        connection_class=kind,
        **_of_pool(address, options, introduction),
        **where,
        **common,
        **secured,
    )
    introduction.pool = pool
    return Redis.from_pool(pool)


class _QuietPool(ConnectionPool):
    """A pool that counts nothing: redis-py's own counts take as long as a command of its own."""

    async def get_connection(self, *_named: object, **_options: object) -> AbstractConnection:
        connection = self.get_available_connection()  # type: ignore[no-untyped-call]
        try:
            # One that is open, with nothing left to be read, is ready to be asked.
            if not connection.is_connected or await connection.can_read():
                await self.ensure_connection(connection)
        except BaseException:
            await self.release(connection)
            raise
        return connection  # type: ignore[no-any-return]

    async def release(self, connection: AbstractConnection) -> None:
        if connection.should_reconnect():  # type: ignore[no-untyped-call]
            await super().release(connection)
            return
        self._in_use_connections.remove(connection)
        self._available_connections.append(connection)


def _by_sentinels(
    address: RedisAddress,
    options: RedisOptions,
    incarnations: Incarnations,
    connected: dict[str, Any],
) -> Redis:
    asking = _common(options, options.connect_timeout_s / _SHARE)
    asking["username"] = options.sentinel_username
    asking["password"] = options.sentinel_password
    if address.is_tls:
        asking |= {"ssl": True, **tls(address, options)}
    sentinels = Sentinels(address.hosts, sentinel_kwargs=asking)  # type: ignore[no-untyped-call]
    introduction = MasterIntroduction(incarnations)
    kind = SentinelManagedSSLConnection if address.is_tls else SentinelManagedConnection
    pool = SentinelPool(  # type: ignore[no-untyped-call]
        address.service,
        sentinels,
        connection_class=kind,
        **_of_pool(address, options, introduction),
        **connected,
    )
    introduction.pool = pool
    return MasterClient.from_pool(pool)


def _common(options: RedisOptions, connect_timeout_s: float) -> dict[str, Any]:
    return {
        "protocol": options.protocol,
        "socket_connect_timeout": connect_timeout_s,
        "socket_timeout": None,
        # The name of the library, which is no more than an item in a list, and needs a right.
        "driver_info": None,
        # With them, a connection that Redis has closed is only found out by a failing command.
        "maint_notifications_config": MaintNotificationsConfig(enabled=False),
        "retry": Retry(NoBackoff(), 0),
    }


def _of_pool(
    address: RedisAddress, options: RedisOptions, introduction: Introduction
) -> dict[str, Any]:
    return {
        "db": address.database,
        # Who finds none free is refused: the bulkhead lets in no more calls than there are of them.
        "max_connections": options.max_connections,
        "redis_connect_func": introduction.greet,
    }


def tracking_connection(client: Client) -> AbstractConnection:
    """Return a connection of its own to where the client leads, in RESP3, not yet connected."""
    if isinstance(client, ClusterClient):
        raise InvalidFieldError("redis_near_cache_entries", "a cluster has no one who tells")
    pool = client.connection_pool
    options = {**pool.connection_kwargs, "protocol": 3}
    connection: AbstractConnection = pool.connection_class(**options)
    return connection


def redis_backend(url: str) -> Backend:
    """Return what is said of a URL's first host; nothing of its user or database."""
    host, port = next(iter(parse_address(url).hosts), ("", 0))
    return Backend("redis", host or "localhost", port, _COMMANDS)
