"""A requirement that a caller has run in the Firefox that Playwright did not build."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacts
from pacts.runs import PlannerKind, RunBrowser, RunOptions, RunVerdict
from pacts_daemon.app.run import running
from tests.support.daemons.stubs import settings_in
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_run_in_firefox_passes_and_reaches_no_host_that_is_not_allowed(
    tmp_path: Path,
) -> None:
    async with (
        Site().served() as site,
        Site().served("127.0.0.2") as other,
        running(settings_in(tmp_path)) as daemon,
        pacts.AsyncClient(daemon.address) as client,
    ):
        there = other.page("<p>There</p>", "/there")
        site.page(f'<h1>Welcome</h1><img src="{there}">', "/start")
        text = "1. Go to /start\n2. Verify that Welcome is visible\n"
        options = RunOptions(base_url=site.url("/"), browser=RunBrowser.FIREFOX)
        ended = await client.runs.run(text, options=options, planner=PlannerKind.RULES)

    assert ended.result["browser"].startswith("firefox"), ended.why
    assert ended.verdict is RunVerdict.PASS, ended.why
    assert "/start" in site.requested
    assert other.requested == []
