"""What reported successes and failures do to a heal that is served on probation."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import HealRules, HealState, decided
from pacts_daemon.core.model import Entry
from pacts_daemon.core.policy import CHANGE_ATTEMPTS, InForce
from pacts_daemon.core.ports import Clock


class Standing(Enum):
    """Where the heal of an entry stands after a report."""

    ON_PROBATION = auto()
    TRUSTED = auto()
    REFUSED = auto()


_STANDINGS = {
    HealState.QUARANTINED: Standing.ON_PROBATION,
    HealState.PROBATION: Standing.ON_PROBATION,
    HealState.PROMOTED: Standing.TRUSTED,
    HealState.REJECTED: Standing.REFUSED,
    HealState.ROLLED_BACK: Standing.REFUSED,
}


class Probation:
    """Promotes heals by reported passes, and rejects them by one reported failure."""

    def __init__(self, log: HealLog, clock: Clock, rules: InForce[HealRules]) -> None:
        self._log = log
        self._clock = clock
        self._rules = rules

    async def passed(self, entry: Entry) -> Standing:
        """Count a success of an entry on probation.

        A heal that somebody decided on meanwhile stays as it was decided. One whose record is past
        its time is trusted: it was neither rejected nor taken back while there was a record.

        Raises:
            TierUnavailableError: the log did not answer.
        """
        for _ in range(CHANGE_ATTEMPTS):
            heal = await self._log.heal(entry.heal_id)
            if heal is None:
                return Standing.TRUSTED
            if heal.state is not HealState.PROBATION:
                return _STANDINGS[heal.state]
            counted, action = replace(heal, passes=heal.passes + 1), None
            if counted.passes >= self._rules.now.promote_after_passes:
                note = f"{counted.passes} reported passes"
                counted = decided(counted, HealState.PROMOTED, note, self._clock.now())
                action = AuditAction.HEAL_PROMOTED
            if await self._log.change(counted, heal, action):
                return _STANDINGS[counted.state]
        return Standing.ON_PROBATION

    async def failed(self, entry: Entry) -> None:
        """Reject the heal of an entry on probation: it did not lead to the right element."""
        for _ in range(CHANGE_ATTEMPTS):
            heal = await self._log.heal(entry.heal_id)
            if heal is None or heal.state is not HealState.PROBATION:
                return
            rejected = decided(heal, HealState.REJECTED, "a reported failure", self._clock.now())
            if await self._log.change(rejected, heal, AuditAction.HEAL_REJECTED):
                return
