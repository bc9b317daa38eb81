"""The server's certificate, read again when it is told to."""

from __future__ import annotations

import ssl
from pathlib import Path

import grpc

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import GrpcSettings


class Certificate:
    """Serves the files of the settings as they were when they were read last.

    Connections that stand keep the certificate that they were made with.
    """

    def __init__(self, settings: GrpcSettings) -> None:
        self._settings = settings
        self._current = _read_all(settings)

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
        self._current = _read_all(self._settings)


def certificate_of(settings: GrpcSettings) -> Certificate | None:
    """Return the certificate of the settings; None when there is none.

    Raises:
        InvalidFieldError: as for `Certificate.reload`.
    """
    if settings.tls_certificate is None and settings.tls_key is None:
        return None
    return Certificate(settings)


def _read_all(settings: GrpcSettings) -> grpc.ServerCertificateConfiguration:
    certificate = _read(settings.tls_certificate, "grpc.tls_certificate")
    key = _read(settings.tls_key, "grpc.tls_key")
    _check_pair(settings)
    ca = _read(settings.tls_client_ca, "grpc.tls_client_ca") if settings.tls_client_ca else None
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
