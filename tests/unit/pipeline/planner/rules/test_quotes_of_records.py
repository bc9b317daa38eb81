"""What a quotation is of: the whole of an element, or the record that it stands in."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    "sentence",
    [
        'Verify that the row of "Teapot" contains "9.00"',
        'Verify that the table row with "Teapot" is visible',
    ],
)
def test_quoted_name_of_a_record_is_not_the_whole_of_its_text(sentence: str) -> None:
    (action,) = read_sentence(sentence)

    assert "Teapot" in action.element
    assert not action.is_exact


@pytest.mark.parametrize(
    "sentence", ['Click "Save"', 'Click the "Save" button', 'Verify that "Teapot" is visible']
)
def test_quoted_name_of_an_element_is_exact(sentence: str) -> None:
    (action,) = read_sentence(sentence)

    assert action.is_exact


@pytest.mark.parametrize(
    ("sentence", "is_part"),
    [
        ('The page title contains "Shop"', True),
        ('the title of the page includes "Shop"', True),
        ('The page title is "Shop"', False),
        ('The page title reads "Shop"', False),
    ],
)
def test_title_that_contains_a_text_may_say_more(sentence: str, is_part: bool) -> None:
    (action,) = read_sentence(sentence)

    assert (action.value, action.is_part) == ("Shop", is_part)
