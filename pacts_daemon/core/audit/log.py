"""Where audit records are kept."""

from __future__ import annotations

from typing import Protocol

from pacts_daemon.core.audit.model import AuditFilter, AuditNote, AuditRecord


class AuditLog(Protocol):
    """Reads what was recorded, and records what changes no entry.

    What does change one is recorded by the call that changes it, in the same transaction.
    """

    async def note(self, note: AuditNote) -> None:
        """Record something.

        Raises:
            TierUnavailableError: nothing was recorded, or it is not known whether it was.
        """

    async def records(self, where: AuditFilter, before: int, limit: int) -> list[AuditRecord]:
        """Return up to ``limit`` records, newest first, older than the one numbered ``before``.

        0 begins with the newest.

        Raises:
            TierUnavailableError: the backend could not answer.
        """
