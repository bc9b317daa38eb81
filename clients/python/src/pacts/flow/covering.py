"""What may cover an element, and how a test is rid of it."""

from __future__ import annotations

from dataclasses import replace

from pacts.answers import Verification
from pacts.flow.decisions import is_covered
from pacts.flow.looking import Looking, Ready
from pacts.flow.steps import Close, Flow, Pause
from pacts.model import Selector, SelectorStrategy


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
