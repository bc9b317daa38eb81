"""The planner by rules, behind the planner port."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.plan import Plan, PlannedAction
from pacts_daemon.pipeline.planner.planning import planned
from pacts_daemon.pipeline.planner.rules.sentences import actions_of
from pacts_daemon.pipeline.requirement.model import Requirement, SentenceKind

VERSION: Final = 1
"""Grows with each change of what a sentence is read as."""


def read_sentence(text: str, kind: SentenceKind = SentenceKind.STEP) -> tuple[PlannedAction, ...]:
    """Return what a sentence asks for, in order; never nothing.

    Raises:
        UnreadableSentenceError: the part that can't be read, where it is, and what would be
            understood. Nothing is guessed or left out.
    """
    return tuple(actions_of(text, kind))


def plan_by_rules(requirement: Requirement) -> Plan:
    """Plan a requirement, a millisecond for each sentence; raises as ``Planner.plan``."""
    return planned(requirement, lambda one: read_sentence(one.text, one.kind), RulesPlanner.name)


class RulesPlanner:
    """Plans by a grammar: the same sentence always gives the same plan, and no network is used."""

    name: Final = f"rules/{VERSION}"

    async def plan(self, requirement: Requirement) -> Plan:
        """Plan a requirement; see ``Planner.plan``. It is never unavailable."""
        return plan_by_rules(requirement)
