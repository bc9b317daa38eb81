"""Changes of policy in the audit: names of settings, never their values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.audit.model import AuditAction, AuditNote, Cause
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.rpc.access.token_file import FIELD
from pacts_daemon.rpc.access.token_source import TokenSource
from pacts_daemon.telemetry.setup import Logger


async def note_policy(audit: AuditLog | None, applied: Sequence[str], logger: Logger) -> None:
    """Record which settings are in force anew; a store that is away is logged, and changes nothing.

    Args:
        audit: where; None for a daemon that writes nothing.
        applied: the names of settings, such as ``log.level``.
        logger: told where it could not be recorded.
    """
    if audit is None or not applied:
        return
    try:
        cause = Cause(AuditAction.POLICY_CHANGED, ", ".join(applied))
        await audit.note(AuditNote(cause))
    except TierUnavailableError as error:
        logger.warning("policy_unrecorded", applied=tuple(applied), why=str(error))


def noting_tokens(
    source: TokenSource, audit: AuditLog | None, logger: Logger
) -> Callable[[], Awaitable[None]]:
    """Return the turn that reads the token file again, and records that others are let in."""

    async def turn() -> None:
        if await source.turn():
            await note_policy(audit, (FIELD,), logger)

    return turn
