"""Requirements run over gRPC, in a browser of the daemon's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import grpc
import pytest

import pacts
from pacts.runs import (
    CaseEnded,
    LoopEnded,
    PlannerKind,
    RunEnded,
    RunEvent,
    RunOptions,
    RunStarted,
    RunVerdict,
    StepEnded,
    StepStatus,
)
from pacts_daemon.app.run import Daemon, running
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.rpc.access.token_file import made, toml_of
from tests.e2e.run.conftest import PROFILE
from tests.support.certificates import make_authority
from tests.support.daemons.stubs import settings_in
from tests.support.pages.site import Site
from tests.support.tokens import write_tokens

TEXT = """# Profile
1. Go to /profile
2. Enter {{env.FIRST}} in the First Name field
3. Click Save
4. Verify that "Saved Ann" is visible
"""
ACCOUNT = """<button onclick="localStorage.who = 'Ann'; greet()">Log in</button>
<p id=out role=status></p>
<script>const greet = () => { out.textContent = `Hello ${localStorage.who ?? "stranger"}` }
greet()</script>"""
RULES = PlannerKind.RULES


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Daemon]:
    async with running(settings_in(tmp_path, run={"max_runs": 1})) as daemon:
        yield daemon


@pytest.fixture
async def client(daemon: Daemon) -> AsyncIterator[pacts.AsyncClient]:
    async with pacts.AsyncClient(daemon.address) as client:
        yield client


async def test_run_tells_what_happens_and_ends_with_its_result(
    client: pacts.AsyncClient, site: Site
) -> None:
    before = await client.cache_stats()
    options = RunOptions(
        loops=2,
        base_url=site.url("/"),
        app="shop",
        secrets={"FIRST": "Ann"},
        html_report=True,
    )
    told: list[RunEvent] = []
    ended = await client.runs.run(TEXT, options=options, planner=RULES, on_event=told.append)
    after = await client.cache_stats()

    assert ended.verdict is RunVerdict.PASS, ended.why
    assert isinstance(told[0], RunStarted)
    assert (told[0].cases, told[0].loops) == (1, 2)
    steps = [one for one in told if isinstance(one, StepEnded)]
    numbers = [(one.loop, one.number) for one in steps]
    assert numbers == [(loop, number) for loop in (1, 2) for number in (1, 2, 3, 4)]
    assert {one.status for one in steps} == {StepStatus.PASSED}
    assert steps[1].action.value == "{{env.FIRST}}"
    assert [one.verdict for one in told if isinstance(one, CaseEnded)] == [RunVerdict.PASS] * 2
    loops = [one for one in told if isinstance(one, LoopEnded)]
    assert [one.hits == 0 for one in loops] == [True, False]
    assert [one.misses == 0 for one in loops] == [False, True]
    assert {one.lookups - one.hits - one.misses for one in loops} == {0}
    assert sum(after.hits.values()) - sum(before.hits.values()) == loops[1].hits
    # The daemon is asked again with the page for what it did not know, and counts that too.
    assert after.cache_miss - before.cache_miss >= loops[0].misses
    assert told[-1] is ended
    assert (ended.result["app"], ended.result["commit"]) == ("shop", "")
    assert b"<html" in ended.html_report
    assert "PASS" in ended.html_report.decode()


async def test_run_reaches_no_host_that_is_not_allowed(
    client: pacts.AsyncClient, site: Site
) -> None:
    async with Site().served("127.0.0.2") as other:
        there = other.page(PROFILE, "/profile")
        site.page(f'<a href="{there}">Elsewhere</a><img src="{there}">', "/start")
        site.redirect("/redirected", there)
        text = (
            "1. Go to /start\n2. Click the Elsewhere link\n3. Verify that Save is visible\n"
            "# Redirected\n1. Go to /redirected\n2. Verify that Save is visible\n"
        )
        options = RunOptions(base_url=site.url("/"))
        ended = await client.runs.run(text, options=options, planner=RULES)

    assert {one["verdict"] for one in ended.result["cases"]} <= {"FAIL", "BLOCKED"}
    assert "/redirected" in site.requested
    assert other.requested == []


async def test_run_of_a_daemon_that_allows_no_host_reaches_none(tmp_path: Path, site: Site) -> None:
    options = RunOptions(secrets={"WHERE": site.url("/profile")})
    text = "1. Go to {{env.WHERE}}\n2. Verify that Save is visible\n"
    async with (
        running(settings_in(tmp_path, browser={"allowed_hosts": ()})) as daemon,
        pacts.AsyncClient(daemon.address) as client,
    ):
        ended = await client.runs.run(text, options=options, planner=RULES)

    assert ended.verdict is RunVerdict.BLOCKED
    assert site.requested == []


async def test_run_begins_logged_in_as_the_one_before_it_ended(
    client: pacts.AsyncClient, site: Site
) -> None:
    site.page(ACCOUNT, "/account")
    options = RunOptions(base_url=site.url("/"), save_storage_state=True)
    opened = "1. Go to /account\n"
    greeted = '2. Verify that "Hello Ann" is visible\n'
    first = await client.runs.run(
        f"{opened}2. Click Log in\n3{greeted[1:]}", options=options, planner=RULES
    )
    stranger = await client.runs.run(
        opened + '2. Verify that "Hello stranger" is visible\n', options=options, planner=RULES
    )
    again = RunOptions(base_url=site.url("/"), storage_state=first.storage_state)
    second = await client.runs.run(opened + greeted, options=again, planner=RULES)

    assert (first.verdict, stranger.verdict) == (RunVerdict.PASS, RunVerdict.PASS), first.why
    assert (second.verdict, second.storage_state) == (RunVerdict.PASS, b""), second.why


async def test_run_whose_caller_leaves_closes_its_browser_and_frees_its_place(
    client: pacts.AsyncClient, site: Site
) -> None:
    text = "1. Go to /profile\n2. Wait 60 seconds\n3. Verify that Save is visible\n"
    options = RunOptions(base_url=site.url("/"))
    watched = client.runs.watch(text, options=options, planner=RULES)
    async for event in watched:
        if isinstance(event, StepEnded):
            break
    with pytest.raises(pacts.OverloadedError, match=r"run\.max_runs"):
        await client.runs.run(text, options=options, planner=RULES)
    await watched.aclose()  # type: ignore[attr-defined]

    async with asyncio.timeout(60):
        while True:
            try:
                ended = await client.runs.run(
                    "1. Go to /profile\n2. Verify that Save is visible\n",
                    options=options,
                    planner=RULES,
                )
            except pacts.OverloadedError:
                await asyncio.sleep(0.2)
            else:
                break
    assert ended.verdict is RunVerdict.PASS


async def test_run_that_nears_its_deadline_tells_what_it_has(
    client: pacts.AsyncClient, site: Site
) -> None:
    text = "1. Go to /profile\n2. Wait 90 seconds\n3. Verify that Save is visible\n"
    options = RunOptions(base_url=site.url("/"))

    ended = await client.runs.run(text, options=options, planner=RULES, timeout_s=20)

    assert isinstance(ended, RunEnded)
    assert ended.verdict is RunVerdict.BLOCKED
    assert ended.result["cases"][0]["why"] == "stopped while it ran"


async def test_run_calls_the_daemon_as_its_caller_and_no_longer_than_it_runs(
    tmp_path: Path, site: Site
) -> None:
    file = tmp_path / "tokens.toml"
    token, entry = made("shop-ci", [s for s in Scope if s is not Scope.ADMIN], "shop-")
    write_tokens(file, [toml_of(entry)])
    options = RunOptions(base_url=site.url("/"), app="shop-web", secrets={"FIRST": "Ann"})
    async with (
        running(settings_in(tmp_path, grpc={"token_file": file})) as daemon,
        pacts.AsyncClient(daemon.address, token=token) as client,
    ):
        ended = await client.runs.run(TEXT, options=options, planner=RULES)
        entries = [entry async for entry in client.list_selectors(app="shop-web")]
        with pytest.raises(pacts.AppNotAllowedError) as refused:
            await client.runs.run(TEXT, options=replace(options, app="bank-web"), planner=RULES)
    assert ended.verdict is RunVerdict.PASS, ended.result
    assert entries
    assert refused.value.app == "bank-web"


async def test_daemon_behind_tls_runs_what_it_is_given(tmp_path: Path, site: Site) -> None:
    authority = make_authority(tmp_path)
    issued = authority.issue("server")
    section = {"tls_certificate": issued.certificate, "tls_key": issued.key}
    credentials = grpc.ssl_channel_credentials(authority.certificate.read_bytes())
    async with (
        running(settings_in(tmp_path, grpc=section)) as daemon,
        pacts.AsyncClient(daemon.address, credentials=credentials) as client,
    ):
        options = RunOptions(base_url=site.url("/"), secrets={"FIRST": "Ann"})
        ended = await client.runs.run(TEXT, options=options, planner=RULES)
    assert ended.verdict is RunVerdict.PASS
