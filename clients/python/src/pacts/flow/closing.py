"""What a session tells the daemon once it knows how a test has ended, and when a visit ends."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Protocol

from pacts._rpc import calls, page_calls
from pacts.errors import FrozenError, PactsError, VersionError
from pacts.flow.journal import Use
from pacts.flow.steps import Ask, Flow
from pacts.flow.visit import Visit
from pacts.model import ElementQuery, Failed, Succeeded
from pacts.outcomes import ReportEffect

_LOG = logging.getLogger("pacts")
# What a report takes: an assertion's message may hold a whole page.
_WHY_BYTES = 2048


class Keeper(Protocol):
    """What keeps answers that a report may end."""

    def drop(self, query: ElementQuery) -> None:
        """Forget what is known of an element."""


def report(
    uses: Iterable[Use], outcome: Succeeded | Failed, keepers: Sequence[Keeper]
) -> Flow[None]:
    """Report how a test has ended for each answer that it used; best effort."""
    for use in uses:
        try:
            told = yield Ask(calls.report_outcome(use.query, use.version, outcome, use.selector))
        except FrozenError:
            return  # nothing is written there, and nobody expects it
        except PactsError as error:
            _LOG.warning("what became of %r could not be reported: %s", use.query.element, error)
            return
        if told.effect is not ReportEffect.PROMOTED:
            for keeper in keepers:
                keeper.drop(use.query)


def failed(why: str) -> Failed:
    """Return a failure in a test's own words, as long as they may be."""
    return Failed(why.encode("utf-8", "replace")[:_WHY_BYTES].decode("utf-8", "ignore"))


def end(visit: Visit) -> Flow[None]:
    """Tell the daemon how many lookups were answered from what was kept; best effort."""
    hits = visit.take_hits()
    if not hits:
        return
    try:
        yield Ask(page_calls.report_lookups(hits))
    except VersionError:
        return  # a daemon that is older counts only what it answers itself
    except PactsError as error:
        _LOG.warning("%s: %s", uncounted(hits), error)


def uncounted(hits: int) -> str:
    return f"{hits} lookups could not be counted"
