"""What a daemon has saved of a real application and then is taken out is gone, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacts
from pacts_daemon.app.run import running
from tests.mediawiki.wiki import address
from tests.rpc.conftest import settings_in
from tests.support.browser import own_browser
from tests.support.removal_live import Removals
from tests.support.servers import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What is not there is looked for many times here, which is not how a suite should behave.
PATIENT: dict[str, object] = {"futile_after": 1_000, "budget": 1_000}


async def test_element_removed_after_it_was_saved_is_gone_for_the_daemon(
    origin: str, tmp_path: Path
) -> None:
    port = free_port()
    async with (
        own_browser(f"--remote-debugging-port={port}") as browser,
        running(settings_in(tmp_path, heal=PATIENT)) as daemon,
        pacts.AsyncClient(daemon.address, timeout_s=60) as client,
    ):
        removals = Removals(client, browser, f"http://127.0.0.1:{port}")
        said = await removals.each_of(address(origin, "create", useskin="vector"))
    print(said)  # noqa: T201

    assert said.wrong == []
    assert said.passed == []
    assert said.ambiguous == []
    assert len(said.gone) >= 15
