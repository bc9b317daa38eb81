"""Every failure of a call, in one tree.

    PactsError
    ├── InvalidFieldError               the request is wrong
    │   ├── InvalidPageError            … the page cannot be read
    │   ├── PageTooLargeError           … the page is over a limit
    │   ├── InvalidFingerprintError     … the fingerprint cannot be read
    │   └── AddressNotAllowedError      … the daemon may not open that address
    ├── IncompatibleFingerprintsError   two fingerprints are of different kinds
    ├── UnavailableError                worth another try later
    │   ├── TierUnavailableError        … one tier did not answer
    │   ├── AllTiersUnavailableError    … none of them did
    │   ├── OverloadedError             … too many discoveries at once
    │   └── DaemonUnreachableError      … the daemon itself did not answer
    ├── BrowserUnavailableError         the daemon has nothing to discover with
    ├── VersionConflictError            the entry has changed meanwhile
    ├── FrozenError                     the daemon is frozen: it neither discovers nor writes
    │   └── FrozenMissError             … and does not know the element
    ├── HealNotFoundError               there is no such heal
    ├── HealStateError                  the heal was decided on already, another way
    ├── DeadlineExceededError           the call took longer than its timeout
    ├── AccessDeniedError               the daemon wants another token or certificate
    └── InternalError                   a defect of the daemon

A miss is not in this tree: it is an answer, unless the daemon is frozen.
"""

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


class InvalidFieldError(PactsError):
    """A field of the request is missing or wrong."""

    @property
    def field(self) -> str:
        """Which field; empty when the daemon did not say."""
        return self.metadata.get("field", "")

    @property
    def problem(self) -> str:
        """What is wrong with it."""
        return self.metadata.get("problem", self.message)


class InvalidPageError(InvalidFieldError):
    """The page cannot be read as what it says it is."""


class PageTooLargeError(InvalidFieldError):
    """The page is over a limit on bytes, nodes or depth."""


class InvalidFingerprintError(InvalidFieldError):
    """The bytes are not a fingerprint."""


class AddressNotAllowedError(InvalidFieldError):
    """The daemon may not open that address."""

    @property
    def address(self) -> str:
        """The address that was refused."""
        return self.metadata.get("address", "")


class IncompatibleFingerprintsError(PactsError):
    """The fingerprints differ in source kind, algorithm or rules, so no ratio exists."""


class UnavailableError(PactsError):
    """Something the call needs did not answer; the same call may succeed later."""


class TierUnavailableError(UnavailableError):
    """A tier that the call needs did not answer."""

    @property
    def tier(self) -> str:
        """Which tier."""
        return self.metadata.get("tier", "")


class AllTiersUnavailableError(UnavailableError):
    """No tier that could know the answer was reachable; metadata names them in ``tiers``."""


class OverloadedError(UnavailableError):
    """Too many discoveries at once."""


class DaemonUnreachableError(UnavailableError):
    """Nothing answers at the target, or the connection broke."""


class BrowserUnavailableError(PactsError):
    """The daemon has no browser to discover with, and fails until somebody sees to one."""

    @property
    def problem(self) -> str:
        """What is wrong with it, and what to do."""
        return self.metadata.get("problem", self.message)


class VersionConflictError(PactsError):
    """The stored version is not the one that the caller named."""

    @property
    def expected(self) -> int:
        """The version the caller named."""
        return int(self.metadata["expected"])

    @property
    def current(self) -> int:
        """The version that is stored; 0 when there is none."""
        return int(self.metadata["current"])


class FrozenError(PactsError):
    """The daemon is frozen, and the call would discover or write."""


class FrozenMissError(FrozenError):
    """The element is not known, and a frozen daemon does not look for it."""

    @property
    def miss(self) -> str:
        """Why it is a miss, a value of `MissReason`."""
        return self.metadata.get("miss", "")


class HealNotFoundError(PactsError):
    """There is no heal of that name."""

    @property
    def heal_id(self) -> str:
        """The name."""
        return self.metadata.get("id", "")


class HealStateError(PactsError):
    """The heal stands where it cannot be decided on this way."""

    @property
    def heal_id(self) -> str:
        """Which heal."""
        return self.metadata.get("id", "")

    @property
    def state(self) -> str:
        """Where it stands, a value of `HealState`."""
        return self.metadata.get("state", "")


class DeadlineExceededError(PactsError):
    """The call took longer than its timeout; whether it was carried out is not known."""


class AccessDeniedError(PactsError):
    """The daemon refuses the caller's token or certificate."""


class InternalError(PactsError):
    """A defect of the daemon."""

    @property
    def request_id(self) -> str:
        """What to look for in the daemon's log."""
        return self.metadata.get("request_id", "")
