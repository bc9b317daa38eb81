"""Planned actions, made of what the rules found."""

from __future__ import annotations

import re

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.planner.rules.phrases.targets import Target

NOWHERE = Target("")
# A quoted name in these says which record is meant, and not what the whole of it reads.
_RECORD = re.compile(
    r"(?:\w+ )?(?:row|line|record|item|entry|card|cell|column) (?:of|for|with|named|containing) ",
    re.IGNORECASE,
)


def action(kind: PlanAction, target: Target = NOWHERE, value: str | None = None) -> PlannedAction:
    """Return an action on a target."""
    return PlannedAction(
        action=kind,
        element=target.element,
        scope=target.scope,
        value=value,
        exact=bool(target.quoted) and not _RECORD.match(target.element),
    )


def assertion(
    check: Assertion, target: Target = NOWHERE, value: str | None = None
) -> PlannedAction:
    """Return an assertion about a target."""
    return action(PlanAction.ASSERT, target, value).model_copy(update={"assertion": check})
