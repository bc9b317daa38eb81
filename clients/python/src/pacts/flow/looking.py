"""Asking for an element: of what is kept, of the daemon, and of the page as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pacts._rpc import calls, page_calls, read
from pacts._rpc.calls import Call
from pacts.answers import Answer, Found, Miss, PageSelectors, TierVisit, Verification
from pacts.errors import PactsError, PageNotKeptError, VersionError
from pacts.flow.closing import uncounted
from pacts.flow.decisions import first_tried, not_now, not_yet, trusted
from pacts.flow.journal import Healed, Journal, Looked, Way, brief
from pacts.flow.patience import Patience
from pacts.flow.settings import Settings
from pacts.flow.steps import (
    ActChecked,
    Ask,
    Capture,
    Captured,
    Check,
    Coming,
    Done,
    Flow,
    Later,
    Refused,
)
from pacts.flow.visit import Ahead, Visit, access_by_digest, access_of, digest_of
from pacts.model import Action, ElementQuery, Lookup, PageAccess, SelectorStrategy

_Made = Callable[[PageAccess], Call[Any, Any, Answer]]


@dataclass(frozen=True, slots=True)
class Ready:
    """An element that can be acted on: what is known of it, and the check that found it right.

    ``done`` is what came of the action, where it was carried out with the check.
    """

    query: ElementQuery
    found: Found
    checked: Verification
    action: Action
    done: Done | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One page in a runner's tab, as far as a flow has to know it.

    Attributes:
        url: where the page is now.
        visit: what is kept of it.
        left: the visits that have ended since the last call.
        strategies: the selectors that its runner understands.
        errors: what its runner raises when an action fails.
        ahead: takes what was asked for when the page came, if anything, for a query that needs it.
    """

    url: Callable[[], str]
    visit: Callable[[], Visit]
    left: Callable[[], tuple[Visit, ...]]
    strategies: tuple[SelectorStrategy, ...]
    errors: tuple[type[Exception], ...]
    ahead: Callable[[ElementQuery], Ahead | None] = lambda _: None


