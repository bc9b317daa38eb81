"""Telling the fast tier what the durable one knew, behind the answer to a caller."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from pacts_daemon.core.calls.background import BackgroundTasks
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import FastTier

# About the connections of a Redis by default: beyond it nothing goes faster, and what waits would
# only take memory, so that callers wait instead.
_AT_ONCE = 64


class Warming:
    """Nobody waits for it, unless so much is under way that the fast tier seems to be slow."""

    def __init__(self, fast: FastTier, trust: FastTrust) -> None:
        self._fast = fast
        self._trust = trust
        self._behind = BackgroundTasks()

    async def begin(self, entries: Sequence[tuple[Key, Entry]], epoch: int) -> None:
        """Have the fast tier told of entries that were read while ``epoch`` was the present one.

        What was read in an epoch that has ended may be older than a removal which the fast tier
        does not remember any more, and is not told.
        """
        task = self._behind.begin(self._tell(entries, epoch))
        if len(self._behind) > _AT_ONCE:
            await asyncio.wait((task,))

    async def settled(self) -> None:
        """Return when everything has been told that was begun."""
        await self._behind.settled()

    async def _tell(self, entries: Sequence[tuple[Key, Entry]], epoch: int) -> None:
        if self._trust.epoch != epoch:
            return
        with suppress(TierUnavailableError):  # the proxy around the tier has recorded it
            if len(entries) == 1:
                await self._fast.store(*entries[0])
            else:
                await self._fast.tell(entries)
