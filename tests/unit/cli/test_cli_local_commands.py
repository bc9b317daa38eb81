"""Commands that need no daemon: version, config, migrate, doctor, and bad settings."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pacts_daemon import __version__
from pacts_daemon.cli.checks.checks import State, check_extension, check_folder, check_port
from pacts_daemon.cli.main import COMMANDS
from tests.unit.cli.conftest import Run

SAVED = ("--app", "a", "--environment", "e", "--selector", "nonsense")
DSN = "postgresql://user:hunter2@127.0.0.1:1/name"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(pacts_cli: Run, command: str) -> None:
    result = pacts_cli(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_unknown_command_exits_2(pacts_cli: Run) -> None:
    assert pacts_cli("nope").exit_code == 2


def test_version_json_names_this_version(pacts_cli: Run) -> None:
    assert json.loads(pacts_cli("version", "--json").stdout)["pacts"] == __version__
    assert pacts_cli("--version").stdout == f"pacts {__version__}\n"


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_config_masks_passwords(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PACTS_POSTGRES_DSN", DSN)
    monkeypatch.setenv("PACTS_GRPC_TOKEN", "hunter2-hunter2-hunter2")
    result = pacts_cli("config", *flags)
    assert result.exit_code == 0
    assert "user" in result.stdout
    assert "hunter2" not in result.output


def test_migrate_up_then_status_has_nothing_pending(pacts_cli: Run, tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path / "data"), "--json")
    before = json.loads(pacts_cli("migrate", "status", *folder).stdout)
    applied = json.loads(pacts_cli("migrate", "up", *folder).stdout)["applied"]
    after = json.loads(pacts_cli("migrate", "status", *folder).stdout)
    assert applied == before["pending"] != []
    assert after == {"applied": applied, "pending": []}
    assert json.loads(pacts_cli("migrate", "up", *folder).stdout) == {"applied": []}


def test_migrate_unreachable_postgres_exits_5_without_password(pacts_cli: Run) -> None:
    result = pacts_cli("migrate", "up", "--postgres-dsn", DSN)
    assert result.exit_code == 5
    assert "postgres" in result.stderr
    assert "hunter2" not in result.output


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--port", "99999"), "--port: grpc.port"),
        (("--log-level", "loud"), "--log-level: log.level"),
        (("--config", "/nowhere.toml"), "config"),
    ],
)
def test_serve_unusable_flag_exits_2_naming_it(
    pacts_cli: Run, flags: tuple[str, ...], named: str
) -> None:
    result = pacts_cli("serve", *flags)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"pacts: {named}: ")


def test_doctor_down_redis_exits_1_without_password(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PACTS_REDIS_URL", "redis://:hunter2@127.0.0.1:1")
    monkeypatch.setenv("PACTS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PACTS_ADDRESS", "127.0.0.1:1")
    result = pacts_cli("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 1
    assert (checks["redis"]["state"], checks["postgres"]["state"]) == ("missing", "unused")
    assert checks["redis"]["remedy"]
    assert "hunter2" not in result.output


def test_extension_that_cannot_be_loaded_is_missing() -> None:
    check = check_extension("pacts_daemon._no_such_core")
    assert check.state is State.MISSING
    assert "maturin" in check.remedy


def test_folder_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check_folder(tmp_path / "file" / "data").state is State.MISSING
    assert check_folder(tmp_path / "new" / "data").state is State.OK


def test_taken_port_is_missing_and_a_free_one_is_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert check_port("grpc", "127.0.0.1", port).state is State.MISSING
    assert check_port("grpc", "127.0.0.1", port).state is State.OK


@pytest.mark.parametrize(
    ("variable", "meant"),
    [("PACTS_GRCP_PORT", "PACTS_GRPC_PORT"), ("PACTS_GRPC_TOKN", "PACTS_GRPC_TOKEN"),
     ("PACTS_ADRESS", "PACTS_ADDRESS")],
)  # fmt: skip
def test_unknown_variable_exits_2_and_suggests_one(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, variable: str, meant: str
) -> None:
    monkeypatch.setenv(variable, "1")
    result = pacts_cli("config")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pacts: {variable}: ")
    assert f"did you mean {meant}?" in result.stderr


@pytest.mark.parametrize(
    "variable",
    ["PACTS_TEST_REDIS_URL", "PACTS_SERVICE_HOST", "PACTS_PORT", "PACTS_PORT_50551_TCP_ADDR",
     "PACTS_MAIN_SERVICE_PORT_GRPC", "PACTS_APP", "PACTS_TARGET", "PACTS_MAX_HEALS"],
)  # fmt: skip
def test_variable_of_tests_clients_or_kubernetes_is_none_of_ours(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "tcp://10.0.0.1:1")
    assert pacts_cli("config").exit_code == 0


def test_completion_is_of_pacts_and_of_no_command(pacts_cli: Run) -> None:
    assert "--install-completion" in pacts_cli("--help").stdout
    assert [c for c in COMMANDS if "completion" in pacts_cli(c, "--help").stdout] == []


def test_help_names_the_exit_codes(pacts_cli: Run) -> None:
    shown = " ".join(pacts_cli("--help").stdout.split())
    assert "3 no daemon answers; 4 there is no such thing; 5 refused" in shown


@pytest.mark.parametrize(
    "arguments",
    [("version",), ("--help",), ("get",), ("heal", "a", "b"), ("save", "p", "e", *SAVED)],
)
def test_command_that_does_nothing_loads_nothing_slow(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys, pacts_daemon.cli.main as main\n"
        "try: main.app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('grpc', 'playwright', 'pydantic_settings', 'rich', 'google.protobuf')"
        " if m in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stderr.splitlines()[-1] == "[]"
