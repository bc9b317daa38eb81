"""Keys as people name them, in the driver's words."""

from __future__ import annotations

import sys

import pytest

from pacts_daemon.pipeline.executor.failures import StepBlockedError
from pacts_daemon.pipeline.executor.page.keys import key_presses


@pytest.mark.parametrize(
    ("said", "pressed"),
    [
        ("ENTER", ("Enter",)),
        ("down arrow", ("ArrowDown",)),
        ("Shift + Tab", ("Shift+Tab",)),
        ("CTRL-F6", ("Control+F6",)),
        ("CMD/CTRL+K", ("ControlOrMeta+k",)),
        ("Ctrl/Cmd + Shift + .", ("ControlOrMeta+Shift+.",)),
        ("Ctrl+A then Delete", ("Control+a", "Delete")),
        ("/", ("/",)),
    ],
)
def test_keys_are_the_drivers(said: str, pressed: tuple[str, ...]) -> None:
    assert key_presses(said) == pressed


@pytest.mark.parametrize(
    ("said", "elsewhere", "on_a_mac"),
    [
        ("CTRL+K (Windows) or CMD+K (Mac)", "Control+k", "Meta+k"),
        ("CMD+K (Mac) or CTRL+K (Windows)", "Control+k", "Meta+k"),
        ("ALT+LEFT on Windows, or CMD+[ on Mac", "Alt+ArrowLeft", "Meta+["),
        ("CTRL+SHIFT+M (CMD+SHIFT+M on Mac)", "Control+Shift+m", "Meta+Shift+m"),
        ("Ctrl+K or Cmd+K", "Control+k", "Meta+k"),
    ],
)
def test_keys_of_two_systems_are_those_of_this_one(
    said: str, elsewhere: str, on_a_mac: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert key_presses(said) == (elsewhere,)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert key_presses(said) == (on_a_mac,)


@pytest.mark.parametrize("said", ["any key", "Ctrl+Save me"])
def test_what_is_no_key_blocks_the_step(said: str) -> None:
    with pytest.raises(StepBlockedError):
        key_presses(said)
