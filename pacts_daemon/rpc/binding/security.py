"""Settings that keep callers out: each one that is given takes effect, or there is no start."""

from __future__ import annotations

from collections.abc import Iterator

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import GrpcSettings, Settings, is_loopback

_TLS = ("tls_certificate", "tls_key", "tls_client_ca")


def check_security(settings: Settings) -> None:
    """Raise for a setting that would be ignored, and for a door that is open without saying so.

    Raises:
        InvalidFieldError: names the setting to change.
    """
    for field, problem in (*_unheeded(settings.grpc), *_open(settings)):
        raise InvalidFieldError(field, problem)


def _unheeded(grpc: GrpcSettings) -> Iterator[tuple[str, str]]:
    tls = [name for name in _TLS if getattr(grpc, name) is not None]
    if grpc.unix_socket is not None:
        for name in tls:
            yield f"grpc.{name}", "has no effect on a Unix socket: leave out it or grpc.unix_socket"
        if not is_loopback(grpc.host):
            yield "grpc.host", "has no effect with grpc.unix_socket: leave out one of them"
    elif _is_alone(grpc, "unix_socket_mode", "unix_socket"):
        yield "grpc.unix_socket_mode", "has no effect without grpc.unix_socket"
    pair = {"tls_certificate", "tls_key"}
    for name in sorted(pair - set(tls)):
        if tls:
            yield f"grpc.{name}", f"is needed with grpc.{tls[0]}"
    if grpc.tls_client_ca is None and _is_alone(grpc, "spiffe", "tls_client_ca"):
        yield "grpc.spiffe", "has no effect without grpc.tls_client_ca: nobody shows a certificate"


def _is_alone(grpc: GrpcSettings, name: str, other: str) -> bool:
    """Say whether one is given without what it needs; a daemon of a run's own takes that away."""
    return name in grpc.model_fields_set and other not in grpc.model_fields_set


def _open(settings: Settings) -> Iterator[tuple[str, str]]:
    grpc, management = settings.grpc, settings.management
    is_clear = grpc.unix_socket is None and grpc.tls_certificate is None
    if is_clear and not grpc.insecure and not is_loopback(grpc.host):
        told = "give TLS files, or say --insecure (a token would be sent in clear)"
        yield "grpc.host", f"{grpc.host} is not loopback: {told}"
    is_reached = management.enabled and not is_loopback(management.host)
    if is_reached and not management.insecure:
        told = "HTTP without TLS is served there: say management.insecure"
        yield "management.host", f"{management.host} is not loopback: {told}"
