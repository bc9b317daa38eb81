"""Opening the durable tier in the background, as often as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.telemetry.setup import Logger
from pacts_daemon.tiers.proxies.opening import OpeningState

# Longer than a server takes that is there, shorter than anyone waits for a start.
FIRST_ATTEMPT_S = 2.0
# A server that starts beside the daemon is there in a second or two; one that is down is found to
# be back within five, and not asked all the time.
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0


class Opening:
    """Brings the durable tier to the form this version needs, then lets callers in.

    A tier that is away, or that another replica is migrating, is tried again until it is there. One
    that no waiting will mend ends the opening, and with it the daemon.
    """

    def __init__(
        self,
        state: OpeningState,
        migrate: Callable[[], Awaitable[Sequence[str]]],
        logger: Logger,
    ) -> None:
        self._state = state
        self._migrate = migrate
        self._logger = logger
        self._tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self, wait_s: float) -> None:
        """Start opening and return when it is done, failed a first time, or ``wait_s`` are over.

        Raises:
            TierUnavailableError: the tier can't be used as it is, and waiting won't mend that.
        """
        self._task = asyncio.create_task(self._repeat(), name="opening")
        tried = asyncio.create_task(self._tried.wait())
        try:
            await asyncio.wait(
                (self._task, tried), timeout=wait_s, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            tried.cancel()
            await asyncio.wait((tried,))
        if self._task.done():
            self._task.result()

    async def failed(self) -> None:
        """Return never, unless the opening ends with a failure, which is raised.

        Raises:
            TierUnavailableError: as for `start`.
        """
        if self._task is not None:
            await asyncio.shield(self._task)
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Give up, wherever the opening stands."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    async def _repeat(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                applied = await self._migrate()
            except TierUnavailableError as error:
                if error.lasting:
                    raise
                self._postponed(error, pause_s)
            else:
                break
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        self._state.pending = ""
        log = self._logger.info if self._tried.is_set() else self._logger.debug
        log("opened", migrations=list(applied))

    def _postponed(self, error: TierUnavailableError, next_s: float) -> None:
        if self._state.pending != error.problem and self._tried.is_set():
            self._logger.warning(
                "opening_postponed", tier=error.tier, why=error.problem, next_s=next_s
            )
        self._state.pending = error.problem
        self._tried.set()
