"""Why there is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pacts_daemon.pipeline.requirement.model import Sentence


class UnreadableSentenceError(Exception):
    """A sentence, or a part of it, can't be read.

    Attributes:
        part: the words that can't.
        start: where they begin in the sentence, counted from 0.
        hint: what would be understood.
    """

    def __init__(self, part: str, start: int, hint: str) -> None:
        super().__init__(f"{part!r}: {hint}")
        self.part = part
        self.start = start
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sentence with the reason why it can't be read."""

    sentence: Sentence
    error: UnreadableSentenceError


class UnreadableRequirementError(Exception):
    """A requirement has sentences that can't be read; all of them are in ``sentences``."""

    def __init__(self, source: str, sentences: Sequence[Unreadable]) -> None:
        super().__init__("\n".join(_said(source, one) for one in sentences))
        self.sentences = tuple(sentences)


class PlannerUnavailableError(Exception):
    """A planner can't be asked now; ``why`` is one word, such as ``overloaded``."""

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


def _said(source: str, one: Unreadable) -> str:
    place = one.sentence.place
    column = place.column + one.error.start
    where = f"{place.source or source or 'requirement'}:{place.line}:{column}"
    return f"{where}: {one.error}"
