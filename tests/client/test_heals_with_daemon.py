"""Heals by both clients and the command line, against the daemon that users run."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

import pacts
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.core.heal.model import HealRecord, HealState
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from tests.client.conftest import Cli, cli_of, serving
from tests.support.builders import a_heal
from tests.support.heals import put_heal
from tests.unit.client.scripted import Either

PutHeal = Callable[[HealState], Awaitable[HealRecord]]
PAGE, NAME = "http://127.0.0.1/wiki/:id", "Search"
UNKNOWN = "0" * 32


@pytest.fixture(params=[pacts.Client, pacts.AsyncClient])
async def client(request: pytest.FixtureRequest, address: str) -> AsyncIterator[Either]:
    either = Either(request.param(address))
    yield either
    await either("close")


@pytest.fixture
async def put(address: str, data_dir: Path) -> AsyncIterator[PutHeal]:
    """Puts a heal of an app of its own into the daemon's storage."""
    assert address
    clock = SystemClock()
    tier = SqliteTier(data_dir / "pacts.db", clock)

    async def put(state: HealState) -> HealRecord:
        query = ElementQuery(f"app-{uuid4()}", "test", PAGE, NAME)
        return await put_heal(tier, a_heal(clock.now(), query, state=state))

    yield put
    await tier.close()


def query_of(heal: HealRecord) -> pacts.ElementQuery:
    return pacts.ElementQuery(heal.old.query.app, "test", PAGE, NAME)


async def served(client: Either, heal: HealRecord) -> Any:
    answer = await client("get_selector", query_of(heal))
    return answer.selectors[0].value if isinstance(answer, pacts.Found) else None


async def test_quarantined_heal_is_listed_approved_and_served(client: Either, put: PutHeal) -> None:
    heal = await put(HealState.QUARANTINED)
    app = heal.old.query.app
    (listed,) = await client("heals.list", app, state=pacts.HealState.QUARANTINED)
    assert (listed.id, listed.score, listed.way) == (heal.id, 0.97, pacts.HealWay.DESCRIPTOR)
    assert await served(client, heal) is None
    approved = await client("heals.approve", heal.id, "looked at it")
    assert (approved.state, approved.note) == (pacts.HealState.PROMOTED, "looked at it")
    assert await served(client, heal) == "#found-again"
    assert await client("heals.list", app, state=pacts.HealState.QUARANTINED) == []
    assert await client("heals.get", heal.id) == approved


async def test_heals_on_probation_are_rejected_and_rolled_back(
    client: Either, put: PutHeal
) -> None:
    wrong, hasty = await put(HealState.PROBATION), await put(HealState.PROBATION)
    found = await client("get_selector", query_of(wrong))
    assert found.heal_id == wrong.id
    assert (await client("heals.reject", wrong.id)).state is pacts.HealState.REJECTED
    assert await served(client, wrong) is None
    assert (await client("heals.rollback", hasty.id)).state is pacts.HealState.ROLLED_BACK
    found = await client("get_selector", query_of(hasty))
    assert (found.selectors[0].value, found.heal_id) == ("search", "")


async def test_heals_that_cannot_be_decided_on_raise_their_errors(
    client: Either, put: PutHeal
) -> None:
    heal = await put(HealState.QUARANTINED)
    with pytest.raises(pacts.HealStateError) as state:
        await client("heals.rollback", heal.id)
    assert (state.value.heal_id, state.value.state) == (heal.id, "quarantined")
    with pytest.raises(pacts.HealNotFoundError) as unknown:
        await client("heals.get", UNKNOWN)
    assert unknown.value.heal_id == UNKNOWN
    with pytest.raises(pacts.InvalidFieldError) as invalid:
        await client("heals.approve", "nonsense")
    assert invalid.value.field == "id"


async def test_command_line_lists_shows_and_decides(cli: Cli, put: PutHeal) -> None:
    heal, other = await put(HealState.QUARANTINED), await put(HealState.PROBATION)
    app = heal.old.query.app
    listed = cli("heals", "list", "--app", app, "--state", "quarantined")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert heal.id[:8] in listed.stdout
    assert "1 heals" in listed.stdout
    shown = cli("heals", "show", heal.id[:12])
    assert shown.returncode == 0
    for part in ("#found-again", "search", "role", "+1.25", heal.trace_id):
        assert part in shown.stdout
    approved = cli("heals", "approve", heal.id, "--note", "seen", "--json")
    told = json.loads(approved.stdout)
    assert (told["state"], told["note"]) == ("promoted", "seen")
    named = (PAGE, NAME, "--app", app, "--environment", "test")
    assert "#found-again" in cli("get", *named).stdout
    rolled_back = cli("heals", "rollback", heal.id, "--json")
    assert json.loads(rolled_back.stdout)["state"] == "rolled_back"
    rejected = cli("heals", "reject", other.id, "--json")
    assert json.loads(rejected.stdout)["state"] == "rejected"


def test_command_line_unknown_heal_exits_4(cli: Cli) -> None:
    result = cli("heals", "show", UNKNOWN)
    assert (result.returncode, result.stdout) == (4, "")
    assert result.stderr == f"pacts: there is no heal {UNKNOWN}\n"


def test_command_line_verify_unknown_exits_1(cli: Cli) -> None:
    named = ("http://127.0.0.1/", NAME, "--app", "nobody", "--environment", "test")
    result = cli("verify", *named, "--json")
    assert (result.returncode, json.loads(result.stdout)["reason"]) == (1, "unknown")


def test_frozen_daemon_refuses_with_its_reasons(tmp_path: Path) -> None:
    named = (PAGE, NAME, "--app", "frozen", "--environment", "test")
    with serving(tmp_path) as address:
        assert cli_of(address)("save", *named, "--selector", "css=#known").returncode == 0
    with serving(tmp_path, PACTS_FROZEN="true") as address:
        cli = cli_of(address)
        assert "#known" in cli("get", *named).stdout
        for refused in (cli("save", *named, "--selector", "css=#x"), cli("resolve", *named)):
            assert (refused.returncode, refused.stdout) == (5, "")
            assert refused.stderr.startswith("pacts: the daemon is frozen: ")
        with pacts.Client(address) as client, pytest.raises(pacts.FrozenMissError) as caught:
            client.get_selector(pacts.ElementQuery("frozen", "test", PAGE, "Other"))
        assert (caught.value.code, caught.value.miss) == ("NOT_FOUND", "unknown")
        assert "#known" in cli("get", *named).stdout
