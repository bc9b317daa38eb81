"""`pacts doctor --ready`, which images use as their health check, against a management port."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from tests.unit.cli.conftest import Run

DEGRADED = {"status": "degraded", "problems": {"redis": "no answer"}}


@pytest.fixture
def management(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    monkeypatch.setenv("PACTS_MANAGEMENT_HOST", "0.0.0.0")
    monkeypatch.setenv("PACTS_MANAGEMENT_PORT", str(httpserver.port))
    return httpserver


@pytest.mark.parametrize(
    ("status", "said", "code", "shown"),
    [
        (200, {"status": "ready", "problems": {}}, 0, "ready\n"),
        (200, DEGRADED, 0, "degraded, redis: no answer\n"),
        (503, {"status": "starting", "problems": {}}, 1, "starting\n"),
    ],
)
def test_ready_exit_code_is_whether_the_daemon_answers(
    pacts_cli: Run, management: HTTPServer, status: int, said: dict[str, Any], code: int, shown: str
) -> None:
    management.expect_request("/readyz").respond_with_json(said, status=status)
    result = pacts_cli("doctor", "--ready")
    assert (result.exit_code, result.stdout) == (code, shown)


def test_ready_json_has_the_problems(pacts_cli: Run, management: HTTPServer) -> None:
    management.expect_request("/readyz").respond_with_json(DEGRADED)
    result = pacts_cli("doctor", "--ready", "--json")
    assert json.loads(result.stdout) == {"ready": True, **DEGRADED}


def test_ready_without_a_daemon_exits_3_naming_the_address(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        monkeypatch.setenv("PACTS_MANAGEMENT_PORT", str(port))
        result = pacts_cli("doctor", "--ready")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"pacts: no daemon answers at 127.0.0.1:{port}: ")


@pytest.mark.parametrize("variable", ["PACTS_MANAGEMENT_ENABLED", "PACTS_MANAGEMENT_PORT"])
def test_ready_without_a_management_port_exits_2(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "0")
    result = pacts_cli("doctor", "--ready")
    assert result.exit_code == 2
    assert result.stderr.startswith("pacts: management: ")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary() | st.sampled_from([b"[]", b"null", b'{"status":1,"problems":[1]}']))
def test_ready_other_server_exits_3_whatever_it_says(
    pacts_cli: Run, management: HTTPServer, body: bytes
) -> None:
    management.clear()
    management.expect_request("/readyz").respond_with_data(body)
    result = pacts_cli("doctor", "--ready")
    assert result.exit_code == 3
    assert "Traceback" not in result.output
