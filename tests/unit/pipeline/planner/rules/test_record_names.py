"""What stands after "row of" is the name of a record, whatever words it is made of."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


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
