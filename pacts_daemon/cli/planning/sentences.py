"""Sentences planned by rules, one for each line of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pacts_daemon.cli.batch.lines import text_of
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind


def answer(case: Mapping[str, object], folder: Path) -> dict[str, object]:  # noqa: ARG001
    """Answer one line of ``plan --batch``: the plan of a sentence.

    Raises:
        UsageError: a field is bad, or a part of the sentence can't be read; names it, with its
            column and what would be understood.
    """
    text = text_of(case, "text")
    try:
        actions = read_sentence(text, _kind_of(case))
    except UnreadableSentenceError as error:
        raise UsageError("text", f"column {error.start + 1}: {error}") from None
    return {"plan": [action.as_json() for action in actions]}


def _kind_of(case: Mapping[str, object]) -> SentenceKind:
    value = case.get("kind") or SentenceKind.STEP.value
    for kind in SentenceKind:
        if kind.value == value:
            return kind
    known = ", ".join(kind.value for kind in SentenceKind)
    raise UsageError("kind", f"{value!r} is not one of {known}")
