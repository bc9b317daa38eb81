"""Refusals of healing in the audit, where a suite may meet the same one a thousand times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress

from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.audit.model import AuditAction, AuditNote, Cause
from pacts_daemon.core.calls.background import BackgroundTasks
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.core.ports import Clock

# A suite that runs every few minutes would fill the audit with one refusal; by an hour it still
# shows that the refusal lasts.
_AGAIN_S = 3600.0
# Elements times reasons of all suites of an hour; what is forgotten is noted a second time.
_REMEMBERED = 10_000


class RefusalNotes:
    """Notes a refusal once an hour for each element and reason, behind the answer to a caller.

    Each replica counts for itself. What the durable tier does not take is left out: a refusal is an
    answer, and no change that somebody could miss.
    """

    def __init__(self, log: AuditLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock
        self._noted: OrderedDict[Hashable, float] = OrderedDict()
        self._behind = BackgroundTasks()

    def begin(self, query: ElementQuery, why: str, heal_id: str = "") -> None:
        """Have it noted, unless it was lately."""
        now, which = self._clock.monotonic(), (key_of(query), why)
        if now - self._noted.get(which, now - _AGAIN_S) < _AGAIN_S:
            return
        self._noted[which] = now
        self._noted.move_to_end(which)
        while len(self._noted) > _REMEMBERED:
            self._noted.popitem(last=False)
        cause = Cause(AuditAction.HEAL_REFUSED, why, heal_id)
        self._behind.begin(self._note(AuditNote(cause, query)))

    async def settled(self) -> None:
        """Return when everything has been noted that was begun."""
        await self._behind.settled()

    async def _note(self, note: AuditNote) -> None:
        with suppress(TierUnavailableError):  # the proxy around the tier has recorded it
            await self._log.note(note)
