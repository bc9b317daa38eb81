"""What was changed, and by whom: ``client.audit`` of both clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial

from pacts._rpc import audit_calls as calls
from pacts._rpc.connection import AsyncConnection, Connection
from pacts.audit import AuditFilter, AuditRecord

_ALL = AuditFilter()


class Audit:
    """The audit of one daemon's store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self, where: AuditFilter = _ALL, *, page_size: int = 100, timeout_s: float | None = None
    ) -> Iterator[AuditRecord]:
        """Yield every record that matches, newest first.

        Args:
            where: which ones.
            page_size: records fetched at a time, 1 to 1000.
            timeout_s: seconds for each fetch.
        """
        at = partial(calls.list_audit_records, where, page_size)
        return self._connection.every(at, timeout_s)


class AsyncAudit:
    """The audit of one daemon's store; as `Audit`, awaited."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    def list(
        self, where: AuditFilter = _ALL, *, page_size: int = 100, timeout_s: float | None = None
    ) -> AsyncIterator[AuditRecord]:
        """Yield every record that matches, newest first.

        Args:
            where: which ones.
            page_size: records fetched at a time, 1 to 1000.
            timeout_s: seconds for each fetch.
        """
        at = partial(calls.list_audit_records, where, page_size)
        return self._connection.every(at, timeout_s)
