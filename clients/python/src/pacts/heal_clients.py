"""What people do about heals: ``client.heals`` of both clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial

from pacts._rpc import heal_calls as calls
from pacts._rpc.connection import AsyncConnection, Connection
from pacts.heals import Heal, HealPages, HealState


class Heals:
    """The heals of one daemon.

    Every decision may be repeated: that carries out what is left of it. Each raises
    HealNotFoundError when there is no such heal, HealStateError when it stands where it cannot be
    decided on this way, and FrozenError while the daemon is frozen. A ``note`` says who decides,
    or why, in at most 512 bytes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self,
        app: str = "",
        environment: str = "",
        page: str = "",
        state: HealState | None = None,
        *,
        page_size: int = 100,
        timeout_s: float | None = None,
    ) -> Iterator[Heal]:
        """Yield every heal that matches, newest first; an empty filter matches all.

        Args:
            app: only this application.
            environment: only this environment.
            page: only this page, a URL or a page name.
            state: only those that stand here.
            page_size: heals fetched at a time, 1 to 1000.
            timeout_s: seconds for each fetch.
        """
        at = partial(calls.list_heals, app, environment, page, state, page_size)
        return self._connection.every(at, timeout_s)

    def get(self, heal_id: str, *, timeout_s: float | None = None) -> Heal:
        """Return one heal with all its evidence."""
        return self._connection.run(calls.get_heal(heal_id), timeout_s)

    def pages(self, heal_id: str, *, timeout_s: float | None = None) -> HealPages:
        """Return the pages that a heal was made between, as they were captured."""
        return self._connection.run(calls.get_heal_pages(heal_id), timeout_s)

    def approve(self, heal_id: str, note: str = "", *, timeout_s: float | None = None) -> Heal:
        """Trust a heal that was not rolled back: what it found is served from now on."""
        return self._connection.run(calls.approve_heal(heal_id, note), timeout_s)

    def reject(self, heal_id: str, note: str = "", *, timeout_s: float | None = None) -> Heal:
        """Refuse a heal that is quarantined or on probation: its entry is dropped."""
        return self._connection.run(calls.reject_heal(heal_id, note), timeout_s)

    def rollback(self, heal_id: str, note: str = "", *, timeout_s: float | None = None) -> Heal:
        """Serve the selectors before a heal that is on probation or promoted again."""
        return self._connection.run(calls.rollback_heal(heal_id, note), timeout_s)


class AsyncHeals:
    """The heals of one daemon; as `Heals`, awaited."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    def list(
        self,
        app: str = "",
        environment: str = "",
        page: str = "",
        state: HealState | None = None,
        *,
        page_size: int = 100,
        timeout_s: float | None = None,
    ) -> AsyncIterator[Heal]:
        """Yield every heal that matches, newest first; an empty filter matches all.

        Args:
            app: only this application.
            environment: only this environment.
            page: only this page, a URL or a page name.
            state: only those that stand here.
            page_size: heals fetched at a time, 1 to 1000.
            timeout_s: seconds for each fetch.
        """
        at = partial(calls.list_heals, app, environment, page, state, page_size)
        return self._connection.every(at, timeout_s)

    async def get(self, heal_id: str, *, timeout_s: float | None = None) -> Heal:
        """Return one heal with all its evidence."""
        return await self._connection.run(calls.get_heal(heal_id), timeout_s)

    async def pages(self, heal_id: str, *, timeout_s: float | None = None) -> HealPages:
        """Return the pages that a heal was made between, as they were captured."""
        return await self._connection.run(calls.get_heal_pages(heal_id), timeout_s)

    async def approve(
        self, heal_id: str, note: str = "", *, timeout_s: float | None = None
    ) -> Heal:
        """Trust a heal that was not rolled back: what it found is served from now on."""
        return await self._connection.run(calls.approve_heal(heal_id, note), timeout_s)

    async def reject(self, heal_id: str, note: str = "", *, timeout_s: float | None = None) -> Heal:
        """Refuse a heal that is quarantined or on probation: its entry is dropped."""
        return await self._connection.run(calls.reject_heal(heal_id, note), timeout_s)

    async def rollback(
        self, heal_id: str, note: str = "", *, timeout_s: float | None = None
    ) -> Heal:
        """Serve the selectors before a heal that is on probation or promoted again."""
        return await self._connection.run(calls.rollback_heal(heal_id, note), timeout_s)
