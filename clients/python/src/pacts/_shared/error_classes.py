"""Which class a failure is. Made by `make gen` from clients/shared/errors.toml."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pacts import errors
from pacts.errors import PactsError

BY_REASON: Final[Mapping[str, type[PactsError]]] = MappingProxyType(
    {
        "INVALID_FIELD": errors.InvalidFieldError,
        "INVALID_PAGE": errors.InvalidPageError,
        "PAGE_TOO_LARGE": errors.PageTooLargeError,
        "INVALID_FINGERPRINT": errors.InvalidFingerprintError,
        "ADDRESS_NOT_ALLOWED": errors.AddressNotAllowedError,
        "INCOMPATIBLE_FINGERPRINTS": errors.IncompatibleFingerprintsError,
        "PAGE_NOT_KEPT": errors.PageNotKeptError,
        "TIER_UNAVAILABLE": errors.TierUnavailableError,
        "ALL_TIERS_UNAVAILABLE": errors.AllTiersUnavailableError,
        "OVERLOADED": errors.OverloadedError,
        "CALLER_LIMIT": errors.CallerLimitError,
        "BROWSER_UNAVAILABLE": errors.BrowserUnavailableError,
        "VERSION_CONFLICT": errors.VersionConflictError,
        "HEAL_STATE": errors.HealStateError,
        "RUN_DISABLED": errors.RunDisabledError,
        "HEAL_NOT_FOUND": errors.HealNotFoundError,
        "FROZEN": errors.FrozenError,
        "FROZEN_MISS": errors.FrozenMissError,
        "UNAUTHENTICATED": errors.AccessDeniedError,
        "SCOPE_MISSING": errors.ScopeMissingError,
        "APP_NOT_ALLOWED": errors.AppNotAllowedError,
        "PROTOCOL_UNSUPPORTED": errors.ProtocolUnsupportedError,
        "INTERNAL": errors.InternalError,
    }
)
"""The class of each ErrorReason, without its prefix."""

BY_CODE: Final[Mapping[str, type[PactsError]]] = MappingProxyType(
    {
        "UNAVAILABLE": errors.DaemonUnreachableError,
        "DEADLINE_EXCEEDED": errors.DeadlineExceededError,
        "UNAUTHENTICATED": errors.AccessDeniedError,
        "PERMISSION_DENIED": errors.AccessDeniedError,
        "UNIMPLEMENTED": errors.VersionError,
        "INTERNAL": errors.InternalError,
    }
)
"""The class of a failure without a reason, by the name of its status."""
