"""The heals and the audit of a tier, asked for as the tier itself is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.audit.model import AuditAction, AuditFilter, AuditNote, AuditRecord
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key
from pacts_daemon.core.ports import DurableTier

T = TypeVar("T")


class HealingTier(DurableTier, Protocol):
    """A durable tier with the heals and the audit that it keeps."""

    @property
    def heal_log(self) -> HealLog:
        """They are as near or as far as the entries, over the same connections."""

    @property
    def audit_log(self) -> AuditLog:
        """It is as near or as far, too."""


class Run(Protocol):
    """What a proxy does with a call of its tier."""

    def __call__(self, operation: str, call: Callable[[], Awaitable[T]], /) -> Awaitable[T]: ...


class HealLogProxy:
    """Hands every call to the proxy of the tier, which so judges both by one measure."""

    def __init__(self, delegate: HealLog, run: Run) -> None:
        self._delegate = delegate
        self._run = run

    async def record(self, heal: HealRecord) -> None:
        await self._run("record_heal", lambda: self._delegate.record(heal))

    async def heal(self, heal_id: str) -> HealRecord | None:
        return await self._run("heal", lambda: self._delegate.heal(heal_id))

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        return await self._run("heals", lambda: self._delegate.heals(where, before, limit))

    async def heals_of(self, key: Key, limit: int, *, binding: bool = False) -> list[HealRecord]:
        return await self._run(
            "heals_of", lambda: self._delegate.heals_of(key, limit, binding=binding)
        )

    async def change(
        self, heal: HealRecord, expected: HealRecord, action: AuditAction | None = None
    ) -> bool:
        return await self._run("change_heal", lambda: self._delegate.change(heal, expected, action))


class AuditLogProxy:
    """Hands every call to the proxy of the tier, too."""

    def __init__(self, delegate: AuditLog, run: Run) -> None:
        self._delegate = delegate
        self._run = run

    async def note(self, note: AuditNote) -> None:
        await self._run("note", lambda: self._delegate.note(note))

    async def records(self, where: AuditFilter, before: int, limit: int) -> list[AuditRecord]:
        return await self._run("records", lambda: self._delegate.records(where, before, limit))
