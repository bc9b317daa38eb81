"""Typed clients of the PACTS daemon: where every element of a web application is."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from pacts.answers import (
    Answer,
    BatchAnswer,
    CacheStats,
    Drift,
    Found,
    Hidden,
    Miss,
    PageChange,
    PageSelectors,
    Report,
    Revealer,
    Scripts,
    TierVisit,
    Verification,
)
from pacts.audit import AuditAction, AuditFilter, AuditRecord
from pacts.errors import (
    AccessDeniedError,
    AddressNotAllowedError,
    AllTiersUnavailableError,
    AppNotAllowedError,
    BrowserUnavailableError,
    CallerLimitError,
    ConflictError,
    DaemonUnreachableError,
    DeadlineExceededError,
    FrozenError,
    FrozenMissError,
    HealNotFoundError,
    HealStateError,
    IncompatibleFingerprintsError,
    InternalError,
    InvalidFieldError,
    InvalidFingerprintError,
    InvalidPageError,
    InvalidRequestError,
    OverloadedError,
    PactsError,
    PageNotKeptError,
    PageTooLargeError,
    ProtocolUnsupportedError,
    RunDisabledError,
    ScopeMissingError,
    TierUnavailableError,
    UnavailableError,
    VersionConflictError,
    VersionError,
)
from pacts.heals import Heal, HealPage, HealPages, HealReason, HealState, HealWay
from pacts.model import (
    Action,
    Descriptor,
    Draft,
    ElementQuery,
    Entry,
    Evidence,
    Failed,
    Fingerprint,
    Frame,
    Lookup,
    Page,
    PageAccess,
    RecordKeys,
    Rect,
    Selector,
    SelectorStrategy,
    Succeeded,
)
from pacts.outcomes import (
    DriftCheck,
    ElementVerdict,
    FailureClass,
    Gate,
    HealthStatus,
    MissReason,
    Outcome,
    PageChangeKind,
    ReportEffect,
    Tier,
)

if TYPE_CHECKING:
    from pacts.adopt import wrap
    from pacts.async_client import AsyncClient
    from pacts.audit_clients import AsyncAudit, Audit
    from pacts.client import Client
    from pacts.flow.errors import ElementNotFoundError, StaleSelectorError
    from pacts.flow.journal import Healed
    from pacts.flow.settings import Settings
    from pacts.heal_clients import AsyncHeals, Heals
    from pacts.page_clients import AsyncPages, Pages

__all__ = [
    "AccessDeniedError",
    "Action",
    "AddressNotAllowedError",
    "AllTiersUnavailableError",
    "Answer",
    "AppNotAllowedError",
    "AsyncAudit",
    "AsyncClient",
    "AsyncHeals",
    "AsyncPages",
    "Audit",
    "AuditAction",
    "AuditFilter",
    "AuditRecord",
    "BatchAnswer",
    "BrowserUnavailableError",
    "CacheStats",
    "CallerLimitError",
    "Client",
    "ConflictError",
    "DaemonUnreachableError",
    "DeadlineExceededError",
    "Descriptor",
    "Draft",
    "Drift",
    "DriftCheck",
    "ElementNotFoundError",
    "ElementQuery",
    "ElementVerdict",
    "Entry",
    "Evidence",
    "Failed",
    "FailureClass",
    "Fingerprint",
    "Found",
    "Frame",
    "FrozenError",
    "FrozenMissError",
    "Gate",
    "Heal",
    "HealNotFoundError",
    "HealPage",
    "HealPages",
    "HealReason",
    "HealState",
    "HealStateError",
    "HealWay",
    "Healed",
    "Heals",
    "HealthStatus",
    "Hidden",
    "IncompatibleFingerprintsError",
    "InternalError",
    "InvalidFieldError",
    "InvalidFingerprintError",
    "InvalidPageError",
    "InvalidRequestError",
    "Lookup",
    "Miss",
    "MissReason",
    "Outcome",
    "OverloadedError",
    "PactsError",
    "Page",
    "PageAccess",
    "PageChange",
    "PageChangeKind",
    "PageNotKeptError",
    "PageSelectors",
    "PageTooLargeError",
    "Pages",
    "ProtocolUnsupportedError",
    "RecordKeys",
    "Rect",
    "Report",
    "ReportEffect",
    "Revealer",
    "RunDisabledError",
    "ScopeMissingError",
    "Scripts",
    "Selector",
    "SelectorStrategy",
    "Settings",
    "StaleSelectorError",
    "Succeeded",
    "Tier",
    "TierUnavailableError",
    "TierVisit",
    "UnavailableError",
    "Verification",
    "VersionConflictError",
    "VersionError",
    "wrap",
]

# They need gRPC, which takes longer to import than everything else here together; whoever uses
# only the words of the product does not wait for it.
_CLIENTS: Final = {
    "AsyncClient": "pacts.async_client",
    "ElementNotFoundError": "pacts.flow.errors",
    "Healed": "pacts.flow.journal",
    "Settings": "pacts.flow.settings",
    "StaleSelectorError": "pacts.flow.errors",
    "wrap": "pacts.adopt",
    "AsyncAudit": "pacts.audit_clients",
    "AsyncHeals": "pacts.heal_clients",
    "Audit": "pacts.audit_clients",
    "AsyncPages": "pacts.page_clients",
    "Client": "pacts.client",
    "Heals": "pacts.heal_clients",
    "Pages": "pacts.page_clients",
}


def __getattr__(name: str) -> Any:
    if name not in _CLIENTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    client = getattr(import_module(_CLIENTS[name]), name)
    globals()[name] = client
    return client


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
