"""An element is checked and acted on in one call where its runner can do both."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pacts.flow.decisions import first_tried
from pacts.flow.errors import ElementNotFoundError
from pacts.flow.journal import Journal, Use
from pacts.flow.steps import ActChecked, Check, Done, Refused, Step
from pacts.model import Action, Selector, SelectorStrategy
from tests.unit.client.flow.test_observer import NEW, OLD, SAVE, World, found

SAID = {
    "selector": {"strategy": "SELECTOR_STRATEGY_CSS", "value": "#new"},
    "matches": 1,
    "isSame": True,
}


class OneCall(World):
    """A runner that answers in one call as it is told; checks that are made alone are counted."""

    def __init__(self, came: Done | Refused | None) -> None:
        super().__init__(found(NEW))
        self.came = came
        self.asked: list[ActChecked] = []
        self.checks = 0

    def _perform(self, step: Step) -> Any:
        self.checks += isinstance(step, Check)
        if isinstance(step, ActChecked):
            self.asked.append(step)
            return self.came
        return super()._perform(step)

    def click(self, *, is_one_call: bool = True) -> Any:
        flow = self.flows.act(SAVE, Action.CLICK, lambda _: None, is_one_call=is_one_call)
        return self.carry_out(flow)


def refused(**changes: object) -> Refused:
    return Refused(json.dumps(SAID | changes))


def test_element_that_was_checked_and_acted_on_is_used_and_nothing_more_is_done() -> None:
    world = OneCall(Done("done"))

    assert world.click() == "done"
    assert (world.checks, world.acted) == (0, [])
    assert [one.is_right for one in world.observer.checks] == [True]
    assert [(use.version, use.selector) for use in world.observer.uses] == [(1, NEW)]


@pytest.mark.parametrize(
    "why",
    [{"failed": "GATE_POINT_ENABLED"}, {"detail": "the entry does not describe its element"}, {}],
    ids=["not enabled yet", "not described", "by another selector"],
)
def test_same_element_that_was_refused_is_acted_on_without_another_check(
    why: dict[str, object],
) -> None:
    world = OneCall(refused(**why))
    world.click()

    assert (world.checks, world.acted) == (0, [NEW])
    assert len(world.observer.checks) == 1


def test_another_element_that_was_refused_is_not_acted_on() -> None:
    world = OneCall(refused(isSame=False, failureClass="FAILURE_CLASS_ANOTHER_RECORD"))
    world.known, world.right = found(OLD), NEW
    world.observer.may = False

    with pytest.raises(ElementNotFoundError, match="may not be looked for"):
        world.click()
    assert world.acted == []


@pytest.mark.parametrize("is_one_call", [True, False])
def test_runner_that_cannot_do_both_or_is_asked_for_more_is_checked_first(
    is_one_call: bool,
) -> None:
    world = OneCall(None)
    world.click(is_one_call=is_one_call)

    assert (world.checks, len(world.acted), len(world.asked)) == (1, 1, int(is_one_call))


def test_action_that_failed_is_tried_again_only_where_the_element_is_another() -> None:
    world = OneCall(Done(error=OSError("it is covered")))

    with pytest.raises(OSError, match="it is covered"):
        world.click()
    assert (world.checks, world.acted, world.observer.uses) == (1, [], list[Use]())


def test_selector_that_is_tried_first_is_of_the_cheapest_kind_and_no_place() -> None:
    def of(strategy: SelectorStrategy, *, positional: bool = False) -> Selector:
        return Selector(strategy, "x", positional=positional)

    css, xpath, role = SelectorStrategy.CSS, SelectorStrategy.XPATH, SelectorStrategy.ROLE
    assert first_tried([of(role), of(xpath), of(css), of(SelectorStrategy.TEST_ID)]) == 2
    assert first_tried([of(css, positional=True), of(role)]) == 1
    assert first_tried([of(SelectorStrategy.TEXT), of(SelectorStrategy.LABEL)]) == 0


def test_selector_that_misled_is_not_expected_again_until_it_is_right() -> None:
    journal = Journal()
    old = Selector(SelectorStrategy.CSS, "#old")
    label = Selector(SelectorStrategy.LABEL, "Name")
    selectors = (label, old)

    assert first_tried(selectors, journal.misled) == 1
    journal.was_right(selectors, 1, label)
    assert first_tried(selectors, journal.misled) == 0
    journal.was_right(selectors, 0, old)
    assert first_tried(selectors, journal.misled) == 1
