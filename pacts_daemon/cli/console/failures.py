"""What a command can end with besides its answer, and the exit codes scripts rely on."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import pacts
from pacts_daemon.core.errors import InvalidFieldError, PactsError


class ExitCode(IntEnum):
    """What a command came to; documented in docs/cli.md.

    OK: found, right, done. NOT_QUITE: the answer is no: a miss, wrong, gone, broken, or a line of a
    batch that could not be answered. UNUSABLE: the call cannot be carried out as it was made.
    NO_DAEMON: none answers. NO_SUCH_THING: what was named is not there. FAILED: refused, or failed
    on the way.
    """

    OK = 0
    NOT_QUITE = 1
    UNUSABLE = 2
    NO_DAEMON = 3
    NO_SUCH_THING = 4
    FAILED = 5


class CommandError(Exception):
    """The parent of what ends a command with a line."""


class UsageError(CommandError):
    """The call cannot be carried out as it was made; the message names the field."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")


class UnusableRequirementError(CommandError):
    """A requirement can't be read: a line for each reason, with its place."""


class NoDaemonError(CommandError):
    """No daemon answers where one should be."""


class NoSuchHealError(CommandError):
    """No heal has an id that begins like this."""


EXPECTED: Final = (CommandError, PactsError, pacts.PactsError)
"""Errors that are told in a line; any other is a defect."""

_CODES: Final[tuple[tuple[type[Exception], ExitCode], ...]] = (
    (UsageError, ExitCode.UNUSABLE),
    (UnusableRequirementError, ExitCode.UNUSABLE),
    (InvalidFieldError, ExitCode.UNUSABLE),
    (pacts.InvalidFieldError, ExitCode.UNUSABLE),
    (NoDaemonError, ExitCode.NO_DAEMON),
    (pacts.DaemonUnreachableError, ExitCode.NO_DAEMON),
    (NoSuchHealError, ExitCode.NO_SUCH_THING),
    (pacts.HealNotFoundError, ExitCode.NO_SUCH_THING),
    (pacts.FrozenMissError, ExitCode.NOT_QUITE),
)


def exit_code_of(error: Exception) -> ExitCode:
    """Return the exit code of an expected error; FAILED where nothing more is known."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.FAILED)
