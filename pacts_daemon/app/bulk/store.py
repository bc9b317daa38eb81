"""The durable tier by itself, for what goes through all of it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from pacts_daemon.app.bulk.person import act_as_user
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.wiring import migrator_of, open_durable
from pacts_daemon.core.errors import FrozenError
from pacts_daemon.core.ports import Clock
from pacts_daemon.settings import Settings
from pacts_daemon.tiers.sql.disk.holding import held, held_or_beside
from pacts_daemon.tiers.sql.tier import SqlTier


@asynccontextmanager
async def read_store(settings: Settings) -> AsyncIterator[SqlTier]:
    """Open what is stored to be read, beside any daemon and where nothing may be written.

    Raises:
        InvalidFieldError: the DSN is none.
        TierUnavailableError: it cannot be read.
    """
    async with AsyncExitStack() as stack:
        reading = settings.model_copy(update={"frozen": True})
        tier, _ = await _opened(stack, reading)
        yield tier


@asynccontextmanager
async def written_store(settings: Settings) -> AsyncIterator[tuple[SqlTier, Clock]]:
    """Open what is stored to be written, migrated, and its clock.

    Beside a daemon: what is noted in the outbox it learns from there, within its maintenance
    interval. A frozen one learns of nothing, so the file is refused.

    Raises:
        FrozenError: the settings say so.
        InvalidFieldError: the DSN is none, or frozen daemons have the SQLite file.
        TierUnavailableError: it cannot be written.
    """
    if settings.frozen:
        raise FrozenError("nothing is imported")
    act_as_user()
    async with AsyncExitStack() as stack:
        migrator = migrator_of(settings)
        pending = (await migrator.status()).pending
        if settings.postgres.dsn is None:
            hold = held if pending else held_or_beside
            stack.enter_context(hold(settings.sqlite_path))
        if pending:
            await migrator.up()
        yield await _opened(stack, settings)


async def _opened(stack: AsyncExitStack, settings: Settings) -> tuple[SqlTier, Clock]:
    tier, clock = await open_durable(stack, settings, SystemClock())
    await tier.state("")  # from here on the clock is the database's
    return tier, clock
