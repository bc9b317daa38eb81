"""A requirement's sentences put together to a plan, whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pacts_daemon.pipeline.planner.errors import (
    Unreadable,
    UnreadableRequirementError,
    UnreadableSentenceError,
)
from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction, PlannedCase, PlannedStep
from pacts_daemon.pipeline.requirement.model import Requirement, Sentence

Read = Callable[[Sentence], tuple[PlannedAction, ...]]


def planned(requirement: Requirement, read: Read, planner: str, notes: Iterable[str] = ()) -> Plan:
    """Return the plan of a requirement.

    Args:
        requirement: what is planned.
        read: returns what a sentence asks for, or raises UnreadableSentenceError.
        planner: who reads, by its name and version.
        notes: the planner's; those of the requirement stay its own.

    Raises:
        UnreadableRequirementError: with every sentence that can't be read.
    """
    unreadable: list[Unreadable] = []

    def steps(sentences: Iterable[Sentence]) -> tuple[PlannedStep, ...]:
        made = []
        for sentence in sentences:
            try:
                made.append(PlannedStep(sentence=sentence, actions=read(sentence)))
            except UnreadableSentenceError as error:
                unreadable.append(Unreadable(sentence, error))
        return tuple(made)

    cases = tuple(PlannedCase(case=one, steps=steps(one.sentences)) for one in requirement.cases)
    logins = {name: steps(sentences) for name, sentences in requirement.logins.items()}
    if unreadable:
        raise UnreadableRequirementError(requirement.source, unreadable)
    return Plan(
        requirement=requirement, cases=cases, logins=logins, planner=planner, notes=tuple(notes)
    )
