"""The actions of a case one after the other, with those that stand in no sentence of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.executor.ports import ExecutorSettings
from pacts_daemon.pipeline.executor.secrets import has_secret
from pacts_daemon.pipeline.planner.plan import PlanAction, PlannedAction, PlannedCase, PlannedStep
from pacts_daemon.pipeline.requirement.model import Sentence

# The sentences of a login may say "log in" themselves; these are three deep at most, or round in
# circles.
_MAX_LOGIN_DEPTH: Final = 3
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
# What can be done before any page is open.
_OPENING: Final = {PlanAction.GOTO, PlanAction.WAIT, PlanAction.ASK, PlanAction.LOGIN}
_LOOKING: Final = {PlanAction.ASSERT, PlanAction.WAIT}


@dataclass(frozen=True, slots=True)
class Item:
    """One action to carry out; ``is_added`` when it stands in no sentence of its case."""

    sentence: Sentence
    action: PlannedAction
    is_added: bool = False


def items_of(case: PlannedCase, settings: ExecutorSettings) -> list[Item]:
    """Return what is carried out: logins with their steps, and the opening of the base address."""
    items: list[Item] = []
    for step in case.steps:
        items += _of_step(step, settings, added=False, depth=0)
    first = next((item for item in items if item.action.action is not PlanAction.DIALOG), None)
    if first is None or first.action.action in _OPENING or not settings.base_url:
        return items
    opened = PlannedAction(action=PlanAction.GOTO, value=settings.base_url)
    return [Item(first.sentence, opened, is_added=True), *items]


def answer_after(items: list[Item], index: int) -> str | None:
    """Return the answer to the dialog that an action may open, as the next action has it."""
    for item in items[index + 1 :]:
        if item.action.action is PlanAction.DIALOG:
            return item.action.value or "accept"
        if item.action.action not in _LOOKING:
            return None
    return None


def is_last(items: list[Item], index: int) -> bool:
    """Say whether nothing but looking comes after an action."""
    return all(item.action.action in _LOOKING for item in items[index + 1 :])


def uses_secrets(items: list[Item]) -> bool:
    """Say whether a value of the environment is typed, or expected, in a case."""
    return any(has_secret(text) for item in items for text in _texts(item.action))


def _texts(action: PlannedAction) -> tuple[str | None, ...]:
    return action.value, action.element, action.scope


def _of_step(
    step: PlannedStep, settings: ExecutorSettings, *, added: bool, depth: int
) -> list[Item]:
    items = []
    for action in step.actions:
        if action.action is PlanAction.LOGIN and depth < _MAX_LOGIN_DEPTH:
            for inner in login_of(action, settings):
                items += _of_step(inner, settings, added=True, depth=depth + 1)
        items.append(Item(step.sentence, action, added))
    return items


def login_of(action: PlannedAction, settings: ExecutorSettings) -> tuple[PlannedStep, ...]:
    """Return the steps of a login by its name, letter case and articles aside; none for another."""
    wanted = _plain(action.value or "")
    known = {_plain(name): steps for name, steps in settings.logins.items()}
    return known.get(wanted, ())


def _plain(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.casefold().split()))
