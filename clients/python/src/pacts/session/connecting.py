"""A client for a session that was given none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import grpc

from pacts._rpc.channel import DEFAULT_TARGET
from pacts.async_client import AsyncClient
from pacts.client import Client
from pacts.session.daemon import ephemeral_daemon
from pacts.session.environment import Endpoint, endpoint_of
from pacts.session.shared import join


@contextmanager
def connect(endpoint: Endpoint | None = None, shared: Path | None = None) -> Iterator[Client]:
    """Connect to the daemon that is configured, else to one started for this run.

    Args:
        endpoint: where it is; else the variables say.
        shared: the folder by which processes of this run share the one that is started.
    """
    where = endpoint or endpoint_of()
    with ExitStack() as opened:
        target, how = _found(where, opened, shared)
        yield opened.enter_context(Client(target, **how))


@asynccontextmanager
async def connect_awaited(endpoint: Endpoint | None = None) -> AsyncIterator[AsyncClient]:
    """As `connect`, for a client that is awaited."""
    where = endpoint or endpoint_of()
    with ExitStack() as opened:
        target, how = _found(where, opened)
        async with AsyncClient(target, **how) as client:
            yield client


def arguments_of(endpoint: Endpoint) -> dict[str, Any]:
    """Return what a client takes besides the target.

    Raises:
        ValueError: a file of TLS can't be read.
    """
    waits = {"timeout_s": endpoint.timeout_s, "page_timeout_s": endpoint.page_timeout_s}
    return {"token": endpoint.token, "credentials": _credentials(endpoint), **waits}


def _found(
    where: Endpoint, opened: ExitStack, shared: Path | None = None
) -> tuple[str, dict[str, Any]]:
    if where.target or not where.ephemeral:
        return where.target or DEFAULT_TARGET, arguments_of(where)
    # One's own listens in the clear, and asks for no token.
    waits = Endpoint(timeout_s=where.timeout_s, page_timeout_s=where.page_timeout_s)
    target = opened.enter_context(ephemeral_daemon()) if shared is None else join(shared)
    return target, arguments_of(waits)


def _credentials(endpoint: Endpoint) -> grpc.ChannelCredentials | None:
    if not endpoint.tls:
        return None
    return grpc.ssl_channel_credentials(
        root_certificates=_read(endpoint.tls_ca),
        private_key=_read(endpoint.tls_key),
        certificate_chain=_read(endpoint.tls_certificate),
    )


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from None
