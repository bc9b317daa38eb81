"""Every value is told with the place that said it, and the first that counts is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pacts_daemon.cli.main import app
from pacts_daemon.settings import FLAGS, Layers, known_settings, load_with_layers


def origin(layers: Layers, name: str) -> str:
    return str(layers.origin(name.split(".")))


def test_origin_of_a_value_is_the_first_that_counts(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[grpc]\nhost = 'localhost'\nport = 1\nmax_calls = 9\n")
    monkeypatch.setenv("PACTS_GRPC_HOST", "::1")
    monkeypatch.setenv("PACTS_GRPC_PORT", "2")

    settings, layers = load_with_layers(file, {"grpc": {"port": 3}})

    assert (settings.grpc.port, origin(layers, "grpc.port")) == (3, "--port")
    assert (settings.grpc.host, origin(layers, "grpc.host")) == ("::1", "PACTS_GRPC_HOST")
    assert (settings.grpc.max_calls, origin(layers, "grpc.max_calls")) == (9, f"{file}:4")
    assert origin(layers, "grpc.drain_grace_s") == "default"


def test_origin_of_a_section_in_one_variable_is_that_one_but_for_what_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PACTS_HEAL", '{"budget": 1, "futile_after": 2}')
    monkeypatch.setenv("pacts_heal_budget", "3")

    settings, layers = load_with_layers()

    assert (settings.heal.budget, origin(layers, "heal.budget")) == (3, "pacts_heal_budget")
    assert (settings.heal.futile_after, origin(layers, "heal.futile_after")) == (2, "PACTS_HEAL")


def test_origin_of_an_empty_variable_is_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("address = 'h:1'\n")
    monkeypatch.setenv("PACTS_ADDRESS", "")

    settings, layers = load_with_layers(file)

    assert (settings.address, origin(layers, "address")) == ("h:1", f"{file}:1")


def test_origins_of_a_table_of_values_are_told_one_by_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[heal.modes]\n'shop/prod' = 'off'\n'shop/staging' = 'off'\n")
    monkeypatch.setenv("PACTS_HEAL_MODES", '{"shop/staging": "auto"}')

    settings, layers = load_with_layers(file)

    assert settings.heal.modes == {"shop/prod": "off", "shop/staging": "auto"}
    assert str(layers.origin(("heal", "modes", "shop/prod"))) == f"{file}:2"
    assert str(layers.origin(("heal", "modes", "shop/staging"))) == "PACTS_HEAL_MODES"


def test_config_takes_every_flag_of_serve_that_says_a_setting() -> None:
    shown = {
        command: set(re.findall(r"--[a-z-]+", CliRunner().invoke(app, [command, "--help"]).stdout))
        for command in ("serve", "config")
    }
    others = {"--ephemeral", "--child", "--config", "--help"}

    assert shown["serve"] - others <= set(FLAGS.values())
    assert shown["serve"] - others - {"--child"} <= shown["config"]


@pytest.mark.parametrize("setting", sorted(FLAGS))
def test_flag_of_a_setting_is_one_of_config_and_says_it(setting: str) -> None:
    value = {"grpc.port": "1", "management.port": "1", "log.level": "debug"}.get(setting, "/x")
    arguments = [FLAGS[setting], *([] if setting == "grpc.insecure" else [value])]

    shown = CliRunner().invoke(app, ["config", *arguments])

    assert setting in known_settings()
    rows = {line.split()[0]: line.split()[-1] for line in shown.stdout.splitlines()}
    assert rows[setting] == FLAGS[setting]
    assert [name for name, origin in rows.items() if origin.startswith("--")] == [setting]
