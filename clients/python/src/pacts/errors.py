"""Every failure of a call, in one tree. Made by `make gen` from clients/shared/errors.toml.

    PactsError
        InvalidRequestError
            InvalidFieldError
                InvalidPageError
                PageTooLargeError
                InvalidFingerprintError
                AddressNotAllowedError
            IncompatibleFingerprintsError
        PageNotKeptError
        UnavailableError
            TierUnavailableError
            AllTiersUnavailableError
            OverloadedError
            DaemonUnreachableError
        BrowserUnavailableError
        ConflictError
            VersionConflictError
            HealStateError
        HealNotFoundError
        FrozenError
            FrozenMissError
        DeadlineExceededError
        AccessDeniedError
        VersionError
            ProtocolUnsupportedError
        InternalError

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


class InvalidRequestError(PactsError):
    """The request is wrong, and will be the next time."""


class InvalidFieldError(InvalidRequestError):
    """A field of the request is missing or wrong."""

    @property
    def field(self) -> str:
        """Which field; empty when the daemon did not say."""
        return self.metadata.get("field", "")

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
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


class IncompatibleFingerprintsError(InvalidRequestError):
    """The fingerprints differ in source kind, algorithm or rules, so no ratio exists."""

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self.metadata.get("problem", self.message)


class PageNotKeptError(PactsError):
    """The daemon does not have the page of that digest, or not any more: send the page itself."""

    @property
    def field(self) -> str:
        """Which field; empty when the daemon did not say."""
        return self.metadata.get("field", "")


class UnavailableError(PactsError):
    """Something the call needs did not answer; the same call may succeed later."""


class TierUnavailableError(UnavailableError):
    """A tier that the call needs did not answer."""

    @property
    def tier(self) -> str:
        """Which tier."""
        return self.metadata.get("tier", "")

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self.metadata.get("problem", self.message)


class AllTiersUnavailableError(UnavailableError):
    """No tier that could know the answer was reachable."""

    @property
    def tiers(self) -> list[str]:
        """The tiers that were asked."""
        return [name for name in self.metadata.get("tiers", "").split(",") if name]


class OverloadedError(UnavailableError):
    """As much is under way as may be at a time: discoveries, calls or bytes."""


class DaemonUnreachableError(UnavailableError):
    """Nothing answers at the target, or the connection broke."""


class BrowserUnavailableError(PactsError):
    """The daemon has no browser to discover with, and fails until somebody sees to one."""

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self.metadata.get("problem", self.message)


class ConflictError(PactsError):
    """What the call would change has changed meanwhile."""


class VersionConflictError(ConflictError):
    """The stored version is not the one that the caller named."""

    @property
    def expected(self) -> int:
        """The version that the caller named."""
        return int(self.metadata.get("expected", "0"))

    @property
    def current(self) -> int:
        """The version that is stored; 0 when there is none."""
        return int(self.metadata.get("current", "0"))


class HealStateError(ConflictError):
    """The heal stands where it cannot be decided on this way."""

    @property
    def heal_id(self) -> str:
        """Which heal."""
        return self.metadata.get("id", "")

    @property
    def state(self) -> str:
        """Where the heal stands, a value of HealState."""
        return self.metadata.get("state", "")


class HealNotFoundError(PactsError):
    """There is no heal of that name."""

    @property
    def heal_id(self) -> str:
        """Which heal."""
        return self.metadata.get("id", "")


class FrozenError(PactsError):
    """The daemon is frozen, and the call would discover or write."""

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self.metadata.get("problem", self.message)


class FrozenMissError(FrozenError):
    """The element is not known, and a frozen daemon does not look for it."""

    @property
    def miss(self) -> str:
        """Why it is a miss, a value of MissReason."""
        return self.metadata.get("miss", "")


class DeadlineExceededError(PactsError):
    """The call took longer than its deadline; whether it was carried out is not known."""


class AccessDeniedError(PactsError):
    """The daemon refuses the caller's token or certificate."""

    @property
    def field(self) -> str:
        """Which field; empty when the daemon did not say."""
        return self.metadata.get("field", "")


class VersionError(PactsError):
    """The daemon is older than this client: it does not know the call."""


class ProtocolUnsupportedError(VersionError):
    """The daemon does not speak this client's version of the protocol."""

    @property
    def client(self) -> str:
        """The version of the protocol that this client speaks."""
        return self.metadata.get("client", "")

    @property
    def supported(self) -> str:
        """The version, or versions, that the daemon speaks."""
        return self.metadata.get("supported", "")


class InternalError(PactsError):
    """A defect of the daemon."""

    @property
    def request_id(self) -> str:
        """What to look for in the daemon's log."""
        return self.metadata.get("request_id", "")
