"""What a daemon has saved of a real application and then is taken out is gone, and nothing else."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from playwright.async_api import Browser

import pacts
from pacts_daemon.app.run import Daemon
from tests.mediawiki.wiki import address
from tests.support.pages.removal_live import Removals

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_element_removed_after_it_was_saved_is_gone_for_the_daemon(
    origin: str, daemon: Daemon, browser: Browser, endpoint: str
) -> None:
    async with (
        pacts.AsyncClient(daemon.address, timeout_s=60) as client,
        aclosing(Removals(client, browser, endpoint)) as removals,
    ):
        said = await removals.each_of(address(origin, "create", useskin="vector"))
    print(said)  # noqa: T201

    assert said.wrong == []
    assert said.passed == []
    assert said.ambiguous == []
    assert len(said.gone) >= 15