class Looking:
    """The parts of a flow that lead to an element; each is carried out by a session."""

    def __init__(
        self, settings: Settings, journal: Journal, place: Place, clock: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._place = place
        self._clock = clock

    def lookup(self, query: ElementQuery) -> Flow[Answer]:
        """Ask what is known: of what is kept for the visit, else of the daemon."""
        visit, now = self._place.visit(), self._clock()
        for left in self._place.left():
            if hits := left.take_hits():
                yield Later(page_calls.report_lookups(hits), uncounted(hits), is_new=True)
        way, trail = Way.KEPT, None
        if visit.is_due(query, now, self._settings.visit_s):
            known, asked_at = yield from self._page_at_once(query, now)
            visit.keep_page(query, known.selectors, asked_at)
            way, trail = Way.ASKED, known.trail
        if (kept := visit.known(query)) is not None:
            return self._looked(query, kept, way, now, trail)
        lookup = Lookup(query, strategies=self._place.strategies)
        answer: Answer = yield Ask(calls.get_selector(lookup))
        if isinstance(answer, Found):
            visit.keep(query, answer)
        return self._looked(query, answer, Way.ASKED, now)

    def _looked(
        self,
        query: ElementQuery,
        answer: Answer,
        way: Way,
        began_at: float,
        trail: tuple[TierVisit, ...] | None = None,
    ) -> Answer:
        asked = answer.trail if trail is None else trail
        self._journal.observer.looked(Looked(query, answer, way, asked, began_at, self._clock()))
        return answer

    def _page_at_once(self, query: ElementQuery, now: float) -> Flow[tuple[PageSelectors, float]]:
        """Return all that is known of the page, and as of when."""
        ahead = self._place.ahead(query)
        if ahead is not None and ahead.answers(query, now - self._settings.visit_s):
            try:
                come: PageSelectors = yield Coming(ahead.coming)
            except PactsError:
                pass  # it is asked for once more, and that says what is wrong
            else:
                return come, ahead.asked_at
        call = page_calls.page_selectors(
            query.app, query.environment, query.page, query.variant, None, self._place.strategies
        )
        try:
            known: PageSelectors = yield Ask(call)
        except VersionError:
            # A daemon that is older: each element is asked for by itself.
            return PageSelectors((), truncated=False, trail=()), now
        return known, now

    def check(
        self, query: ElementQuery, found: Found, action: Action, document: str = ""
    ) -> Flow[Verification]:
        """Evaluate the check script in the element's frame."""
        asked = page_calls.page_check(found.selectors, found.descriptor, action, document)
        return self._read(query, (yield Check(query.frame, asked)))

    def still(self, ready: Ready) -> Flow[bool]:
        """Say whether what an element was found by leads to it as the page is now."""
        only = replace(ready.found, selectors=(ready.checked.selector,))
        return bool((yield from self.check(ready.query, only, ready.action)).is_same)

    def do_checked(
        self,
        query: ElementQuery,
        found: Found,
        action: Action,
        native: Callable[[Any], Any],
        document: str = "",
    ) -> Flow[Ready | Verification | None]:
        """Check and act in one call; None: the runner can't, and nothing was done."""
        place = first_tried(found.selectors, self._journal.misled)
        asked = page_calls.page_check(found.selectors, found.descriptor, action, document)
        selector = found.selectors[place]
        step = ActChecked(query.frame, asked, place, selector, native, brief(selector))
        came = yield from self.at_once(query, step)
        if isinstance(came, Done):
            return Ready(query, found, trusted(selector), action, came)
        if came is not None and came.is_same:
            self._journal.was_right(found.selectors, place, came.selector)
        return came

    def at_once(self, query: ElementQuery, step: ActChecked) -> Flow[Done | Verification | None]:
        """Do both; a check that does not hold of all comes back as it is."""
        try:
            came = yield step
        except self._place.errors as error:
            came = Done(error=error)
        match came:
            case Done():
                self._journal.observer.checked(query, trusted(step.selector))
                return came
            case Refused(check):
                return self._read(query, check)
            case _:
                return None

    def _read(self, query: ElementQuery, text: str) -> Verification:
        checked = read.check_of(text)
        self._place.visit().arrive(checked.document)
        self._journal.observer.checked(query, checked)
        return checked

    def capture(self) -> Flow[Captured]:
        captured: Captured = yield Capture()
        return captured

    def discover(self, query: ElementQuery, captured: Captured) -> Flow[Answer]:
        """Have the daemon look for an element that it does not know on the page as it is."""
        began_at = self._clock()
        answer = yield from self._with_page(
            captured,
            lambda access: calls.get_selector(
                Lookup(query, access=access, strategies=self._place.strategies)
            ),
        )
        return self._looked(query, answer, Way.DISCOVERED, began_at)

    def resolve(
        self, query: ElementQuery, captured: Captured, checked: Verification
    ) -> Flow[Answer]:
        """Have it look for an element again whose selector is not right any more."""
        if not self._journal.observer.may_heal(query):
            return not_now(checked)
        began_at = self._clock()
        answer = yield from self.judge(query, captured, checked)
        return self._looked(query, answer, Way.RESOLVED, began_at)

    def judge(self, query: ElementQuery, captured: Captured, checked: Verification) -> Flow[Answer]:
        """Have it say what became of an element by a page, whatever that is."""
        self._place.visit().drop(query)
        return (
            yield from self._with_page(
                captured,
                lambda access: calls.resolve_selector(
                    query, access, checked.selector, self._place.strategies
                ),
            )
        )

    def _with_page(self, captured: Captured, made: _Made) -> Flow[Answer]:
        visit = self._place.visit()
        if visit.sent == digest_of(captured):
            try:
                known: Answer = yield Ask(made(access_by_digest(captured)))
            except PageNotKeptError:
                visit.sent = b""
            else:
                return known
        answer: Answer = yield Ask(made(access_of(captured)))
        visit.sent = digest_of(captured)
        return answer

    def prove(
        self, query: ElementQuery, answer: Answer, failed: Verification | None, patience: Patience
    ) -> Flow[Ready | Miss]:
        """Check in the page what was just found on its capture, and note what was healed."""
        if isinstance(answer, Miss):
            return answer
        self._place.visit().keep(query, answer)
        checked = yield from self.check(query, answer, patience.action)
        if not checked.is_same:
            patience.asked, patience.is_overtaken = None, True
            return not_yet(checked)
        if failed is not None or answer.verdict is not None:
            self._journal.healed(self._healed(query, answer, failed, checked))
        return Ready(query, answer, checked, patience.action)

    def _healed(
        self,
        query: ElementQuery,
        found: Found,
        failed: Verification | None,
        checked: Verification,
    ) -> Healed:
        return Healed(
            element=query.element,
            page=query.page,
            old=None if failed is None else failed.selector,
            new=checked.selector,
            verdict=found.verdict,
            heal_id=found.heal_id,
            test=self._journal.test,
        )
