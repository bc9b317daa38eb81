"""A log of heals that does as it is told."""

from __future__ import annotations

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key
from pacts_daemon.core.model import TierName


class ScriptedHealLog:
    """Heals in a dict, newest last."""

    def __init__(self) -> None:
        self.held: dict[str, HealRecord] = {}
        self.down = False
        self.conflicts = 0
        self.reads = 0

    def _answer(self) -> None:
        if self.down:
            raise TierUnavailableError(TierName("postgres"), "down")

    def only(self) -> HealRecord:
        (heal,) = self.held.values()
        return heal

    async def record(self, heal: HealRecord) -> None:
        self._answer()
        self.held[heal.id] = heal

    async def heal(self, heal_id: str) -> HealRecord | None:
        self._answer()
        return self.held.get(heal_id)

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        raise AssertionError("the core never lists")

    async def heals_of(self, key: Key, limit: int) -> list[HealRecord]:
        self._answer()
        self.reads += 1
        return [heal for heal in reversed(self.held.values()) if heal.key == key][:limit]

    async def change(self, heal: HealRecord, expected: HealRecord) -> bool:
        self._answer()
        if self.conflicts:
            self.conflicts -= 1
            return False
        held = self.held[heal.id]
        if (held.state, held.passes) != (expected.state, expected.passes):
            return False
        self.held[heal.id] = heal
        return True
