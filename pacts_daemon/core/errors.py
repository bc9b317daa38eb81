"""Every failure of the product, in one tree.

    PactsError
    ├── InvalidFieldError               the caller's input is wrong
    │   ├── InvalidPageError            … the page cannot be read
    │   ├── PageTooLargeError           … the page is over a limit
    │   ├── InvalidFingerprintError     … the fingerprint cannot be read
    │   └── AddressNotAllowedError      … the daemon may not open that address
    ├── PageNotKeptError                the page of a digest was not sent lately
    ├── IncompatibleFingerprintsError   two fingerprints are of different kinds
    ├── TierUnavailableError            one tier did not answer
    │   ├── TierRefusedError            … it answered that it will not do this
    │   └── TierBusyError               … it was not asked: all connections are in use
    ├── AllTiersUnavailableError        none of them did
    ├── VersionConflictError            it has changed meanwhile
    ├── FrozenError                     the daemon is frozen: it neither discovers nor writes
    │   └── FrozenMissError             … and does not know the element
    ├── HealNotFoundError               there is no such heal
    ├── HealStateError                  the heal cannot be decided on this way
    ├── BrowserUnavailableError         there is nothing to discover with
    ├── RunDisabledError                the daemon runs no requirements
    ├── ProtocolUnsupportedError        the client speaks another version of the protocol
    ├── PageUnavailableError            the page cannot be opened: the walk makes it a miss
    ├── AccessDeniedError               the caller is not let in: its token or certificate
    │   ├── ScopeMissingError           … is let in, and may not do this
    │   └── AppNotAllowedError          … or not with this application
    └── OverloadedError                 as much is under way as may be at a time
        └── CallerLimitError            … by one caller

A miss is not in this tree: it is an answer, unless the daemon is frozen.
"""

from __future__ import annotations

from collections.abc import Mapping


class PactsError(Exception):
    """The parent of every error raised on purpose."""


class InvalidFieldError(PactsError):
    """A field of the caller's input is missing or wrong."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class InvalidPageError(InvalidFieldError):
    """The page cannot be read as what it says it is."""


class PageTooLargeError(InvalidFieldError):
    """The page is over a limit on bytes, nodes or depth."""


class InvalidFingerprintError(InvalidFieldError):
    """The bytes are not a fingerprint, or not one of this version."""


class PageNotKeptError(PactsError):
    """The daemon does not have the page of a digest any more."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: the page is not kept, send the page itself")
        self.field = field


class AddressNotAllowedError(InvalidFieldError):
    """The address is not on the allow-list of the settings."""

    def __init__(self, field: str, address: str) -> None:
        super().__init__(field, f"{address} is not allow-listed for the daemon")
        self.address = address


class IncompatibleFingerprintsError(PactsError):
    """The fingerprints differ in source kind, algorithm or rules, so no ratio exists."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class TierUnavailableError(PactsError):
    """A tier could not answer; never used for a miss. ``lasting``: waiting will not mend it."""

    def __init__(self, tier: str, problem: str, *, lasting: bool = False) -> None:
        super().__init__(f"{tier} is unavailable: {problem}")
        self.tier = tier
        self.problem = problem
        self.lasting = lasting


class TierRefusedError(TierUnavailableError):
    """The tier answered, and refused this call: it is full, read-only, or was told to stop.

    It says nothing of the next call of another kind, so it never opens a breaker.
    """


class TierBusyError(TierUnavailableError):
    """The tier was not asked, since its connections stayed in use; this says nothing of it."""


class AllTiersUnavailableError(PactsError):
    """No tier that could know the answer was reachable."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        said = "; ".join(f"{tier}: {problem}" for tier, problem in problems.items())
        super().__init__(f"no tier is available: {said}")
        self.tiers = tuple(problems)


class VersionConflictError(PactsError):
    """The entry has changed since the version the caller named."""

    def __init__(self, expected: int, current: int) -> None:
        super().__init__(f"expected version {expected}, the current one is {current}")
        self.expected = expected
        self.current = current


class FrozenError(PactsError):
    """The daemon is frozen, and the call would discover or write."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the daemon is frozen: {problem}")
        self.problem = problem


class FrozenMissError(FrozenError):
    """The element is not known, and a frozen daemon does not look for it."""

    def __init__(self, miss: str, problem: str) -> None:
        super().__init__(problem)
        self.miss = miss


class HealNotFoundError(PactsError):
    """There is no heal of that name."""

    def __init__(self, heal_id: str) -> None:
        super().__init__(f"there is no heal {heal_id}")
        self.id = heal_id


class HealStateError(PactsError):
    """The heal stands where it cannot be decided on this way."""

    def __init__(self, heal_id: str, state: str, wanted: str) -> None:
        super().__init__(f"heal {heal_id} is {state} and cannot be {wanted}")
        self.id = heal_id
        self.state = state


class BrowserUnavailableError(PactsError):
    """There is no browser to discover with, or it did not start."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class RunDisabledError(PactsError):
    """The settings do not let this daemon run requirements."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class ProtocolUnsupportedError(PactsError):
    """The client speaks another version of the protocol than this daemon."""

    def __init__(self, client: str, supported: int) -> None:
        super().__init__(
            f"the client speaks version {client!r} of the protocol, this daemon version {supported}"
        )
        self.client = client
        self.supported = supported


class AccessDeniedError(PactsError):
    """The caller is not let in; ``why`` is the word that it is counted under."""

    def __init__(self, field: str, problem: str, why: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.why = why


class ScopeMissingError(AccessDeniedError):
    """The caller is known, and may not do this; ``field`` is what of the call needs the scope."""

    def __init__(self, field: str, scope: str, caller: str) -> None:
        super().__init__(field, f"{caller} has not the scope {scope} that this needs", "scope")
        self.scope = scope


class AppNotAllowedError(AccessDeniedError):
    """The caller is known, and reaches some applications only; ``app`` is ``*`` for all of them."""

    def __init__(self, field: str, app: str, caller: str, prefix: str) -> None:
        named = f"and {app!r} does not" if app else "so name one"
        problem = f"{caller} reaches only applications that begin with {prefix!r}, {named}"
        super().__init__(field, problem, "app")
        self.app = app or "*"


class PageUnavailableError(PactsError):
    """The page could not be opened or read."""


class PageChangingError(PageUnavailableError):
    """The page did not stay as it was for as long as it took to look at it."""


class OverloadedError(PactsError):
    """As much is under way as may be at a time; worth another try later."""


class CallerLimitError(OverloadedError):
    """One caller does as much as one may; ``limit`` is the setting that says so."""

    def __init__(self, limit: str, problem: str, retry_after_ms: int) -> None:
        super().__init__(f"{problem}, as {limit} allows; try again in {retry_after_ms} ms")
        self.limit = limit
        self.retry_after_ms = retry_after_ms
