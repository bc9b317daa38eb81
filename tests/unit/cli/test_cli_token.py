"""`pacts token`: a fresh token is shown once, and the file gets its hash."""

from __future__ import annotations

import json
import signal
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import ScriptedServer


def test_token_new_prints_the_token_and_an_entry_with_its_hash_alone(pacts_cli: Run) -> None:
    flags = ("--scopes", "read,report", "--app-prefix", "shop-", "--expires", "90d")
    token, _, entry = pacts_cli("token", "new", "shop-ci", *flags).stdout.partition("\n\n")
    (read,) = tomllib.loads(entry)["token"]
    assert token.startswith("pacts_")
    assert token not in entry
    assert read["sha256"] == sha256(token.encode()).hexdigest()
    assert (read["name"], read["scopes"], read["app_prefix"]) == (
        "shop-ci", ["read", "report"], "shop-"
    )  # fmt: skip
    left = read["expires"] - datetime.now(UTC)
    assert timedelta(days=89) < left <= timedelta(days=90)


def test_token_new_json_has_both_and_check_reads_the_entry(pacts_cli: Run, tmp_path: Path) -> None:
    told = json.loads(pacts_cli("token", "new", "a", "--scopes", "admin", "--json").stdout)
    file = tmp_path / "tokens.json"
    file.write_text(json.dumps({"token": [told["entry"]]}), "utf-8")
    file.chmod(0o600)
    assert told["token"] not in file.read_text("utf-8")
    (checked,) = json.loads(pacts_cli("token", "check", str(file), "--json").stdout)
    assert checked == {"name": "a", "scopes": ["admin"], "app_prefix": "", "expires": None}
    assert pacts_cli("token", "check", str(file)).stdout == "a: admin; every application\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a b", "--scopes", "read"), "name: "),
        (("a", "--scopes", "read,everything"), "scopes: "),
        (("a", "--scopes", ""), "scopes: "),
        (("a", "--scopes", "read", "--expires", "soon"), "expires: "),
        (("a", "--scopes", "read", "--expires", "2027-01-31T00:00:00"), "expires: "),
        (("a", "--scopes", "read", "--expires", "2001-01-31T00:00:00Z"), "expires: "),
        (("a", "--scopes", "read", "--app-prefix", "x" * 129), "app_prefix: "),
    ],
)
def test_token_new_names_what_is_wrong_and_exits_2(
    pacts_cli: Run, arguments: tuple[str, ...], told: str
) -> None:
    result = pacts_cli("token", "new", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_token_check_of_a_broken_file_names_it_and_exits_2(pacts_cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "tokens.toml"
    file.write_text("[[token]]\n", "utf-8")
    result = pacts_cli("token", "check", str(file))
    assert result.exit_code == 2
    assert f"{file}:1: token[0].name" in result.stderr


@pytest.fixture
def _handlers_kept() -> Iterator[None]:
    """Give the signals their handlers back, which `serve` takes from its first line on."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    handlers = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers_kept")
def test_serve_with_the_callers_variable_alone_does_not_start_open(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTS_TOKEN", "the-token-of-the-caller")
    result = pacts_cli("serve", "--port", "0")
    assert result.exit_code == 2
    assert "PACTS_TOKEN: is what callers show" in result.stderr


@pytest.mark.usefixtures("_handlers_kept")
@pytest.mark.parametrize("variable", ["PACTS_GRPC_TOKEN", "PACTS_GRPC_TOKEN_FILE"])
def test_serve_with_an_empty_token_does_not_start_open(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "")
    result = pacts_cli("serve", "--port", "0")
    assert result.exit_code == 2
    assert f"{variable}: is set and empty" in result.stderr


def test_command_shows_the_daemon_the_token_of_its_caller(
    pacts_cli: Run, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTS_GRPC_TOKEN", "the-token-of-the-daemon")
    monkeypatch.setenv("PACTS_TOKEN", "the-token-of-the-caller")
    server.answer("GetSelector", pb.GetSelectorResponse(miss=element_pb2.Miss()))
    named = ("page", "Save", "--app", "a", "--environment", "e", "--no-discovery")
    pacts_cli("get", *named, "--address", server.target)
    assert server.metadata["authorization"] == "Bearer the-token-of-the-caller"
