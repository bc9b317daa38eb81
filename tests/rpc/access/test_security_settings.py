"""A setting that keeps callers out takes effect, or the daemon does not start and names it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from pacts_daemon.app.run import running
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.binding.security import check_security
from tests.support.certificates import make_authority
from tests.support.daemons.stubs import settings_in

GRANTED = {"spiffe://example.org/*": {"scopes": ["read"]}}
TLS = {"tls_certificate": "c.pem", "tls_key": "c.key"}
# What is set, and the setting that is named: one that would be ignored, or the one that lacks.
REFUSED = {
    "authority-alone": ({"tls_client_ca": "ca.pem"}, "grpc.tls_certificate"),
    "certificate-alone": ({"tls_certificate": "c.pem"}, "grpc.tls_key"),
    "key-alone": ({"tls_key": "c.key"}, "grpc.tls_certificate"),
    "no-key": ({"tls_certificate": "c.pem", "tls_client_ca": "ca.pem"}, "grpc.tls_key"),
    "socket-certificate": ({**TLS, "unix_socket": "x.sock"}, "grpc.tls_certificate"),
    "socket-authority": ({"tls_client_ca": "c", "unix_socket": "x.sock"}, "grpc.tls_client_ca"),
    "socket-host": ({"unix_socket": "x.sock", "host": "10.0.0.1"}, "grpc.host"),
    "mode-alone": ({"unix_socket_mode": "0660"}, "grpc.unix_socket_mode"),
    "ids-alone": ({"spiffe": GRANTED}, "grpc.spiffe"),
    "ids-no-authority": ({**TLS, "spiffe": GRANTED}, "grpc.spiffe"),
    "everywhere": ({"host": "0.0.0.0"}, "grpc.host"),
    "everywhere-6": ({"host": "::"}, "grpc.host"),
    "by-name": ({"host": "daemon.test"}, "grpc.host"),
    "token-in-clear": ({"host": "0.0.0.0", "token": "a-token-of-length"}, "grpc.host"),
}
TAKEN = {
    "default": {},
    "loopback-6": {"host": "::1"},
    "all-of-127": {"host": "127.1.2.3"},
    "said": {"host": "0.0.0.0", "insecure": True},
    "tls": {**TLS, "host": "0.0.0.0"},
    "mutual": {**TLS, "tls_client_ca": "ca.pem", "spiffe": GRANTED, "host": "::"},
    "socket": {"unix_socket": "x.sock", "unix_socket_mode": "0660"},
}


@pytest.mark.parametrize("case", REFUSED)
def test_setting_that_would_be_ignored_or_leave_a_door_open_is_refused(
    tmp_path: Path, case: str
) -> None:
    given, field = REFUSED[case]
    with pytest.raises(InvalidFieldError) as refused:
        check_security(settings_in(tmp_path, grpc=dict(given)))
    assert refused.value.field == field
    assert "a-token-of-length" not in str(refused.value)


@pytest.mark.parametrize("case", TAKEN)
def test_settings_that_take_effect_are_taken(tmp_path: Path, case: str) -> None:
    check_security(settings_in(tmp_path, grpc=dict(TAKEN[case])))


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ({"host": "0.0.0.0"}, False),
        ({"host": "management.test"}, False),
        ({"host": "::1"}, True),
        ({"host": "0.0.0.0", "insecure": True}, True),
        ({"host": "0.0.0.0", "enabled": False}, True),
    ],
)
def test_management_beyond_loopback_needs_an_explicit_word(
    tmp_path: Path, given: dict[str, object], is_taken: bool
) -> None:
    settings = settings_in(tmp_path, management=given)
    if is_taken:
        check_security(settings)
        return
    with pytest.raises(InvalidFieldError, match=r"^management\.host"):
        check_security(settings)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"unix_socket_mode": "0o999"}, "grpc.unix_socket_mode"),
        ({"unix_socket_mode": 0o1777}, "grpc.unix_socket_mode"),
        ({"spiffe": {"spiffe://*/x": {"scopes": ["read"]}}}, "grpc.spiffe"),
        ({"spiffe": {"spiffe://a/*/x": {"scopes": ["read"]}}}, "grpc.spiffe"),
        ({"spiffe": {"https://a/x": {"scopes": ["read"]}}}, "grpc.spiffe"),
        ({"spiffe": {"spiffe://a/x": {"scopes": []}}}, "grpc.spiffe"),
        ({"spiffe": {"spiffe://a/x": {"scopes": ["root"]}}}, "grpc.spiffe"),
        ({"spiffe": {"spiffe://a/x": {"scopes": ["read"], "app": "x"}}}, "grpc.spiffe"),
    ],
)
def test_value_that_cannot_be_is_refused_with_its_setting(
    tmp_path: Path, given: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidFieldError, match=re.escape(field)):
        settings_in(tmp_path, grpc=given)


@pytest.mark.parametrize(
    ("said", "mode"), [("0660", "0660"), ("600", "0600"), ("0o640", "0640"), (0o640, "0640")]
)
def test_mode_is_read_in_base_eight(tmp_path: Path, said: object, mode: str) -> None:
    assert settings_in(tmp_path, grpc={"unix_socket_mode": said}).grpc.unix_socket_mode == mode


@pytest.mark.parametrize("wrong", ["tls_certificate", "tls_key", "tls_client_ca"])
@pytest.mark.parametrize("content", ["", "no PEM", None])
async def test_file_that_cannot_be_used_is_named_before_anything_listens(
    tmp_path: Path, wrong: str, content: str | None
) -> None:
    authority = make_authority(tmp_path)
    made = authority.issue("server")
    files: Mapping[str, Path] = {
        "tls_certificate": made.certificate,
        "tls_key": made.key,
        "tls_client_ca": authority.certificate,
    }
    if content is None:
        files[wrong].unlink()
    else:
        files[wrong].write_text(content)
    named = "tls_certificate" if wrong == "tls_key" and content is not None else wrong
    with pytest.raises(InvalidFieldError, match=rf"^grpc\.{named}"):
        async with running(settings_in(tmp_path / "data", grpc=dict(files))):
            pytest.fail("it serves")
    assert not (tmp_path / "data").exists()
    assert [t for t in asyncio.all_tasks() if t is not asyncio.current_task()] == []
