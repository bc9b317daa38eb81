"""Heals, counted by the state they come to."""

from __future__ import annotations

from collections.abc import Callable

from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key


class CountedHealLog:
    """A heal log that tells of what is kept: ``count`` takes the verdict and the state."""

    def __init__(self, delegate: HealLog, count: Callable[[str, str], None]) -> None:
        self._delegate = delegate
        self._count = count

    async def record(self, heal: HealRecord) -> None:
        await self._delegate.record(heal)
        self._tell(heal)

    async def heal(self, heal_id: str) -> HealRecord | None:
        return await self._delegate.heal(heal_id)

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        return await self._delegate.heals(where, before, limit)

    async def heals_of(self, key: Key, limit: int, *, binding: bool = False) -> list[HealRecord]:
        return await self._delegate.heals_of(key, limit, binding=binding)

    async def change(
        self, heal: HealRecord, expected: HealRecord, action: AuditAction | None = None
    ) -> bool:
        is_changed = await self._delegate.change(heal, expected, action)
        if is_changed and heal.state is not expected.state:
            self._tell(heal)
        return is_changed

    def _tell(self, heal: HealRecord) -> None:
        relocation = heal.new.relocation
        verdict = "unknown" if relocation is None else relocation.verdict.value
        self._count(verdict, heal.state.value)
