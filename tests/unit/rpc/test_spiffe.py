"""Who a certificate's id makes a caller."""

from __future__ import annotations

import pytest

from pacts_daemon.core.calls.principal import Principal, Scope
from pacts_daemon.rpc.access.spiffe import CertificatePrincipals
from pacts_daemon.settings import SpiffeGrant

READ, WRITE, ADMIN = (
    SpiffeGrant(scopes=(scope,), app_prefix=prefix)
    for scope, prefix in ((Scope.READ, ""), (Scope.WRITE, "shop"), (Scope.ADMIN, ""))
)
GRANTED = {
    "spiffe://example.org/*": READ,
    "spiffe://example.org/ci/*": WRITE,
    "spiffe://example.org/ci/root": ADMIN,
}


def who(*uris: str, kind: bytes = b"ssl") -> Principal | None:
    context = {"transport_security_type": [kind], "peer_uri": [uri.encode() for uri in uris]}
    return CertificatePrincipals(GRANTED).principal_of_certificate(context)


@pytest.mark.parametrize(
    ("uri", "scope", "prefix"),
    [
        ("spiffe://example.org/web", Scope.READ, ""),
        ("spiffe://example.org/ci/runner", Scope.WRITE, "shop"),
        ("spiffe://example.org/ci/team/runner", Scope.WRITE, "shop"),
        ("spiffe://example.org/ci/root", Scope.ADMIN, ""),
        ("spiffe://example.org/ci", Scope.READ, ""),
        ("spiffe://example.org/ci2/x", Scope.READ, ""),
    ],
)
def test_certificate_with_an_id_is_what_its_longest_pattern_grants(
    uri: str, scope: Scope, prefix: str
) -> None:
    assert who(uri) == Principal(uri, frozenset({scope}), prefix)


@pytest.mark.parametrize(
    "uris",
    [
        (),
        ("spiffe://example.org",),
        ("spiffe://example.org/",),
        ("spiffe://example.org.evil.org/ci/x",),
        ("spiffe://evil.org/example.org/ci/x",),
        ("spiffe://example.org/ci/../ci/x",),
        ("spiffe://example.org/./x",),
        ("spiffe://example.org//x",),
        ("spiffe://example.org/x y",),
        ("spiffe://example.org/x\n",),
        ("SPIFFE://example.org/x",),
        ("https://example.org/x",),
        ("spiffe://example.org/x", "spiffe://example.org/ci/root"),
    ],
)
def test_certificate_without_an_id_of_the_patterns_may_do_nothing(uris: tuple[str, ...]) -> None:
    found = who(*uris)
    assert found is not None
    assert found.scopes == frozenset()


def test_connection_that_shows_no_certificate_says_nothing() -> None:
    assert who("spiffe://example.org/ci/root", kind=b"insecure") is None


def test_certificates_say_nothing_where_nothing_is_granted() -> None:
    context = {"transport_security_type": [b"ssl"], "peer_uri": [b"spiffe://example.org/x"]}
    assert CertificatePrincipals({}).principal_of_certificate(context) is None
