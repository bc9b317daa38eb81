from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

import pacts
from tests.unit.client.scripted import Either, ScriptedServer, scripted_server


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture(params=[pacts.Client, pacts.AsyncClient])
async def connect(
    request: pytest.FixtureRequest, server: ScriptedServer
) -> AsyncIterator[Callable[..., Either]]:
    clients = []

    def connect(**options: Any) -> Either:
        clients.append(Either(request.param(options.pop("target", server.target), **options)))
        return clients[-1]

    yield connect
    for client in clients:
        await client("close")


@pytest.fixture
def client(connect: Callable[..., Either]) -> Either:
    return connect()
