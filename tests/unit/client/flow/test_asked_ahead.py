"""What was asked for while a page loaded answers its first lookup, and no longer than it may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from pacts.answers import PageSelectors
from pacts.errors import PactsError, UnavailableError
from pacts.flow.journal import Journal
from pacts.flow.looking import Place
from pacts.flow.settings import Settings
from pacts.flow.steps import Ask, Coming, Step
from pacts.flow.visit import Ahead, Visit
from pacts.flow.wrapping import Wrapping
from pacts.model import Action, ElementQuery, SelectorStrategy
from pacts.session.hub import Tab
from tests.unit.client.flow.test_observer import NEW, SAVE, TRAIL, World, found

URL = "http://shop/"
QUERY = SAVE.query(Settings("shop", "test"), URL)


class Coded(World):
    """Answers what was asked for ahead, or fails to; both kinds of asking are counted."""

    def __init__(self, ahead: Ahead | None) -> None:
        super().__init__(found(NEW))
        self.visit, self.seen = Visit(URL), [0, 0]
        self.ahead = [] if ahead is None else [ahead]
        place = Place(
            lambda: URL,
            lambda: self.visit,
            lambda: (),
            (SelectorStrategy.CSS,),
            (OSError,),
            self._take,
        )
        self.flows = Wrapping(Settings("shop", "test"), Journal(), place, lambda: self.now)

    def _take(self, _: ElementQuery) -> Ahead | None:
        return self.ahead.pop() if self.ahead else None

    def _perform(self, step: Step) -> Any:
        if isinstance(step, Coming):
            self.seen[0] += 1
            return step.answer()
        self.seen[1] += isinstance(step, Ask)
        return super()._perform(step)

    def carry_out(self, flow: Any) -> Any:
        try:
            step = next(flow)
            while True:
                try:
                    came = self._perform(step)
                except PactsError as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(came)
        except StopIteration as ended:
            return ended.value

    def click(self) -> list[int]:
        self.carry_out(self.flows.act(SAVE, Action.CLICK, lambda _: None))
        assert self.acted.pop()
        return list(self.seen)


def ahead(
    came: Callable[[], Any],
    url: str = URL,
    at: float = 0.0,
    variant: Mapping[str, str] | None = None,
) -> Ahead:
    return Ahead(url, variant or {}, at, came)


def known() -> PageSelectors:
    return PageSelectors(((QUERY, found(NEW)),), truncated=False, trail=TRAIL)


def fails() -> PageSelectors:
    raise UnavailableError("nobody is there")


def test_page_that_was_asked_for_ahead_is_not_asked_for_again() -> None:
    world = Coded(ahead(known))

    assert (world.click(), world.click()) == ([1, 0], [1, 0])
    assert world.visit.take_hits() == 2


@pytest.mark.parametrize(
    ("other", "seen"),
    [
        (ahead(known, url="http://shop/cart"), [0, 1]),
        (ahead(known, variant={"role": "admin"}), [0, 1]),
        (ahead(known, at=-60.5), [0, 1]),
        (ahead(fails), [1, 1]),
        (None, [0, 1]),
    ],
    ids=["of another page", "of another variant", "too old", "failed", "none"],
)
def test_page_is_asked_for_where_what_came_ahead_does_not_answer(
    other: Ahead | None, seen: list[int]
) -> None:
    assert Coded(other).click() == seen


def test_what_came_ahead_is_as_old_as_its_call() -> None:
    world = Coded(ahead(known, at=-59.0))

    assert world.click() == [1, 0]
    world.now = 2.0
    assert world.click() == [1, 1]


def test_tab_is_asked_for_ahead_until_three_pages_were_of_no_use() -> None:
    url = [URL]
    tab = Tab(lambda: url[0])
    tab.visit()
    assert tab.next_page({}) is None  # where it is already

    for number in range(3):
        url[0] = f"{URL}{number}"
        due = tab.next_page({"role": "admin"})
        assert due is not None
        assert (due.url, due.variant) == (url[0], {"role": "admin"})
        tab.expect(due)
    url[0] = f"{URL}3"
    assert tab.next_page({}) is None

    assert tab.take_ahead(QUERY) is due
    again = tab.next_page({"role": "admin"})
    assert again is not None
    assert again.variant == {}
    url[0] = "about:blank"
    assert tab.next_page({}) is None


def test_report_that_ends_an_entry_ends_what_came_ahead() -> None:
    tab = Tab(lambda: URL)
    tab.expect(ahead(known))
    tab.visit().keep(QUERY, found(NEW))

    tab.drop(QUERY)

    assert tab.take_ahead(QUERY) is None
    assert tab.visit().known(QUERY) is None
