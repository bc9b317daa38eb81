"""A daemon with a console that anybody on this machine may see, and one behind a token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.support.console import Visitor, found, healed, visitor_of
from tests.support.daemons.stubs import Stubs, open_stubs, settings_in
from tests.support.pages.captures import capture_of

TOKEN = "token-of-the-tests"
FIELDS = "<main><h1>Orders</h1><form>{}</form><p>All of them</p></main>"
OLD = FIELDS.format('<button id="save" data-testid="save">Save</button><button>Cancel</button>')
NEW = FIELDS.format('<button id="keep" data-testid="keep">Save</button><button>Cancel</button>')


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stubs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stubs]:
    """A daemon that knows a button of two apps; in "quarantine" a heal of it waits."""
    heal: dict[str, object] = {"modes": {"quarantine/*": "quarantine"}}
    async with AsyncExitStack() as stack:
        folder = tmp_path_factory.mktemp("console")
        opened = await open_stubs(stack, settings_in(folder, heal=heal))
        for app in ("shop", "quarantine"):
            await found(opened.selector, capture_of(OLD), "Save", app)
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(stubs: Stubs) -> AsyncIterator[Visitor]:
    async with visitor_of(stubs.daemon) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def heal_id(stubs: Stubs) -> str:
    """A heal that waits for a person."""
    return await healed(stubs.selector, capture_of(NEW), "Save", "quarantine")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def locked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stubs]:
    async with AsyncExitStack() as stack:
        folder = tmp_path_factory.mktemp("locked")
        yield await open_stubs(stack, settings_in(folder, grpc={"token": TOKEN}))


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(locked: Stubs) -> AsyncIterator[Visitor]:
    """A visitor of the locked console who has not logged in."""
    async with visitor_of(locked.daemon) as made:
        yield made
