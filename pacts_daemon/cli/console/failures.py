"""What a command can end with besides its answer, and the exit codes scripts rely on."""

from __future__ import annotations

from enum import IntEnum

import pacts
from pacts_daemon.core.errors import PactsError


class ExitCode(IntEnum):
    """OK: found, answered. NOT_QUITE: a miss, some errors. UNUSABLE: the call could not be made."""

    OK = 0
    NOT_QUITE = 1
    UNUSABLE = 2


class UsageError(Exception):
    """The call cannot be carried out as it was made; the message names the field."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")


EXPECTED = (UsageError, PactsError, pacts.PactsError)
"""Errors that are told in a line and end with UNUSABLE; any other is a defect."""
