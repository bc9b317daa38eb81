"""What an observer of a session is told, and what it may refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pacts.answers import Answer, Found, Hidden, Miss, PageSelectors, TierVisit, Verification
from pacts.flow.errors import ElementNotFoundError
from pacts.flow.journal import Healed, Journal, Looked, Unobserved, Use, Way
from pacts.flow.looking import Place
from pacts.flow.settings import Settings
from pacts.flow.steps import Act, Ask, Capture, Captured, Check, Flow, Pause, Step
from pacts.flow.target import Target
from pacts.flow.visit import Visit
from pacts.flow.wrapping import Wrapping
from pacts.model import Action, Descriptor, ElementQuery, Selector, SelectorStrategy
from pacts.outcomes import DriftCheck, ElementVerdict, MissReason, Outcome
from pacts.v1 import page_selectors_pb2 as page_pb

OLD, NEW = (Selector(SelectorStrategy.CSS, css) for css in ("#old", "#new"))
TRAIL = (TierVisit("memory", Outcome.HIT, 0.1),)
SAVE = Target("Save")


def found(selector: Selector, verdict: ElementVerdict | None = None) -> Found:
    checked = DriftCheck.NO_EVIDENCE
    return Found((selector,), "memory", 0.0, 1, checked, None, Descriptor(), TRAIL, verdict)


def missed(reason: MissReason, hidden: Hidden | None = None) -> Miss:
    return Miss(reason, "why", None, TRAIL, hidden=hidden)


class Noting(Unobserved):
    def __init__(self, *, may: bool = True) -> None:
        self.may = may
        self.answers: list[Looked] = []
        self.checks: list[Verification] = []
        self.uses: list[Use] = []
        self.heals: list[Healed] = []

    def looked(self, looked: Looked) -> None:
        self.answers.append(looked)

    def checked(self, query: ElementQuery, checked: Verification) -> None:
        self.checks.append(checked)

    def used(self, use: Use) -> None:
        self.uses.append(use)

    def healed(self, healed: Healed) -> None:
        self.heals.append(healed)

    def may_heal(self, query: ElementQuery) -> bool:
        return self.may


class World:
    """A daemon and a page that answer as they are told; the clock moves when a flow waits."""

    def __init__(
        self,
        known: Found | None,
        *asked: Answer,
        right: Selector = NEW,
        is_elsewhere: bool = False,
        frozen: bool = False,
    ) -> None:
        self.now = 0.0
        self.waited_s = 0.0
        self.is_elsewhere = is_elsewhere
        self.known = known
        self.asked: Iterator[Answer] = iter(asked)
        self.right = right
        self.comes_at_s = 0.0
        self.observer = Noting()
        self.acted: list[Selector] = []
        self.questions = 0
        visit = Visit("http://shop/")
        place = Place(
            lambda: visit.url, lambda: visit, lambda: (), (SelectorStrategy.CSS,), (OSError,)
        )
        settings = Settings("shop", "test", hidden_s=0.5, frozen=frozen)
        journal = Journal(observer=self.observer)
        self.flows = Wrapping(settings, journal, place, lambda: self.now)

    def carry_out(self, flow: Flow[Any]) -> Any:
        try:
            step = next(flow)
            while True:
                step = flow.send(self._perform(step))
        except StopIteration as ended:
            return ended.value

    def _perform(self, step: Step) -> Any:
        self.now += 0.125
        match step:
            case Ask():
                return self._answer(step)
            case Check(_, check):
                return self._check(str(check))
            case Capture():
                return Captured("page")
            case Act(_, selector, _):
                return self.acted.append(selector)
            case Pause(seconds):
                self.now += seconds
                self.waited_s += seconds
        return None

    def _answer(self, ask: Ask) -> Any:
        self.questions += 1
        if isinstance(ask.call.request, page_pb.GetPageSelectorsRequest):
            known = () if self.known is None else ((self._query(), self.known),)
            return PageSelectors(known, truncated=False, trail=TRAIL)
        return next(self.asked)

    def _query(self) -> ElementQuery:
        return SAVE.query(Settings("shop", "test"), "http://shop/")

    def _check(self, check: str) -> str:
        is_right = self.right.value in check and self.now >= self.comes_at_s
        said: dict[str, object] = {
            "selector": {"strategy": "SELECTOR_STRATEGY_CSS", "value": "#x"},
            "matches": int(is_right),
        }
        return json.dumps(said | ({"isSame": True} if is_right else self._missing()))

    def _missing(self) -> dict[str, object]:
        return {"isElsewhere": True} if self.is_elsewhere else {}


def clicked(world: World) -> None:
    world.carry_out(world.flows.act(SAVE, Action.CLICK, lambda _: None))


def ways(world: World) -> list[tuple[Way, bool]]:
    return [(one.way, isinstance(one.answer, Found)) for one in world.observer.answers]


def test_observer_of_a_known_element_is_told_how_it_was_answered() -> None:
    world = World(found(NEW))
    clicked(world)
    clicked(world)

    assert ways(world) == [(Way.ASKED, True), (Way.KEPT, True)]
    assert [one.trail for one in world.observer.answers] == [TRAIL, TRAIL]
    assert all(one.ended_at >= one.began_at for one in world.observer.answers)
    assert len(world.observer.uses) == len(world.observer.checks) == 2
    assert world.observer.heals == []


def test_observer_of_an_unknown_element_is_told_of_the_miss_and_the_discovery() -> None:
    world = World(None, missed(MissReason.UNKNOWN), found(NEW))
    clicked(world)

    assert ways(world) == [(Way.ASKED, False), (Way.DISCOVERED, True)]


def test_observer_is_told_of_a_heal() -> None:
    world = World(found(OLD), found(NEW, ElementVerdict.MOVED))
    clicked(world)

    assert ways(world)[-1] == (Way.RESOLVED, True)
    assert [(heal.old, heal.verdict) for heal in world.observer.heals] == [
        (Selector(SelectorStrategy.CSS, "#x"), ElementVerdict.MOVED)
    ]


def test_element_that_stands_elsewhere_is_healed_without_a_wait() -> None:
    world = World(found(OLD), found(NEW, ElementVerdict.MOVED), is_elsewhere=True)
    clicked(world)

    assert (len(world.observer.heals), world.waited_s) == (1, 0.0)


def test_element_that_was_taken_to_stand_elsewhere_and_is_not_may_still_come() -> None:
    missing = missed(MissReason.AMBIGUOUS)
    world = World(
        found(OLD), missing, found(OLD), found(NEW, ElementVerdict.MOVED), is_elsewhere=True
    )
    clicked(world)

    assert len(world.observer.heals) == 1
    assert world.waited_s > 0.0


def test_observer_that_refuses_has_nothing_looked_for_again() -> None:
    world = World(found(OLD))
    world.observer.may = False

    with pytest.raises(ElementNotFoundError) as refused:
        clicked(world)
    assert refused.value.miss.reason is MissReason.HEAL_REFUSED
    assert (world.acted, world.observer.heals) == ([], [])


@pytest.mark.parametrize(
    "reason", [None, MissReason.HEAL_REFUSED, MissReason.NEVER_HEALED, MissReason.QUARANTINED]
)
def test_what_may_not_be_looked_for_again_may_still_come(reason: MissReason | None) -> None:
    """A page that is still being drawn brings it; the daemon is asked once about the same page."""
    world = World(found(OLD), *([] if reason is None else [missed(reason)]), right=OLD)
    world.observer.may = reason is not None
    world.comes_at_s = 4.0
    clicked(world)

    assert (len(world.acted), world.observer.heals) == (1, [])


@pytest.mark.parametrize("reason", [MissReason.HEAL_REFUSED, MissReason.QUARANTINED])
def test_what_may_not_be_looked_for_again_is_missed_with_the_reason(reason: MissReason) -> None:
    world = World(found(OLD), missed(reason), right=NEW)

    with pytest.raises(ElementNotFoundError) as raised:
        clicked(world)
    assert raised.value.miss.reason is reason
    assert world.now >= Settings("shop", "test").wait_s


def test_frozen_session_waits_for_what_it_knows() -> None:
    world = World(found(OLD), right=OLD, frozen=True)
    world.comes_at_s = 4.0
    clicked(world)

    assert (len(world.acted), world.questions) == (1, 1)


def test_frozen_session_asks_once_at_an_address_for_what_it_does_not_know() -> None:
    world = World(None, missed(MissReason.UNKNOWN), frozen=True)

    with pytest.raises(ElementNotFoundError) as raised:
        clicked(world)
    assert raised.value.miss.reason is MissReason.UNKNOWN
    assert world.questions == 2
    assert world.now < Settings("shop", "test").wait_s


def test_element_that_stays_hidden_is_waited_for_as_long_as_the_settings_say() -> None:
    hidden = missed(MissReason.HIDDEN, Hidden((NEW,), 0.9, ()))
    world = World(None, missed(MissReason.UNKNOWN), *[hidden] * 50)

    with pytest.raises(ElementNotFoundError) as given_up:
        clicked(world)
    assert given_up.value.miss.hidden is not None
    assert world.now < 3.0


def test_what_is_there_is_not_absent_and_what_is_not_tells_why() -> None:
    there = World(found(NEW))
    gone = World(found(OLD), missed(MissReason.NOT_FOUND))

    assert there.carry_out(there.flows.absent(SAVE)) is None
    assert gone.carry_out(gone.flows.absent(SAVE)).reason is MissReason.NOT_FOUND
