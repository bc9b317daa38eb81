"""Why an element may not be found, in words; and ``pacts mcp`` without its SDK."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pacts
from pacts_daemon.cli.agents import mcp_command
from pacts_daemon.cli.agents.reasons import reasons_of
from tests.unit.cli.conftest import Run
from tests.unit.client.test_client_heals import HEAL

ENTRY = replace(HEAL.old, heal_id="", selectors=(HEAL.new.selectors[1],))


def test_reasons_of_what_nobody_saved_say_so() -> None:
    (reason,) = reasons_of([], [])
    assert "nothing is stored" in reason


def test_reasons_of_what_is_served_say_that_nothing_speaks_against_it() -> None:
    (reason,) = reasons_of([ENTRY], [])
    assert "nothing speaks against it" in reason


def test_reasons_of_an_entry_name_failures_mark_and_positions() -> None:
    entry = replace(ENTRY, failures=2, never_heal=True, selectors=(HEAL.new.selectors[0],))
    reasons = reasons_of([entry], [])
    assert ["2 times" in reasons[0], "never" in reasons[1], "positions" in reasons[2]] == [True] * 3


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (pacts.HealState.QUARANTINED, "before somebody approves"),
        (pacts.HealState.PROBATION, "one reported failure rejects"),
        (pacts.HealState.PROMOTED, "is trusted"),
        (pacts.HealState.REJECTED, "was rejected"),
        (pacts.HealState.ROLLED_BACK, "taken back"),
        (pacts.HealState.UNRECOGNIZED, "unrecognized"),
    ],
)
def test_reasons_of_the_newest_heal_tell_its_state_and_note(
    state: pacts.HealState, said: str
) -> None:
    newest, older = replace(HEAL, state=state), replace(HEAL, id="f" * 32)
    (reason,) = reasons_of([ENTRY], [newest, older])
    assert said in reason
    assert "looked at it" in reason
    assert HEAL.id in reason


def test_mcp_without_its_sdk_names_the_extra(
    pacts_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mcp_command, "find_spec", lambda _: None)
    result = pacts_cli("mcp", "--address", "127.0.0.1:1")
    assert result.exit_code == 2
    assert "pacts-daemon[mcp]" in result.stderr
