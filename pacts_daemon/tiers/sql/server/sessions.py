"""How a session with Postgres begins: straight, or through a pooler such as PgBouncer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import asyncpg

_KEPT_STATEMENTS = 100  # asyncpg's own default; every statement of a tier fits in it


class Sessions:
    """Opens connections for a pool.

    Through a pooler that lends a server's session for one transaction nothing may be asked of a
    session: startup parameters would be another caller's as well, so it refuses them, and the role
    has to have them instead (``deploy/postgres/role.sql``); a prepared statement would be looked
    for in another session than it was made in, or be another caller's of the same name. A pooler is
    told from a server by the id of the process that answers. ``cache_size`` overrules that, for
    poolers that follow prepared statements (PgBouncer from 1.21 on).
    """

    def __init__(self, application: str, limits: Mapping[str, str], cache_size: int | None) -> None:
        self._named = {"application_name": application}
        self._settings = self._named | dict(limits)
        self._cache_size = cache_size

    async def open(self, *where: Any, **how: Any) -> asyncpg.Connection[asyncpg.Record]:
        """Connect as `asyncpg.connect` does.

        Raises:
            asyncpg.PostgresError: the server refused.
            OSError: it is not there.
        """
        if self._cache_size is None:
            self._cache_size = await self._possible_size(*where, **how)
        return await self._connected(self._cache_size, *where, **how)

    async def _possible_size(self, *where: Any, **how: Any) -> int:
        connection = await self._connected(0, *where, **how)
        try:
            told = connection.get_server_pid()
            is_direct = await connection.fetchval("SELECT pg_backend_pid() = $1", told)
        finally:
            connection.terminate()
        return _KEPT_STATEMENTS if is_direct else 0

    async def _connected(
        self, cache_size: int, *where: Any, **how: Any
    ) -> asyncpg.Connection[asyncpg.Record]:
        how |= {"statement_cache_size": cache_size}
        try:
            return await asyncpg.connect(*where, **how, server_settings=self._settings)
        except asyncpg.PostgresError as error:
            if "unsupported startup parameter" not in str(error):
                raise
            self._settings = self._named
            return await asyncpg.connect(*where, **how, server_settings=self._settings)


def limits(timeout_s: float) -> dict[str, str]:
    """Return what a server should end by itself, for a caller that may be lost.

    A statement gets longer than its caller waits, four times as long for a sweep as for others, so
    that it is the caller who says what happened. Waiting for a lock ends earlier, as an answer.
    """
    milliseconds = timeout_s * 1000
    return {
        "statement_timeout": f"{milliseconds * 5:.0f}",
        "lock_timeout": f"{milliseconds / 2:.0f}",
        "idle_in_transaction_session_timeout": f"{milliseconds * 1.25:.0f}",
        # Of a caller whose machine is gone only silence tells.
        "tcp_keepalives_idle": "30",
    }
