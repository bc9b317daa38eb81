"""The server's certificate, read again when it is told to."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import grpc

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.marks import Mark, mark_of
from pacts_daemon.settings import GrpcSettings
from pacts_daemon.telemetry.setup import Logger

# Looked at twice, so that a new certificate counts two seconds later; a turn costs the time of a
# few `stat`.
FILES_CHECKED_S: Final = 1.0
_CULPRIT: Final = "certificate"


class Certificate:
    """Serves the files of the settings as they were when they were read last.

    Connections that stand keep the certificate that they were made with.
    """

    def __init__(self, settings: GrpcSettings, logger: Logger) -> None:
        self._settings = settings
        self._logger = logger
        self._read = self._seen = _marks(settings)
        self._current = _read_all(settings)
        self._problem = ""

    def credentials(self) -> grpc.ServerCredentials:
        return grpc.dynamic_ssl_server_credentials(
            self._current,
            lambda: self._current,
            require_client_authentication=self._settings.tls_client_ca is not None,
        )

    def reload(self) -> None:
        """Read the files again, for connections from now on.

        Raises:
            InvalidFieldError: a file cannot be read, or key and certificate are no pair; the ones
                that were read before stay in use.
        """
        self._read = self._seen = _marks(self._settings)
        try:
            self._current = _read_all(self._settings)
        except InvalidFieldError as error:
            self._problem = f"the files before are in use: {error}"
            raise
        self._problem = ""

    async def turn(self) -> None:
        """Read the files again once they have changed, and are the same as a turn ago.

        Certificate and key are replaced one after the other, unless a link to both is.
        """
        before, self._seen = self._seen, _marks(self._settings)
        if self._seen == self._read or self._seen != before:
            return
        try:
            self.reload()
        except InvalidFieldError as error:
            self._logger.warning("certificate_refused", why=str(error))
        else:
            self._logger.info("certificate_reloaded")

    def problems(self) -> Mapping[str, str]:
        """Return what is wrong with the files as they are now."""
        return {_CULPRIT: self._problem} if self._problem else {}


def certificate_of(settings: GrpcSettings, logger: Logger) -> Certificate | None:
    """Return the certificate of the settings; None when there is none.

    Raises:
        InvalidFieldError: as for `Certificate.reload`.
    """
    if settings.tls_certificate is None and settings.tls_key is None:
        return None
    return Certificate(settings, logger)


def _marks(settings: GrpcSettings) -> tuple[Mark, ...]:
    paths = (settings.tls_certificate, settings.tls_key, settings.tls_client_ca)
    return tuple(mark_of(path) for path in paths if path is not None)


def _read_all(settings: GrpcSettings) -> grpc.ServerCertificateConfiguration:
    before = _marks(settings)
    certificate = _read(settings.tls_certificate, "grpc.tls_certificate")
    key = _read(settings.tls_key, "grpc.tls_key")
    ca = _read(settings.tls_client_ca, "grpc.tls_client_ca") if settings.tls_client_ca else None
    _check_pair(settings)
    if before != _marks(settings):
        raise InvalidFieldError("grpc.tls_certificate", "changes while it is read; try again")
    return grpc.ssl_server_certificate_configuration([(key, certificate)], root_certificates=ca)


def _check_pair(settings: GrpcSettings) -> None:
    """Have the files parsed: gRPC takes any bytes, and refuses every connection afterwards."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(
            str(settings.tls_certificate), str(settings.tls_key), password=_no_password
        )
    except (ssl.SSLError, ValueError) as error:
        problem = f"is no PEM certificate with the key of grpc.tls_key: {error}"
        raise InvalidFieldError("grpc.tls_certificate", problem) from None
    if settings.tls_client_ca is not None:
        try:
            context.load_verify_locations(str(settings.tls_client_ca))
        except ssl.SSLError as error:
            raise InvalidFieldError("grpc.tls_client_ca", f"is no PEM file: {error}") from None


def _no_password() -> bytes:
    """Stand in for the question that OpenSSL would ask at the terminal."""
    raise ValueError("the key is encrypted")


def _read(path: Path | None, field: str) -> bytes:
    if path is None:
        raise InvalidFieldError(field, "is needed for TLS")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidFieldError(field, f"{path}: {error.strerror}") from None
