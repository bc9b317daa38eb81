"""The flow of an action on an element: look up, check in the page, find again, act, remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pacts._rpc import calls
from pacts.answers import Found, Hidden, Miss, Verification
from pacts.errors import PactsError
from pacts.flow.covering import StandingIn
from pacts.flow.decisions import (
    Next,
    after_check,
    after_error,
    is_gone,
    is_there,
    is_withheld,
    not_yet,
    refused,
    unreachable,
)
from pacts.flow.errors import ElementNotFoundError, StaleSelectorError, noted
from pacts.flow.filling import put_again
from pacts.flow.fitness import suits
from pacts.flow.journal import Use
from pacts.flow.looking import Ready
from pacts.flow.patience import Patience
from pacts.flow.steps import Act, Ask, Flow, PageNotReadyError, Pause
from pacts.flow.target import Target
from pacts.flow.visit import state_of
from pacts.model import Action, ElementQuery, Lookup
from pacts.outcomes import Gate, MissReason

Native = Callable[[Any], Any]


class Flows(StandingIn):
    """What is done with elements of one page."""

    def act(
        self, target: Target, action: Action, native: Native, *, is_one_call: bool = False
    ) -> Flow[Any]:
        """Do something with an element once it is there; returns what the native action does.

        Args:
            target: the element.
            action: what it is for the gate.
            native: the runner's own action.
            is_one_call: it makes one call of the runner, which may then check and act at once.

        Raises:
            ElementNotFoundError: it did not come, or is not the one it was.
        """
        ready = yield from self.ready(target, action, native if is_one_call else None)
        try:
            return (yield from self._done(ready, native))
        except self._place.errors as error:
            ready = yield from self._again(ready, error)
            return (yield from self._done(ready, native))

    def _done(self, ready: Ready, native: Native) -> Flow[Any]:
        def made(does: Native) -> Act:
            return Act(ready.query.frame, ready.checked.selector, does)

        done = (yield made(native)) if ready.done is None else ready.done.result()
        errors = (*self._place.errors, PageNotReadyError)
        yield from put_again(native, made, errors, lambda: self.still(ready))
        self._place.visit().use(ready.query)
        self._journal.used(Use(ready.query, ready.found.version, ready.checked.selector))
        return done

    def ready(self, target: Target, action: Action, native: Native | None = None) -> Flow[Ready]:
        """Wait until an element is there and is the right one; ``native`` may be done with it."""
        patience = Patience(self._clock() + self._settings.wait_s, action, native=native)
        self._journal.lookups += 1
        while True:
            query = target.query(self._settings, self._place.url())
            try:
                suiting = yield from self._suiting(query, patience)
                ready = yield from self.in_sight(suiting, patience)
            except PageNotReadyError as error:
                ready = unreachable(str(error))
            if isinstance(ready, Ready):
                return (yield from self._uncovered(ready))
            if patience.has_ended(self._clock(), ready, self._settings):
                raise ElementNotFoundError(target.element, ready)
            yield Pause(patience.pause_s(self._settings.step_s))

    def _suiting(self, query: ElementQuery, patience: Patience) -> Flow[Ready | Miss]:
        """Look once, and rather for what takes the action than for what is only called so.

        Both are entries of their own: the heading that is read is not the link that is clicked.
        Where no other comes until the page is at rest, the runner has what is called so.
        """
        named = yield from self._once(query, patience)
        if isinstance(named, Miss) or suits(named.found.descriptor, patience.action):
            return named
        if patience.closer is None:
            patience.closer = Patience(patience.ends_at, patience.action)
        closer = patience.closer
        suiting = yield from self._once(replace(query, action=patience.action), closer)
        if isinstance(suiting, Ready) or suiting.reason is MissReason.AMBIGUOUS:
            return suiting
        is_at_rest = closer.same_for_s(self._clock()) >= self._settings.settle_s
        return named if is_at_rest or self._settings.frozen else suiting

    def _once(self, query: ElementQuery, patience: Patience) -> Flow[Ready | Miss]:
        if patience.withheld is not None and patience.withheld[0] == query:
            return (yield from self._known(*patience.withheld, patience))
        if patience.asked is not None and not is_withheld(patience.asked[1]):
            return (yield from self._find(query, patience))
        if patience.unknown is not None and patience.unknown[0] == query.page:
            return patience.unknown[2]
        answer = yield from self.lookup(query)
        if isinstance(answer, Found):
            patience.unknown = None
            return (yield from self._known(query, answer, patience))
        if not self._settings.frozen:
            return (yield from self._find(query, patience))
        patience.unknown = (query.page, self._clock(), answer)
        return answer

    def _known(self, query: ElementQuery, found: Found, patience: Patience) -> Flow[Ready | Miss]:
        checked = yield from self._first_checked(query, found, patience)
        if isinstance(checked, Ready):
            return checked
        if patience.is_patient:
            checked = replace(checked, is_elsewhere=False)
        first, now = patience.is_first(), self._clock()
        rested_s = 0.0 if checked.is_same else patience.rested_s(now)
        match after_check(checked, self._settings, query.element, rested_s):
            case Next.ACT:
                return Ready(query, found, checked, patience.action)
            case Next.RESOLVE:
                came = yield from self._heal(query, checked, patience)
                if isinstance(came, Miss) and is_withheld(came):
                    patience.withheld = (query, found)
                return came
            case Next.REFUSE:
                return refused(checked, self._settings, query.element)
        if first:
            patience.seen = state_of((yield from self.capture()))
        return not_yet(checked)

    def _first_checked(
        self, query: ElementQuery, found: Found, patience: Patience
    ) -> Flow[Ready | Verification]:
        """Check what is known, with the action where that is possible; but that only once."""
        native, patience.native = patience.native, None
        if native is not None and suits(found.descriptor, patience.action):
            came = yield from self.do_checked(query, found, patience.action, native)
            if came is not None:
                return came
        return (yield from self.check(query, found, patience.action))

    def _heal(
        self, query: ElementQuery, checked: Verification, patience: Patience
    ) -> Flow[Ready | Miss]:
        captured = yield from self.capture()
        if patience.asked is not None and patience.asked[0] == state_of(captured):
            return patience.asked[1]
        if checked.is_elsewhere:
            patience.is_patient = True
        elif checked.matches == 0 and patience.restart(state_of(captured), self._clock()):
            return not_yet(checked)
        answer = yield from self.resolve(query, captured, checked)
        if isinstance(answer, Miss) and checked.is_elsewhere:
            return not_yet(checked)  # what it was taken for is not it: it may still come
        if isinstance(answer, Miss):
            patience.asked = (state_of(captured), answer)
        return (yield from self.prove(query, answer, checked, patience))

    def _find(self, query: ElementQuery, patience: Patience) -> Flow[Ready | Miss]:
        captured = yield from self.capture()
        state = state_of(captured)
        if patience.asked is not None and patience.asked[0] == state:
            return patience.asked[1]
        answer = yield from self.discover(query, captured)
        if isinstance(answer, Miss):
            patience.asked = (state, answer)
        return (yield from self.prove(query, answer, None, patience))

    def _again(self, ready: Ready, error: Exception) -> Flow[Ready]:
        """Find an element again whose native action has failed, or raise that failure."""
        try:
            checked = yield from self.check(ready.query, ready.found, ready.action)
            free = yield from self._uncovered(replace(ready, checked=checked))
            if free.checked is not checked:
                return free
            if after_error(checked, self._settings, ready.query.element) is Next.GIVE_UP:
                raise noted(error, checked.detail)
            patience = Patience(self._clock(), ready.action)
            again = yield from self._heal(ready.query, checked, patience)
        except (PactsError, PageNotReadyError) as why:
            raise noted(error, str(why)) from why
        if isinstance(again, Miss):
            raise noted(error, again.detail)
        return again

    def gone(self, target: Target) -> Flow[bool]:
        """Look at the page once, and say whether the element is not on it.

        Raises:
            ElementNotFoundError: that can't be said: several are as good, or nobody may look.
        """
        miss = yield from self.absent(target)
        if miss is None or is_there(miss):
            return False
        if is_gone(miss):
            return True
        raise ElementNotFoundError(target.element, miss)

    def gone_within(self, target: Target, wait_s: float | None) -> Flow[bool]:
        """Wait until the element is not on the page; False: it still is."""
        ends_at = self._clock() + (self._settings.wait_s if wait_s is None else wait_s)
        while not (yield from self.gone(target)):
            if self._clock() >= ends_at:
                return False
            yield Pause(self._settings.step_s)
        return True

    def absent(self, target: Target) -> Flow[Miss | None]:
        """Look at the page once, and return the miss of an element; None: it is there."""
        query = target.query(self._settings, self._place.url())
        answer = yield from self.lookup(query)
        if isinstance(answer, Miss):
            if self._settings.frozen:
                return answer
            answer = yield from self.discover(query, (yield from self.capture()))
            return answer if isinstance(answer, Miss) else None
        checked = yield from self.check(query, answer, Action.ANY)
        if checked.is_same:
            return None
        if not self._settings.may_heal(target.element):
            return refused(checked, self._settings, target.element)
        answer = yield from self.resolve(query, (yield from self.capture()), checked)
        return answer if isinstance(answer, Miss) else None

    def behind(self, target: Target) -> Flow[Hidden | None]:
        """Look at the page once, and say what shows an element that is there and not shown."""
        query = target.query(self._settings, self._place.url())
        answer = yield from self.lookup(query)
        if self._settings.frozen:
            return None
        captured = yield from self.capture()
        if isinstance(answer, Miss):
            answer = yield from self.discover(query, captured)
        else:
            checked = yield from self.check(query, answer, Action.CLICK)
            if not checked.is_same or checked.failed is not Gate.VISIBLE:
                return None
            # It is the one that it was: that there is a way to it is no heal.
            answer = yield from self.judge(query, captured, checked)
        return answer.hidden if isinstance(answer, Miss) else None

    def shown(self, target: Target, native: Native) -> Flow[bool]:
        """Say whether an element is there and shown now, without waiting for it."""
        patience = Patience(self._clock(), Action.ANY)
        query = target.query(self._settings, self._place.url())
        ready = yield from self._once(query, patience)
        if isinstance(ready, Ready):
            return bool((yield Act(target.frame, ready.checked.selector, native)))
        if is_gone(ready) or is_there(ready):
            return False
        raise ElementNotFoundError(target.element, ready)

    def held(
        self, kept: Ready, action: Action, native: Native, *, is_one_call: bool = False
    ) -> Flow[Any]:
        """Do something with an element that was found before, in the same document only.

        ``is_one_call`` as `act` has it.

        Raises:
            StaleSelectorError: the page was loaded anew since.
            ElementNotFoundError: the element is another one now.
        """
        query, found, document = kept.query, kept.found, kept.checked.document
        checked: Ready | Verification | None = None
        if is_one_call:
            checked = yield from self.do_checked(query, found, action, native, document)
        if checked is None:
            checked = yield from self.check(query, found, action, document)
        if isinstance(checked, Ready):
            return (yield from self._done(checked, native))
        if checked.document != document:
            lookup = Lookup(kept.query, strategies=self._place.strategies)
            answer = yield Ask(calls.get_selector(lookup))
            known = answer.selectors if isinstance(answer, Found) else ()
            raise StaleSelectorError(kept.query.element, known)
        if not checked.is_same:
            raise ElementNotFoundError(kept.query.element, not_yet(checked))
        return (yield from self._done(replace(kept, checked=checked), native))
