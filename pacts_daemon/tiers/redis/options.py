"""How Redis is connected to, beside its address."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from redis.credentials import CredentialProvider
from redis.exceptions import AuthenticationError

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.tiers.redis.address import Deployment, RedisAddress


@dataclass(frozen=True, slots=True)
class RedisOptions:
    """Bounds, TLS files in PEM, and who the daemon is to the server and to sentinels."""

    connect_timeout_s: float = 1.0
    max_connections: int = 64
    protocol: Literal[2, 3] = 3
    password_file: Path | None = None
    tls_ca: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_check_hostname: bool = True
    sentinel_username: str | None = None
    sentinel_password: str | None = None


class PasswordFile(CredentialProvider):
    """A password that is read anew for each connection, so that it may be changed while we run."""

    def __init__(self, path: Path, username: str | None) -> None:
        self._path = path
        self._username = username

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        try:
            password = self._path.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise AuthenticationError(f"the password file {self._path} cannot be read") from None
        return (self._username, password) if self._username else (password,)


def credentials(address: RedisAddress, options: RedisOptions) -> dict[str, Any]:
    """Return what redis-py logs in with.

    Raises:
        InvalidFieldError: two passwords, or a file that cannot be read.
    """
    if options.password_file is None:
        return {"username": address.username, "password": address.password}
    if address.password is not None:
        raise InvalidFieldError("redis_password_file", "the URL has a password too")
    provider = PasswordFile(options.password_file, address.username)
    try:
        provider.get_credentials()
    except AuthenticationError as error:
        raise InvalidFieldError("redis_password_file", str(error)) from None
    return {"credential_provider": provider}


def tls(address: RedisAddress, options: RedisOptions) -> dict[str, Any]:
    """Return what redis-py makes TLS connections with, empty when the URL asks for none.

    Raises:
        InvalidFieldError: a setting that would have no effect, or a file that cannot be used.
    """
    _refuse_unused(address, options)
    if not address.is_tls:
        return {}
    _try_files(options)
    return {
        "ssl_ca_certs": _text(options.tls_ca),
        "ssl_certfile": _text(options.tls_certificate),
        "ssl_keyfile": _text(options.tls_key),
        "ssl_check_hostname": options.tls_check_hostname,
    }


def _refuse_unused(address: RedisAddress, options: RedisOptions) -> None:
    for_tls = {
        "redis_tls_ca": options.tls_ca,
        "redis_tls_certificate": options.tls_certificate,
        "redis_tls_key": options.tls_key,
        "redis_tls_check_hostname": None if options.tls_check_hostname else False,
    }
    for_sentinels = {
        "redis_sentinel_username": options.sentinel_username,
        "redis_sentinel_password": options.sentinel_password,
    }
    if not address.is_tls:
        _refuse(for_tls, "the URL asks for no TLS: rediss://")
    if address.deployment is not Deployment.SENTINEL:
        _refuse(for_sentinels, "the URL names no sentinels: redis+sentinel://")
    if (options.tls_certificate is None) != (options.tls_key is None):
        missing = "certificate" if options.tls_certificate is None else "key"
        raise InvalidFieldError(f"redis_tls_{missing}", "a client certificate needs its key")


def _refuse(unused: Mapping[str, object], why: str) -> None:
    for name, value in unused.items():
        if value is not None:
            raise InvalidFieldError(name, why)


def _try_files(options: RedisOptions) -> None:
    context = ssl.create_default_context()
    field = "redis_tls_ca"
    try:
        if options.tls_ca is not None:
            context.load_verify_locations(options.tls_ca)
        if options.tls_certificate is not None:
            field = "redis_tls_certificate"
            context.load_cert_chain(options.tls_certificate, options.tls_key, password="")
    except OSError as error:
        raise InvalidFieldError(field, f"cannot be used: {error.strerror or error}") from None


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
