"""An element is checked and acted on in one call where its runner can do both."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pacts.answers import Answer
from pacts.flow.decisions import first_tried, trusted
from pacts.flow.errors import ElementNotFoundError, StaleSelectorError
from pacts.flow.journal import Journal, Use
from pacts.flow.looking import Ready
from pacts.flow.settings import Settings
from pacts.flow.steps import ActChecked, Check, Done, Own, Refused, Step
from pacts.flow.wrapping import Located, Wish, Written
from pacts.model import Action, Selector, SelectorStrategy
from pacts.outcomes import MissReason
from tests.unit.client.flow.test_observer import NEW, OLD, SAVE, World, found, missed

SAID = {
    "selector": {"strategy": "SELECTOR_STRATEGY_CSS", "value": "#new"},
    "matches": 1,
    "isSame": True,
}

X = Selector(SelectorStrategy.CSS, "#x")  # what a check that is made alone says


class OneCall(World):
    """A runner that answers in one call as it is told; checks that are made alone are counted."""

    def __init__(self, came: Done | Refused | None, *answers: Answer) -> None:
        super().__init__(found(NEW), *answers)
        self.came = came
        self.steps: list[ActChecked] = []
        self.checks = 0

    def _perform(self, step: Step) -> Any:
        self.checks += isinstance(step, Check)
        if isinstance(step, ActChecked):
            self.steps.append(step)
            return self.came
        if isinstance(step, Own):
            return step.action()
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

    assert (world.checks, len(world.acted), len(world.steps)) == (1, 1, int(is_one_call))


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


class Runner:
    """What a runner makes of a locator that is written in a test."""

    def __init__(self, count: int = 1, path: str = "/html[1]") -> None:
        self.count = count
        self.path = path
        self.asked: list[str] = []

    def located(self) -> Located:
        return Located(
            count=lambda: self._noted("count", self.count),
            path=lambda: self._noted("path", self.path),
            act=lambda: self._noted("act", "done"),
            own="its locator",
        )

    def _noted(self, what: str, value: object) -> object:
        self.asked.append(what)
        return value


def use(world: OneCall, runner: Runner, written: Selector | None = NEW) -> Any:
    wish = Wish(Written("Save", written), runner.located(), Action.CLICK, lambda _: "native")
    return world.carry_out(world.flows.use(wish))


def test_locator_that_was_checked_in_its_call_costs_no_other() -> None:
    world, runner = OneCall(Done("done")), Runner()

    assert use(world, runner) == "done"
    assert (runner.asked, world.checks, world.acted) == ([], 0, [])
    assert [(one.own, one.selector) for one in world.steps] == [("its locator", NEW)]
    assert [(one.version, one.selector) for one in world.observer.uses] == [(1, NEW)]


def test_locator_that_no_selector_says_is_judged_by_its_path_and_used_by_what_is_stored() -> None:
    world = OneCall(Done("done"))
    use(world, Runner(), None)

    assert [(one.selector.strategy, one.selector.value) for one in world.steps] == [("xpath", "")]
    assert [one.selector for one in world.observer.uses] == [NEW]


def test_locator_whose_element_is_not_ready_is_acted_on_as_written_without_another_check() -> None:
    world, runner = OneCall(refused(failed="GATE_POINT_ENABLED")), Runner()

    assert use(world, runner) == "done"
    assert (runner.asked, world.checks, world.acted) == (["act"], 0, [])


def test_locator_of_another_element_is_not_acted_on() -> None:
    world, runner = OneCall(refused(isSame=False)), Runner()
    use(world, runner)

    assert (runner.asked, world.acted) == ([], [X])


def test_locator_whose_runner_cannot_do_both_is_checked_first() -> None:
    world, runner = OneCall(None), Runner()

    assert use(world, runner) == "done"
    assert (runner.asked, world.checks) == (["count", "act"], 1)


def test_locator_that_failed_to_act_fails_as_its_runner_says() -> None:
    world = OneCall(Done(error=OSError("it is covered")))

    with pytest.raises(OSError, match="it is covered"):
        use(world, Runner())


def test_locator_of_a_closed_shadow_root_is_not_remembered_and_that_is_said_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = OneCall(None, missed(MissReason.UNKNOWN), missed(MissReason.UNKNOWN))
    world.known = None
    runner = Runner(path="")

    assert [use(world, runner, None), use(world, runner, None)] == ["done", "done"]
    said = "Save is not remembered: no selector leads into a closed shadow root"
    assert [one.getMessage() for one in caplog.records] == [said]


def held(world: OneCall, *, is_one_call: bool = True) -> Any:
    checked = replace(trusted(NEW), document="a")
    kept = Ready(
        SAVE.query(Settings("shop", "test"), "http://shop/"), found(NEW), checked, Action.CLICK
    )
    return world.carry_out(
        world.flows.held(kept, Action.CLICK, lambda _: None, is_one_call=is_one_call)
    )


def test_held_element_is_checked_and_acted_on_in_one_call() -> None:
    world = OneCall(Done("done"))

    assert held(world) == "done"
    assert (world.checks, world.acted) == (0, [])
    assert json.loads(world.steps[0].check)["document"] == "a"
    assert [(use.version, use.selector) for use in world.observer.uses] == [(1, NEW)]


def test_held_element_of_an_older_document_is_stale() -> None:
    world = OneCall(refused(isSame=False, document="b"), found(NEW))

    with pytest.raises(StaleSelectorError, match="not there any more"):
        held(world)
    assert (world.checks, world.acted, world.observer.uses) == (0, [], list[Use]())


def test_held_element_that_is_not_ready_is_left_to_its_runner() -> None:
    world = OneCall(refused(failed="GATE_POINT_ENABLED", document="a"))
    held(world)

    assert (world.checks, world.acted) == (0, [NEW])
    assert [(use.version, use.selector) for use in world.observer.uses] == [(1, NEW)]


def test_held_element_whose_action_failed_is_not_used() -> None:
    world = OneCall(Done(error=OSError("it is covered")))

    with pytest.raises(OSError, match="it is covered"):
        held(world)
    assert world.observer.uses == []
