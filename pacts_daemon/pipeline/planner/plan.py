"""A plan: the actions and assertions that a requirement asks for, in order."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from pacts_daemon.pipeline.requirement.model import Case, Requirement, Sentence


class PlanAction(StrEnum):
    """What is done. ``dialog`` answers the browser's own dialog, ``ask`` asks a person."""

    GOTO = "goto"
    CLICK = "click"
    DOUBLE_CLICK = "double_click"
    RIGHT_CLICK = "right_click"
    FILL = "fill"
    CLEAR = "clear"
    SELECT = "select"
    CHECK = "check"
    UNCHECK = "uncheck"
    HOVER = "hover"
    PRESS = "press"
    UPLOAD = "upload"
    DRAG = "drag"
    SCROLL = "scroll"
    WAIT = "wait"
    RELOAD = "reload"
    BACK = "back"
    SWITCH_TAB = "switch_tab"
    LOGIN = "login"
    DIALOG = "dialog"
    ASK = "ask"
    ASSERT = "assert"


class Assertion(StrEnum):
    """What must hold."""

    VISIBLE = "visible"
    NOT_VISIBLE = "not_visible"
    GONE = "gone"
    TEXT = "text"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    VALUE = "value"
    URL = "url"
    TITLE = "title"
    ENABLED = "enabled"
    DISABLED = "disabled"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    COUNT = "count"
    FOCUSED = "focused"
    SELECTED = "selected"


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )


class PlannedAction(_Model):
    """One action or assertion.

    Attributes:
        action: what is done.
        element: what a tester calls it, without verb, quotes and articles; ordinals stay in it
            ("2nd Remove button"). Empty: the focused field, or the page as a whole.
        scope: the part of the page it is in ("row of Bob", "X dialog"); empty for none.
        value: the text typed, chosen, pressed or expected; the page, tab or user of ``goto``,
            ``switch_tab`` and ``login``; the target of a ``drag``; the direction of a ``scroll``;
            seconds of a ``wait`` for nothing else; ``accept``, ``dismiss`` or the text that is
            given to a ``dialog``; the question of an ``ask``. A secret stays ``{{env.NAME}}``.
        assertion: what must hold; of ``assert``, and of a ``wait`` for a state.
        is_exact: the element was quoted: one whose text is another is not it.
        is_part: the title has the value in it, and may say more.
    """

    action: PlanAction
    element: str = ""
    scope: str = ""
    value: str | None = None
    assertion: Assertion | None = Field(default=None, alias="assert")
    is_exact: bool = Field(default=False, alias="exact")
    is_part: bool = Field(default=False, alias="part")

    def as_json(self) -> dict[str, Any]:
        """Return what is said of it, and nothing that is not."""
        return self.model_dump(mode="json", exclude_defaults=True)


class PlannedStep(_Model):
    """A sentence with what it asks for; never nothing."""

    sentence: Sentence
    actions: tuple[PlannedAction, ...] = Field(min_length=1)


class PlannedCase(_Model):
    """A case with its steps in order."""

    case: Case
    steps: tuple[PlannedStep, ...]

    @property
    def has_assertions(self) -> bool:
        """Whether anything is asserted: a case without can't pass."""
        return any(
            action.action is PlanAction.ASSERT for step in self.steps for action in step.actions
        )


class Plan(_Model):
    """What a run carries out.

    Attributes:
        requirement: what it was made from.
        cases: in the requirement's order.
        logins: what to do for "log in as NAME", planned.
        planner: who made it: "rules", or another by its name and version.
        notes: what a reader should know: why another planner than the one asked for made it.
            Those of the requirement stay there.
    """

    requirement: Requirement
    cases: tuple[PlannedCase, ...]
    logins: dict[str, tuple[PlannedStep, ...]] = {}
    planner: str
    notes: tuple[str, ...] = ()

    @property
    def actions(self) -> tuple[PlannedAction, ...]:
        """All actions, those of logins last."""
        steps = [step for case in self.cases for step in case.steps]
        steps += [step for login in self.logins.values() for step in login]
        return tuple(action for step in steps for action in step.actions)

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The requirement's notes and its own."""
        return (*self.requirement.notes, *self.notes)


class Planner(Protocol):
    """Reads the sentences of a requirement."""

    @property
    def name(self) -> str:
        """Name and version; a plan that is kept is used while this stays."""
        ...

    async def plan(self, requirement: Requirement) -> Plan:
        """Return the plan of a requirement, with every sentence in it.

        Raises:
            UnreadableRequirementError: sentences that can't be read, each with its place, the part
                that can't and what would be understood. Nothing is ever guessed or left out.
            PlannerUnavailableError: the planner can't be asked now, and why in a word.
        """
        ...
