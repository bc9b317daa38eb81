"""One site for all tests that need pages in a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.site import Site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with Site().served() as served:
        yield served
