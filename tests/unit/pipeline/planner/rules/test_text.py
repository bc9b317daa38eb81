"""Quotes, remarks and places of words."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.phrases.text import text_of
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ('say "a b" now', ("a b",)),
        ("say 'a b' now", ("a b",)),
        ("say `a b` now", ("a b",)),
        ("say “a b” now", ("a b",)),
        ("say «a b» now", ("a b",)),
        ('say "it\'s" now', ("it's",)),
        ("say 'Bob's cat' now", ("Bob's cat",)),
        ('say "a" and "b"', ("a", "b")),
        ('say ""', ("",)),
        ('say "the “a” was saved" now', ("the “a” was saved",)),
        ('say "the “a” and “b”" and "c"', ("the “a” and “b”", "c")),
        ('say "a” and "b"', ("a", "b")),
        ('say "“a” was saved" and “b”', ("“a” was saved", "b")),
        ('say "a “b" now', ("a “b",)),
        ("Bob's cat isn't here", ()),
        ('a 5" screen', ()),
        ("say {{env.PASSWORD}} now", ("{{env.PASSWORD}}",)),
    ],
)
def test_quoted_text_is_found(sentence: str, quoted: tuple[str, ...]) -> None:
    assert text_of(sentence).whole().quoted == quoted


@pytest.mark.parametrize("sentence", ['say "a', "say `a", "say “a", 'say "a" and "b'])
def test_quote_that_is_not_closed_is_an_error(sentence: str) -> None:
    with pytest.raises(UnreadableSentenceError, match="not closed"):
        text_of(sentence)


def test_shadow_has_the_length_of_the_sentence_whatever_its_letters() -> None:
    sentence = 'İstanbul “ß” \u2028 (ǰ) "\ue000"'
    text = text_of(sentence)
    assert len(text.shadow) == len(sentence)


def test_words_keep_their_case_and_their_places() -> None:
    sentence = 'Click  the "Big Red" Button (now)'
    words = list(text_of(sentence).whole().words())
    assert [word.bare for word in words] == ["Click", "the", "Big Red", "Button"]
    assert [sentence[word.start : word.end] for word in words][2] == '"Big Red"'


def test_quoted_text_is_kept_verbatim() -> None:
    (fill,) = read_sentence('Type "  Two  spaces, and (brackets)! " in "Name"')
    assert fill.value == "  Two  spaces, and (brackets)! "


def test_quoted_element_is_exact_and_a_described_one_is_not() -> None:
    exact, described = (read_sentence(said)[0] for said in ('click "Save"', "click Save"))
    assert exact.as_json() == {"action": "click", "element": "Save", "exact": True}
    assert described.as_json() == {"action": "click", "element": "Save"}


def test_remark_is_dropped_and_a_name_in_brackets_is_not() -> None:
    assert read_sentence("Click the close icon (x)")[0].element == "close icon"
    assert read_sentence("Click (...) on the post")[0].element == "(...)"
