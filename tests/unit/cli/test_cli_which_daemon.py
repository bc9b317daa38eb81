"""Which daemon a command asks, and what it says when none answers there."""

from __future__ import annotations

import json

import pytest

from pacts.v1 import admin_service_pb2 as pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import ScriptedServer


@pytest.mark.parametrize(("flags", "variable"), [
    ((), "{}"),
    (("--address", "{}"), "127.0.0.1:1"),
])  # fmt: skip
def test_daemon_is_the_one_named_by_flag_else_by_variable(
    server: ScriptedServer,
    pacts_cli: Run,
    monkeypatch: pytest.MonkeyPatch,
    flags: tuple[str, ...],
    variable: str,
) -> None:
    monkeypatch.setenv("PACTS_TARGET", variable.format(server.target))
    server.answer("GetCacheStats", pb.GetCacheStatsResponse(daemon_version="7"))
    result = pacts_cli("stats", *(one.format(server.target) for one in flags), "--json")
    assert json.loads(result.stdout)["daemon_version"] == "7"


@pytest.mark.parametrize(
    ("address", "code"), [("127.0.0.1:1", 3), ("127.0.0.1:99999", 2), ("nothing", 3)]
)
def test_unreachable_daemon_exits_3_and_an_address_that_is_none_2(
    pacts_cli: Run, address: str, code: int
) -> None:
    result = pacts_cli("stats", "--address", address, "--json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("pacts: address: ")
