"""Keys as testers write them."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.rules.phrases.keys import is_keys, is_named_keys
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    "written",
    ["Enter", "ENTER", "esc", "spacebar", "down arrow", "ArrowUp", "left", "page down", "F6",
     "Ctrl+A", "Shift + Tab", "CTRL-F6", "CMD/CTRL+K", "Ctrl/Cmd + Shift + .", "Ctrl++",
     "Ctrl+Comma", "CTRL+K or CMD+K", "ALT+LEFT on Windows, or CMD+[ on Mac"],
)  # fmt: skip
def test_keys_are_told_from_labels(written: str) -> None:
    assert is_named_keys(written)


@pytest.mark.parametrize("written", ["any key", "Save", "", "the key", "Ctrl+Save me", "F13"])
def test_labels_are_no_keys(written: str) -> None:
    assert not is_keys(written)


def test_one_character_is_a_key_that_has_no_name() -> None:
    assert is_keys("/")
    assert not is_named_keys("/")


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("Press Ctrl+,", ["Ctrl+,"]),
        ("Press Ctrl+.", ["Ctrl+."]),
        ("Press Ctrl+;.", ["Ctrl+;"]),
        ("Press Cmd/Ctrl+, twice", ["Cmd/Ctrl+,", "Cmd/Ctrl+,"]),
        ("Press Ctrl+K, then press Ctrl+S.", ["Ctrl+K", "Ctrl+S"]),
        ("Press Ctrl+, in the editor field, then press Tab.", ["Ctrl+,", "Tab"]),
    ],
)
def test_sign_of_a_combination_ends_no_part_of_a_sentence(sentence: str, keys: list[str]) -> None:
    assert [(one.action.value, one.value) for one in read_sentence(sentence)] == [
        ("press", key) for key in keys
    ]
