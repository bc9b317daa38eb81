"""The gRPC server: where it listens, what stands around its services, and how it stops."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from pacts.v1 import (
    admin_service_pb2,
    admin_service_pb2_grpc,
    drift_service_pb2,
    drift_service_pb2_grpc,
    heal_service_pb2,
    heal_service_pb2_grpc,
    run_service_pb2,
    run_service_pb2_grpc,
    selector_service_pb2,
    selector_service_pb2_grpc,
)
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.binding.tls import Certificate
from pacts_daemon.rpc.binding.unix_socket import bind_with_mode
from pacts_daemon.rpc.reflection import enable_reflection
from pacts_daemon.settings import GrpcSettings, is_loopback
from pacts_daemon.telemetry.readiness import Readiness, State

_SELECTOR = selector_service_pb2.DESCRIPTOR.services_by_name["SelectorService"].full_name
_HEAL = heal_service_pb2.DESCRIPTOR.services_by_name["HealService"].full_name
SERVICES = (
    _SELECTOR,
    drift_service_pb2.DESCRIPTOR.services_by_name["DriftService"].full_name,
    _HEAL,
    admin_service_pb2.DESCRIPTOR.services_by_name["AdminService"].full_name,
    run_service_pb2.DESCRIPTOR.services_by_name["RunService"].full_name,
)
# A client connects again by itself, with its next call.
_IDLE_MS = 10 * 60 * 1000
# gRPC's own are two minutes, in which each that says nothing takes one of the connections.
_HANDSHAKE_MS = 20_000
# Only a new connection is asked for a certificate that the authority of now has signed. Running
# calls end as they would; a client connects again by itself.
_SHORT_LIVED = (("grpc.max_connection_age_ms", 15 * 60 * 1000),)
_SERVING = health_pb2.HealthCheckResponse.SERVING
_NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


@dataclass(frozen=True, slots=True)
class Servicers:
    """What the server serves."""

    selector: selector_service_pb2_grpc.SelectorServiceServicer
    drift: drift_service_pb2_grpc.DriftServiceServicer
    heal: heal_service_pb2_grpc.HealServiceServicer
    admin: admin_service_pb2_grpc.AdminServiceServicer
    run: run_service_pb2_grpc.RunServiceServicer


class GrpcServer:
    """A running server; ``address`` is where it listens once it is started.

    ``own_address`` is where this process itself reaches it without TLS: ``own_socket`` when there
    is one.
    """

    def __init__(
        self,
        settings: GrpcSettings,
        servicers: Servicers,
        interceptors: Sequence[grpc.aio.ServerInterceptor],
        *,
        max_connections: int,
        certificate: Certificate | None = None,
        own_socket: Path | None = None,
    ) -> None:
        self._settings = settings
        self._own_socket = own_socket
        self._health = health.aio.HealthServicer()
        self._server = grpc.aio.server(
            interceptors=tuple(interceptors),
            options=(
                ("grpc.max_receive_message_length", settings.max_message_bytes),
                ("grpc.max_send_message_length", settings.max_message_bytes),
                ("grpc.so_reuseport", 0),
                ("grpc.max_allowed_incoming_connections", max_connections),
                ("grpc.max_connection_idle_ms", _IDLE_MS),
                ("grpc.server_handshake_timeout_ms", _HANDSHAKE_MS),
                # A fast caller would be granted megabytes of a message that nobody asked for yet.
                ("grpc.http2.bdp_probe", 0),
                *(_SHORT_LIVED if settings.tls_client_ca is not None else ()),
            ),
        )
        selector_service_pb2_grpc.add_SelectorServiceServicer_to_server(
            servicers.selector, self._server
        )
        drift_service_pb2_grpc.add_DriftServiceServicer_to_server(servicers.drift, self._server)
        heal_service_pb2_grpc.add_HealServiceServicer_to_server(servicers.heal, self._server)
        admin_service_pb2_grpc.add_AdminServiceServicer_to_server(servicers.admin, self._server)
        run_service_pb2_grpc.add_RunServiceServicer_to_server(servicers.run, self._server)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        if settings.reflection:
            enable_reflection((*SERVICES, health.SERVICE_NAME), self._server)
        self._certificate = certificate
        self.address = self.own_address = ""

    def reload(self) -> None:
        """Read the certificate's files again.

        Raises:
            InvalidFieldError: they cannot be used; those that were read before are, still.
        """
        if self._certificate is not None:
            self._certificate.reload()

    async def start(self) -> None:
        """Listen.

        Raises:
            InvalidFieldError: the address cannot be listened on.
        """
        self.address = self.own_address = self._listen()
        if self._own_socket is not None:
            self.own_address = f"unix:{self._own_socket}"
            self._bind(self.own_address, None, "run.enabled")
        await self._server.start()

    async def tell(self, readiness: Readiness, *, durable_answers: bool) -> None:
        """Tell health checks, overall and for each service by what it needs."""
        is_up = readiness.state not in (State.STARTING, State.DRAINING)
        serving = {
            "": readiness.answers,
            _SELECTOR: readiness.answers,
            _HEAL: readiness.answers and durable_answers,
        }
        for service in ("", *SERVICES):
            status = _SERVING if serving.get(service, is_up) else _NOT_SERVING
            await self._health.set(service, status)

    async def stop(self, grace_s: float, hurry: asyncio.Event) -> None:
        """Say NOT_SERVING, refuse new calls, let running ones finish.

        They are given ``grace_s`` seconds, or until ``hurry`` is set.
        """
        await self._health.enter_graceful_shutdown()
        stopping = asyncio.ensure_future(self._server.stop(grace_s))
        hurried = asyncio.create_task(hurry.wait())
        await asyncio.wait((stopping, hurried), return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        await asyncio.wait((hurried,))
        if not stopping.done():
            await self._server.stop(0)

    def _listen(self) -> str:
        settings = self._settings
        if settings.unix_socket is not None:
            path = settings.unix_socket.absolute()
            address = f"unix:{path}"
            bind = partial(self._bind, address, None, "grpc.unix_socket")
            bind_with_mode(path, int(settings.unix_socket_mode, 8), bind)
            return address
        credentials = self._certificate.credentials() if self._certificate else None
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        _check_free(settings.host, settings.port)
        port = self._bind(f"{host}:{settings.port}", credentials, "grpc.port")
        return f"{host}:{port}"

    def _bind(self, address: str, credentials: grpc.ServerCredentials | None, field: str) -> int:
        try:
            if credentials is None:
                return self._server.add_insecure_port(address)
            return self._server.add_secure_port(address, credentials)
        except RuntimeError:
            problem = f"cannot listen on {address}: it is taken, or not this machine's"
            raise InvalidFieldError(field, problem) from None


def _check_free(host: str, port: int) -> None:
    """Try the address first: gRPC writes lines of its own before it says that a bind failed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        problem = f"cannot listen on {host}:{port}: {error.strerror}"
        raise InvalidFieldError("grpc.port", problem) from None


def is_local(settings: GrpcSettings) -> bool:
    """Say whether only this machine reaches the server."""
    return settings.unix_socket is not None or is_loopback(settings.host)
