"""Sentences of real test cases, labelled by hand: what is read, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind
from tests.support.pipeline.steps import is_as_labelled, labelled

RIGHT = {"mattermost": 0.92, "sylius": 0.93, "own": 0.94, "fresh": 0.94}
"""What is read, at least; in the files that are drawn, readers may differ on what is readable."""


def outcome(row: Mapping[str, Any]) -> str:
    try:
        actions = read_sentence(row["text"], SentenceKind(row["kind"]))
    except UnreadableSentenceError:
        return "asked" if row["readable"] else "rightly asked"
    if not row["readable"]:
        return "guessed"
    return "right" if is_as_labelled([one.as_json() for one in actions], row) else "wrong"


@pytest.mark.parametrize("name", RIGHT)
def test_labelled_sentences_are_read_and_never_guessed(name: str) -> None:
    rows = labelled(name)
    outcomes = {row["id"]: outcome(row) for row in rows}
    counts = Counter(outcomes.values())
    readable = sum(row["readable"] for row in rows)

    assert readable > 20, "too few to judge by"
    assert [row for row, how in outcomes.items() if how in ("wrong", "guessed")] == []
    assert counts["right"] >= RIGHT[name] * readable, counts
