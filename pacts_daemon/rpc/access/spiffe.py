"""Callers known by the SPIFFE id of the certificate that they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.settings import SpiffeGrant

_URIS = "peer_uri"
_SECURITY = "transport_security_type"
_ANY_REST = "/*"
_ID = re.compile(r"spiffe://[a-z0-9._-]{1,255}(/[A-Za-z0-9._-]+)*")
_DOTS = frozenset({".", ".."})


class _Connected(Protocol):
    def auth_context(self) -> Mapping[str, Iterable[bytes]]:
        """Return what gRPC knows of the connection."""


class CertificatePrincipals:
    """Says who a caller is by its certificate; the longest pattern that matches counts.

    Args:
        granted: by SPIFFE id; one that ends with ``/*`` is of every id below.
    """

    def __init__(self, granted: Mapping[str, SpiffeGrant]) -> None:
        self._granted = dict(sorted(granted.items(), key=lambda item: len(item[0]), reverse=True))

    def principal_of_call(self, context: _Connected) -> Principal | None:
        """Return who makes a call, as `principal_of_certificate`."""
        return self.principal_of_certificate(context.auth_context())

    def principal_of_certificate(
        self, auth_context: Mapping[str, Iterable[bytes]]
    ) -> Principal | None:
        """Return who a connection is, by what gRPC says of its certificate.

        Whoever shows one that no pattern is of may do nothing. None where certificates tell
        nothing: there are no patterns, or the connection has no TLS.
        """
        if not self._granted or list(auth_context.get(_SECURITY, ())) != [b"ssl"]:
            return None
        found = _id_of(auth_context)
        for pattern, grant in self._granted.items():
            if found and _matches(found, pattern):
                return Principal(found, frozenset(grant.scopes), grant.app_prefix)
        return Principal(found or "unknown certificate", frozenset())


def principals_of(
    granted: Mapping[str, SpiffeGrant],
) -> Callable[[_Connected], Principal | None] | None:
    """Return what says who makes a call by its certificate; None where certificates do not."""
    return CertificatePrincipals(granted).principal_of_call if granted else None


def _id_of(auth_context: Mapping[str, Iterable[bytes]]) -> str:
    """Return the one URI of the certificate; several make it no SPIFFE certificate."""
    uris = list(auth_context.get(_URIS, ()))
    if len(uris) != 1:
        return ""
    found = uris[0].decode("ascii", "replace")
    # What is no id of the standard's (an empty part, a step up) is not matched by its beginning.
    is_id = _ID.fullmatch(found) and not _DOTS & set(found.split("/"))
    return found if is_id else ""


def _matches(found: str, pattern: str) -> bool:
    if not pattern.endswith(_ANY_REST):
        return found == pattern
    below = pattern.removesuffix("*")
    return found.startswith(below) and len(found) > len(below)
