"""Sentences of a requirement taken apart to be asked about, and their readings put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from pacts_daemon.pipeline.planner.anthropic.answer import CannotRead
from pacts_daemon.pipeline.planner.anthropic.check import start_of
from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction
from pacts_daemon.pipeline.planner.planning import planned
from pacts_daemon.pipeline.requirement.model import Requirement, Sentence, SentenceKind

Said = tuple[SentenceKind, str]
"""What a sentence says, wherever it stands: the same is asked once."""
Reading = tuple[PlannedAction, ...] | CannotRead


def said(sentence: Sentence) -> Said:
    return sentence.kind, sentence.text


def sentences_of(requirement: Requirement) -> Iterator[Sentence]:
    """Yield every sentence, those of the cases before those of the logins."""
    yield from chain.from_iterable(case.sentences for case in requirement.cases)
    yield from chain.from_iterable(requirement.logins.values())


def assembled(
    requirement: Requirement,
    readings: Mapping[Said, Reading],
    planner: str,
    notes: Sequence[str],
) -> Plan:
    """Return the plan of a requirement.

    Raises:
        UnreadableRequirementError: with every sentence whose reading says that it can't be read.
    """

    def read(sentence: Sentence) -> tuple[PlannedAction, ...]:
        reading = readings[said(sentence)]
        if isinstance(reading, CannotRead):
            raise _error(sentence, reading)
        return reading

    return planned(requirement, read, planner, notes)


def _error(sentence: Sentence, reading: CannotRead) -> UnreadableSentenceError:
    start = max(0, start_of(reading.part, sentence.text))
    return UnreadableSentenceError(reading.part, start, reading.hint)
