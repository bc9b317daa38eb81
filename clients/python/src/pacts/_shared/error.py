"""The parent of every error of a call."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class PactsError(Exception):
    """The parent of every error of a call; raised itself for a status this client has no class for.

    Attributes:
        code: the canonical name of the status ("INVALID_ARGUMENT").
        reason: the daemon's ErrorReason without its prefix ("INVALID_FIELD"); empty when the
            failure is not one of the daemon's own.
        metadata: the dynamic parts of the failure, as the daemon gave them.
    """

    def __init__(
        self,
        message: str,
        code: str = "UNKNOWN",
        reason: str = "",
        metadata: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(message, code, reason, dict(metadata))
        self.message = message
        self.code = code
        self.reason = reason
        self.metadata = dict(metadata)

    def __str__(self) -> str:
        return self.message
