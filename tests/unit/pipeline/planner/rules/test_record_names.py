"""What a quotation is of, an element or its record; and what stands after "row of"."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
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


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Verify that Remove in the row of Green tea is visible", "row of Green tea"),
        ('Verify that "Sold out" is shown in the row of Red wine', "row of Red wine"),
        ("Verify that Edit in the card for Order 12 is enabled", "card for Order 12"),
    ],
)
def test_claim_in_a_record_named_like_looks_is_read(sentence: str, scope: str) -> None:
    assert [one.scope for one in read_sentence(sentence)] == [scope]


@pytest.mark.parametrize(
    "sentence",
    [
        "Verify that Save is visible in green",
        "Verify that the icon is visible in the top right corner",
        "Verify that the rows are visible in alphabetical order",
    ],
)
def test_claim_of_looks_is_refused(sentence: str) -> None:
    with pytest.raises(UnreadableSentenceError):
        read_sentence(sentence)
