"""What keeps an element from being acted on: what covers it, or that it had its turn before."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pacts.answers import Found, Miss, Verification
from pacts.flow.decisions import is_covered, not_yet
from pacts.flow.looking import Looking, Ready
from pacts.flow.patience import Patience
from pacts.flow.steps import Close, Flow, Pause
from pacts.model import Action, ElementQuery, Selector, SelectorStrategy
from pacts.outcomes import Gate, MissReason

# The variant of a page on which so many of a name have been used, and are hidden by now.
_HIDDEN: Final = "hidden"
# The steps of a long wizard.
_MOST: Final = 12


class Covering(Looking):
    """The part of a flow that closes what the session was told may come up."""

    def _uncovered(self, ready: Ready) -> Flow[Ready]:
        """Close what is known to come up, if something covers the element."""
        if not is_covered(ready.checked):
            return ready
        for css in self._settings.interruptions.values():
            closer = Selector(SelectorStrategy.CSS, css)
            if (yield Close(closer)):
                self._journal.observer.closed(closer)
                checked = yield from self._rid_of(ready, closer)
                if checked is not None:
                    return replace(ready, checked=checked)
        return ready

    def _rid_of(self, ready: Ready, closer: Selector) -> Flow[Verification | None]:
        """Return the check of an element that nothing covers any more.

        What was closed may fade, and a page that is drawn anew meanwhile shows it once more.
        """
        ends_at = self._clock() + self._settings.settle_s
        while True:
            checked = yield from self.check(ready.query, ready.found, ready.action)
            if checked.is_same and not is_covered(checked):
                return checked
            if self._clock() >= ends_at:
                return None
            yield Pause(self._settings.step_s)
            yield Close(closer)


class StandingIn(Covering):
    """The part of a flow that goes on to what is shown under the name of what was used before.

    That an element is hidden which this visit has not used says no more than that it is hidden: a
    dialog that does not open is no reason to press the button of the same name beside it.
    """

    def in_sight(self, ready: Ready | Miss, patience: Patience) -> Flow[Ready | Miss]:
        """Return what is shown of an element's name, once the element has stayed hidden."""
        if isinstance(ready, Miss) or not (yield from self._is_used_up(ready)):
            return ready
        if patience.hidden_for(self._clock()) < self._settings.settle_s:
            return not_yet(ready.checked)
        return (yield from self._standing_in(ready, patience))

    def _is_used_up(self, ready: Ready) -> Flow[bool]:
        """Say whether this visit has used an element that is not shown any more."""
        if ready.done is not None or not self._place.visit().has_used(ready.query):
            return False
        checked = ready.checked
        if ready.action in {Action.READ, Action.ANY}:
            checked = yield from self.check(ready.query, ready.found, Action.CLICK)
        return checked.is_same is True and checked.failed is Gate.VISIBLE

    def _standing_in(self, hidden: Ready, patience: Patience) -> Flow[Ready | Miss]:
        """Return what is shown under the same name, each an entry of its own; else what is hidden.

        Several that are shown are a miss.
        """
        for number in range(1, _MOST + 1):
            variant = {**hidden.query.variant, _HIDDEN: str(number)}
            query = replace(hidden.query, variant=variant)
            come = yield from self._known_or_found(query, patience)
            if isinstance(come, Miss):
                return come if come.reason is MissReason.AMBIGUOUS else hidden
            if not _are_alike(come.found, hidden.found):
                return hidden
            if not (yield from self._is_hidden(come)):
                return come
        return hidden

    def _known_or_found(self, query: ElementQuery, patience: Patience) -> Flow[Ready | Miss]:
        answer = yield from self.lookup(query)
        if isinstance(answer, Found):
            checked = yield from self.check(query, answer, patience.action)
            if checked.is_same:
                return Ready(query, answer, checked, patience.action)
        if self._settings.frozen:
            return Miss(MissReason.UNKNOWN, "", None, ())
        answer = yield from self.discover(query, (yield from self.capture()))
        return (yield from self.prove(query, answer, None, patience))

    def _is_hidden(self, ready: Ready) -> Flow[bool]:
        checked = yield from self.check(ready.query, ready.found, Action.CLICK)
        return checked.failed is Gate.VISIBLE


def _are_alike(one: Found, other: Found) -> bool:
    kept, new = one.descriptor, other.descriptor
    return (kept.role, kept.name) == (new.role, new.name)
