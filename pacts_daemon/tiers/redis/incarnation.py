"""Which Redis answers, known before any of its answers is read.

A Redis that was restarted, restored or replaced may hold what was invalidated while it was away.
Two ids that it gives itself tell: the run id is new after each start, the replication id after each
promotion and with each other server that it copies. Both are read on every new connection, before
a command can be sent over it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from redis.asyncio.connection import AbstractConnection, ConnectionPool
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

# What a Redis is that keeps its ids to itself, as some proxies do.
UNKNOWN = "unknown"
_SECTIONS = ("server", "replication")
_log = logging.getLogger(__name__)


class Incarnations:
    """The ids of the servers that may answer.

    ``current`` is another string once one of them was restarted, restored or replaced. It is empty
    before the first connection, and `UNKNOWN` where a server does not tell.
    """

    # Asks the servers again; raises a RedisError when that cannot be.
    refresh: Callable[[], Awaitable[None]]

    def __init__(self, told: Callable[[str], None] | None = None) -> None:
        """Have ``told`` called with ``current`` whenever a connection found it changed."""
        self.current = ""
        self._told = told
        self._ids: dict[str, str] = {}
        self._warned = False
        self._is_held = False

    def keep(self, server: str, identity: str) -> bool:
        """Note the id of a server; say whether it is another one than it was known to have."""
        if identity == UNKNOWN:
            self._warn()
        known, self._ids[server] = self._ids.get(server), identity
        self._tell()
        return known not in {None, identity}

    def hold(self) -> None:
        """Tell nothing before the first `meeting`: one server after the other gets known till then.

        It is for the start only, when no answer waits for what is held back.
        """
        self._is_held = True

    @contextmanager
    def meeting(self, servers: set[str]) -> Iterator[None]:
        """Forget all other servers; when these have been met, tell of them."""
        self._ids = {name: one for name, one in self._ids.items() if name in servers}
        try:
            yield
        finally:
            self._is_held = False
            self._tell()

    def _tell(self) -> None:
        ids = sorted(self._ids.values())
        if self._is_held or not ids:
            return
        # One line of fixed length, however many nodes a cluster has.
        current = ids[0] if len(ids) == 1 else sha256(",".join(ids).encode()).hexdigest()
        if current == self.current:
            return
        self.current = current
        if self._told is not None:
            self._told(current)

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            _log.warning("redis: INFO is refused, so that a restart of Redis cannot be noticed")


class Introduction:
    """What is done on each new connection of a pool, so that it is known whom it leads to."""

    # It is made with this, so it comes after.
    pool: ConnectionPool

    def __init__(self, incarnations: Incarnations) -> None:
        self._incarnations = incarnations
        incarnations.refresh = self.refresh

    async def greet(self, connection: AbstractConnection) -> None:
        """Log in, and learn which server it is."""
        await connection.on_connect()
        await self._note(*await identify(connection))

    async def refresh(self) -> None:
        connection = await self.pool.get_connection()  # type: ignore[no-untyped-call]
        try:
            await self._note(*await identify(connection))
        finally:
            await self.pool.release(connection)

    async def renew(self) -> None:
        """End the connections that lead to the server before; what is under way may finish."""
        await self.pool.disconnect(inuse_connections=False)
        await self.pool.update_active_connections_for_reconnect()  # type: ignore[no-untyped-call]

    async def _note(self, identity: str, _is_replica: bool) -> None:
        if self._incarnations.keep("", identity):
            await self.renew()


async def identify(connection: AbstractConnection) -> tuple[str, bool]:
    """Return a server's own ids as one string, and whether it is a replica.

    Raises:
        redis.exceptions.RedisError: it could not be asked.
    """
    for section in _SECTIONS:
        await connection.send_command("INFO", section)
    said: dict[str, str] = {}
    refusals = 0
    for _ in _SECTIONS:
        try:
            said |= _fields(await connection.read_response())
        except ResponseError:
            refusals += 1
    if refusals or "run_id" not in said:
        return UNKNOWN, False
    return f"{said['run_id']}/{said.get('master_replid', '')}", said.get("role") == "slave"


def _fields(answer: object) -> dict[str, str]:
    if not isinstance(answer, bytes):
        raise RedisConnectionError("INFO was not answered with text")
    lines = (line.partition(":") for line in answer.decode("utf-8", "replace").splitlines())
    return {name: value for name, colon, value in lines if colon}
