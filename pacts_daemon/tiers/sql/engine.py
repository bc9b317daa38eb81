"""What the durable tiers ask of their database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from pacts_daemon.core.errors import TierRefusedError
from pacts_daemon.core.ports import Clock, KeyVersion
from pacts_daemon.tiers.sql.audit.rows import Recorded
from pacts_daemon.tiers.sql.rows import Row


class Engine(Protocol):
    """Runs one statement as one transaction, raising only TierUnavailableError.

    What is ``recorded`` of the rows that it returns is written in that transaction, too.
    """

    async def fetch(self, statement: str, *values: object) -> Sequence[Row]:
        """Read."""

    async def write(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        """Change something that the fast tier need not know of; sweeping as for `change`."""

    async def change(
        self,
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,
    ) -> Sequence[Row]:
        """Change entries and note what was returned, key and version, in the outbox.

        The first value is the current time. A sweeping change touches many rows, and waits until
        no other one is under way.
        """

    async def sync(self, *, once: bool = False) -> None:
        """Have the tier's clock follow the database's, where that has one."""

    async def load(
        self,
        now: datetime,
        loaded: Sequence[Sequence[object]],
        recorded: Recorded | None,
        *,
        over: bool,
    ) -> int:
        """Commit many rows of `statements.LOADED_COLUMNS` and note them; return how many it were.

        Each key stands there once. Only what is ``over``, or replaces nothing, is committed.
        """

    async def settle(self, known: Sequence[KeyVersion], epoch: int) -> None:
        """Delete notes up to each version, unless the epoch is another one by now; 0 is any."""

    async def cut_audit(self, until: datetime, batch: int, recorded: Recorded) -> int:
        """Delete up to so many audit records that are as old, and return how many it were."""

    async def close(self) -> None:
        """Let go of the backend. Safe to call twice."""


class SweepBudget:
    """How long a sweep may go on."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._end_s = clock.monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        return self._clock.monotonic() >= self._end_s


Purge = Callable[[datetime, SweepBudget], Awaitable[None]]
# A transaction's worth: its rows are locked, and other sweeps wait for their turn.
PURGE_BATCH = 1000


async def swept(
    engine: Engine,
    statement: str,
    until: datetime,
    batch: int,
    budget: SweepBudget,
    recorded: Recorded | None = None,
) -> list[Row]:
    """Delete what is due, ``batch`` rows a transaction, and return what went."""
    gone: list[Row] = []
    deleting = statement.format(limit=batch)
    while not budget.is_spent:
        rows = await engine.write(deleting, until, is_sweeping=True, recorded=recorded)
        gone += rows
        if len(rows) < batch:
            break
    return gone


async def each_purged(purges: Sequence[Purge], until: datetime, budget: SweepBudget) -> None:
    """Purge one table after the other: one whose rows are refused keeps no other from its turn.

    Raises:
        TierRefusedError: of the first table that was refused, once all had their turn.
        TierUnavailableError: the backend is silent.
    """
    refused: TierRefusedError | None = None
    for purge in purges:
        try:
            await purge(until, budget)
        except TierRefusedError as error:
            refused = refused or error
    if refused is not None:
        raise refused
