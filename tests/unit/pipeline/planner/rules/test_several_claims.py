"""Sentences that claim several things."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Verify that the A is visible and that the B is visible", ["A visible", "B visible"]),
        ("Check that the A is visible, but that no B is visible", ["A visible", "B not_visible"]),
        ("""Verify that "A" is gone and that 'B "b".' is visible""", ["A gone", 'B "b". visible']),
    ],
)
def test_each_claim_that_is_said_is_asserted(sentence: str, claims: list[str]) -> None:
    said = [f"{one.element} {one.assertion}" for one in read_sentence(sentence)]

    assert said == claims


def test_claim_of_what_is_only_pointed_at_is_refused() -> None:
    with pytest.raises(UnreadableSentenceError):
        read_sentence("Verify that the A is visible and that user is gone")
