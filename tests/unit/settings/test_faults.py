"""What is wrong with settings is told with its place, all at once, and never with a value."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import load_settings
from pacts_daemon.settings.faults import no_such
from pacts_daemon.settings.load import known_settings, known_variables


def faults(file: Path | None = None, flags: dict[str, object] | None = None) -> list[str]:
    with pytest.raises(InvalidFieldError) as refused:
        load_settings(file, flags)
    return str(refused.value).split("\n")


NAMES = sorted({name.rpartition(".")[2] for name in known_settings()})
SECTION_OF = {
    f"PACTS_{name.upper().replace('.', '_')}": name.partition(".")[0] for name in known_settings()
}
NO_SUCH = "there is no such setting; did you mean "
JSON = "a variable says it as JSON"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[grpc]\ntokn = 1\n", 2, f"grpc.tokn: {NO_SUCH}grpc.token?"),
        ("[grpc]\n\ntls-key = 1\n", 3, f"grpc.tls-key: {NO_SUCH}grpc.tls_key?"),
        ("[grpc]\nlevel = 'info'\n", 2, f"grpc.level: {NO_SUCH}log.level?"),
        ("port = 1\n", 1, f"port: {NO_SUCH}grpc.port?"),
        ("\n[grcp]\nport = 1\n", 2, f"grcp: {NO_SUCH}grpc?"),
        ("heal = 3\n", 1, "heal: is a table of settings"),
        ("[grpc]\nxyzzy = 1\n", 2, "grpc.xyzzy: there is no such setting; `pacts config` prints "
         "the settings"),
        ("[heal]\nbudget = -1\n", 2, "heal.budget: Input should be greater than or equal to 0"),
        ("[browser]\nallowed_hosts = [\n'a',\n1]\n", 2, "browser.allowed_hosts.1: Input should be "
         "a valid string"),
        ("[heal.never_heal.shop]\nnams = ['x']\n", 2, "heal.never_heal.shop.nams: Input should be "
         "'names', 'roles' or 'pages'"),
        ("[heal]\nmodes = {shop = 'off'}\n", 2, "heal.modes.shop: String should match pattern "
         "'^[^/]+/[^/]+$'"),
    ],
)  # fmt: skip
def test_fault_of_a_file_is_told_with_its_line(file: Path, text: str, line: int, told: str) -> None:
    file.write_text(text)
    assert faults(file) == [f"{file}:{line}: {told}"]


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("PACTS_GRPC_TOKN", "hunter2", f"{NO_SUCH}PACTS_GRPC_TOKEN?"),
        ("PACTS_GRPC", '{"tokn": "hunter2"}', f"grpc.tokn: {NO_SUCH}grpc.token?"),
        ("pacts_heal_budget", "hunter2", "heal.budget: Input should be a valid integer, unable to "
         "parse string as an integer"),
        ("PACTS_BROWSER_ALLOWED_HOSTS", "hunter2,b", "browser.allowed_hosts: Input should be a "
         f"valid tuple; {JSON}"),
        ("PACTS_HEAL_MODES", '{"hunter2', "heal.modes: Input should be a valid dictionary; "
         f"{JSON}"),
        ("PACTS_MEMORY", "hunter2", f"memory: is a table of settings; {JSON}"),
    ],
)  # fmt: skip
def test_fault_of_a_variable_is_told_with_its_name_and_not_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert faults() == [f"{variable}: {told}"]


def test_fault_of_a_flag_is_told_with_the_flag() -> None:
    told = faults(flags={"grpc": {"port": 99999}, "log": {"level": "loud"}})
    assert told == [
        "--port: grpc.port: Input should be less than or equal to 65535",
        "--log-level: log.level: Input should be 'debug', 'info', 'warning' or 'error'",
    ]


def test_faults_of_several_places_are_told_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[grpc]\nport = -1\n[log]\nlevle = 'info'\n")
    monkeypatch.setenv("PACTS_ADRESS", "x")
    monkeypatch.setenv("PACTS_HEAL_BUDGET", "-1")

    told = faults(file, {"management": {"port": -1}})

    assert [line.rpartition(": ")[0] for line in told] == [
        "PACTS_ADRESS",
        f"{file}:2: grpc.port",
        "--management-port: management.port",
        "PACTS_HEAL_BUDGET: heal.budget",
        f"{file}:4: log.levle",
    ]


def test_file_that_is_no_toml_is_told_beside_a_misspelt_variable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[grpc\n")
    monkeypatch.setenv("PACTS_ADRESS", "x")
    assert [line.partition(": ")[0] for line in faults(file)] == ["PACTS_ADRESS", f"{file}:1"]


def test_name_of_any_setting_in_a_wrong_section_leads_to_one_of_that_name() -> None:
    known = known_settings()
    for name in known:
        section, _, last = name.rpartition(".")
        if section:
            said = no_such(f"nowhere.{last}", known, "")
            assert said.partition("did you mean ")[2].endswith(f".{last}?")


@given(text=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_taken_or_refused_with_its_name(file: Path, text: str) -> None:
    file.write_text(text, "utf-8", newline="")
    with suppress(InvalidFieldError):
        assert load_settings(file) == load_settings(), "a file of a random text says no setting"
        return
    assert all(line.startswith(f"{file}:") for line in faults(file))


VALUES = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["1e999", "-1", "9" * 5000, "nan", "inf", "{}", "[]", "null", "true", '"x"']),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=6,
    ).map(json.dumps),
)


@given(name=st.sampled_from(sorted(known_variables())), value=VALUES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_any_value_of_a_variable_is_taken_or_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv(name, value)
        with suppress(InvalidFieldError):
            load_settings()
            return
        assert all(line.startswith((name, SECTION_OF[name])) for line in faults())
