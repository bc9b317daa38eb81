"""A client for a session that was given none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

from pacts.async_client import AsyncClient
from pacts.client import Client
from pacts.session.daemon import ephemeral_daemon
from pacts.session.environment import Endpoint, endpoint_of


@contextmanager
def connect(endpoint: Endpoint | None = None) -> Iterator[Client]:
    """Connect to the daemon that is configured, else to one started for this run."""
    where = endpoint or endpoint_of()
    with ExitStack() as opened:
        target = where.target or opened.enter_context(ephemeral_daemon())
        yield opened.enter_context(Client(target, token=where.token))


@asynccontextmanager
async def connect_awaited(endpoint: Endpoint | None = None) -> AsyncIterator[AsyncClient]:
    """As `connect`, for a client that is awaited."""
    where = endpoint or endpoint_of()
    with ExitStack() as opened:
        target = where.target or opened.enter_context(ephemeral_daemon())
        async with AsyncClient(target, token=where.token) as client:
            yield client
