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
                CallerLimitError
            DaemonUnreachableError
        BrowserUnavailableError
        ConflictError
            VersionConflictError
            HealStateError
        RunDisabledError
        HealNotFoundError
        FrozenError
            FrozenMissError
        DeadlineExceededError
        AccessDeniedError
            ScopeMissingError
            AppNotAllowedError
        VersionError
            ProtocolUnsupportedError
        InternalError

A miss is not in this tree: it is an answer, unless the daemon is frozen.
"""

from __future__ import annotations

from pacts._shared.error import PactsError as PactsError  # noqa: PLC0414 - a part of this module


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


class CallerLimitError(OverloadedError):
    """This caller does as much at a time, or in a second, as the daemon lets one caller do."""

    @property
    def limit(self) -> str:
        """The setting of the daemon that limits a caller."""
        return self.metadata.get("limit", "")

    @property
    def retry_after_ms(self) -> int:
        """When the same call may be let in, in milliseconds from now."""
        return int(self.metadata.get("retry_after_ms", "0"))


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


class RunDisabledError(PactsError):
    """The daemon's settings do not let it run requirements."""

    @property
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self.metadata.get("problem", self.message)


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


class ScopeMissingError(AccessDeniedError):
    """The caller's token or certificate does not give it the scope that the call needs."""

    @property
    def scope(self) -> str:
        """The scope that is missing."""
        return self.metadata.get("scope", "")


class AppNotAllowedError(AccessDeniedError):
    """The caller's token or certificate reaches other applications only."""

    @property
    def app(self) -> str:
        """The application that is out of reach."""
        return self.metadata.get("app", "")


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
