"""Where heals are kept."""

from __future__ import annotations

from typing import Protocol

from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.heal.model import HealFilter, HealRecord
from pacts_daemon.core.keys import Key


class HealLog(Protocol):
    """Keeps heals, in the same place as entries."""

    async def record(self, heal: HealRecord) -> None:
        """Keep a new heal, and record in the audit that it was made.

        Raises:
            TierUnavailableError: nothing was kept, or it is not known whether it was.
        """

    async def heal(self, heal_id: str) -> HealRecord | None:
        """Return one heal, None when there is none of this id."""

    async def heals(self, where: HealFilter, before: str, limit: int) -> list[HealRecord]:
        """Return up to ``limit`` heals, newest first, older than the one of id ``before``."""

    async def heals_of(self, key: Key, limit: int, *, binding: bool = False) -> list[HealRecord]:
        """Return up to ``limit`` heals of one query, newest first.

        ``binding``: only those that bind a search, being rejected or waiting for a person.
        """

    async def change(
        self, heal: HealRecord, expected: HealRecord, action: AuditAction | None = None
    ) -> bool:
        """Replace a heal whose state and passes are still the ``expected`` ones; say whether.

        ``action`` is what the audit says of it, with the heal's note; nothing where it is none.

        Raises:
            TierUnavailableError: nothing was changed, or it is not known whether it was.
        """
