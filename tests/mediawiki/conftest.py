from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from suites.wikipedia.mediawiki import running_mediawiki
from tests.mediawiki.wiki import Wiki, visited


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_mediawiki(tmp_path_factory.mktemp("mediawiki") / "log") as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def wiki(origin: str, browser: Browser) -> AsyncIterator[Wiki]:
    async with visited(origin, browser) as opened:
        yield opened
