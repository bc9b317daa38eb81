"""What is refused, where it stands and what would be understood."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


def refused(sentence: str) -> UnreadableSentenceError:
    with pytest.raises(UnreadableSentenceError) as raised:
        read_sentence(sentence)
    return raised.value


@pytest.mark.parametrize(
    ("sentence", "part", "hint"),
    [
        ("Open the profile of that user", "that user", "name the user"),
        ("Click the link from step 2", "from step 2", "another step"),
        ("Open the same channel", "the same", "name it here"),
        ("Click these links", "these", "name it here"),
        ("Wait, then close it", "it", "name it here"),
        ("Press TAB until Save is focused", "until", "a condition or a loop"),
        ("Click Accept if needed", "if needed", "a condition"),
        ("Click every link", "every", "a loop"),
        ('Click "Yes" or "No"', "or", "a choice"),
        ("Type some text", "some", "give the value"),
        ("Open another channel", "another", "doesn't say which"),
        ("Select a theme, e.g. dark", "e.g", "an example"),
        ("Check that it loads correctly", "it", "name it here"),
        ("I should be able to save", "be able to", "say what is done or shown"),
        ("Have the other user post a message", "the other", "name the element"),
        ("Log in with valid credentials", "valid", "say what is shown"),
        ("Enter your password", "your password", "write it in quotes"),
        ("Enter the name and click Save", "the name", "write it in quotes"),
        ("Click off of the menu", "off of the menu", "a direction"),
        ("Click back into the page", "back into the page", "a direction"),
        ("Click to close the panel", "to close the panel", "name the element"),
        ("Click the button to save", "Click the button to save", "not which"),
        ("Verify the same behaviour", "the same", "name it here"),
        ("Verify alignment of the icons", "alignment", "no element that can be shown"),
        ("Observe the header", "the header", "say what is shown"),
        ("Check the header", "the header", "a claim or a box"),
        ("Create a channel", "Create a channel", "say what to click"),
        ("Log out", "Log out", "say what to click"),
        ("Close the modal", "Close the modal", "say what to click"),
        ("Emoji Search", "Emoji Search", "say what to click"),
        ("Drag Photos to the top of the list", "the top of the list", "no element to drop on"),
        ("Drag Photos to the left side", "the left side", "no element to drop on"),
        ("Drag Photos to another list", "another", "doesn't say which"),
        ("Click Save within 5 seconds", "5 seconds", "is a time"),
        ("the modal should disappear in two minutes", "two minutes", "is a time"),
        ("Expect the Save button to become enabled within 500ms", "500ms", "is a time"),
        ("Photos is shown in the database", "the database", "no part of this page"),
        ("Wait for the network", "the network", "wait for what is shown"),
        ("Type hello in the box and something", "and", "no part of a name"),
        ('Click "Save', '"Save', "the quote is not closed"),
    ],
)
def test_refusal_names_the_part_and_what_would_be_understood(
    sentence: str, part: str, hint: str
) -> None:
    error = refused(sentence)
    assert error.part == part
    assert hint in error.hint
    assert sentence[error.start :].startswith(part)


def test_refusal_counts_columns_in_the_sentence_as_it_was_written() -> None:
    error = refused('  2. Click  "Save" ,  then press any key')
    assert (error.part, error.start) == ("any key", 33)


def test_refused_words_in_quotes_are_read() -> None:
    (click,) = read_sentence('Click "Open this or that, if needed"')
    assert click.element == "Open this or that, if needed"
    assert click.is_exact


@pytest.mark.parametrize("sentence", ["", "   ", "...", "(a remark)", "1."])
def test_sentence_that_says_nothing_is_refused(sentence: str) -> None:
    assert refused(sentence).hint


def test_sentence_too_long_for_one_is_refused() -> None:
    assert "too long" in refused("click Save and " * 60).hint


def test_remark_and_reason_and_purpose_are_dropped() -> None:
    for sentence in (
        "Click Save (at the bottom)",
        "Click Save to keep the changes",
        "Click Save, since the form is complete",
        "Click Save in order to keep everything",
    ):
        assert [(one.element, one.scope) for one in read_sentence(sentence)] == [("Save", "")]


def test_remark_that_is_a_condition_is_refused() -> None:
    assert "remark" in refused("Click Save (if it is enabled)").hint
