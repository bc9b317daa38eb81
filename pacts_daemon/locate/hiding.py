"""What is on the page and not shown: not to be acted on, and not gone either."""

from __future__ import annotations

from pacts_daemon.core.answers import Hidden, Revealer
from pacts_daemon.core.model import MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Page, selectors_of
from pacts_daemon.locate.target import Target


def shown(page: Page, target: Target) -> Target | NotDiscovered:
    """Return the target if it can be acted on, else that it is hidden and what shows it."""
    if not page.is_hidden(target.path):
        return target
    steps = tuple(
        Revealer(selectors_of(one.selectors), one.brief, one.via, one.confidence)
        for one in page.revealers(target.path)
    )
    hidden = Hidden(target.selectors, target.confidence, steps)
    said = f"{page.brief(target.path)} is on the page and hidden; {_what_shows_it(steps)}"
    return NotDiscovered(MissReason.HIDDEN, said, hidden=hidden)


def _what_shows_it(steps: tuple[Revealer, ...]) -> str:
    if not steps:
        return "the page does not tell what shows it"
    sure = min(step.confidence for step in steps)
    return f"{', then '.join(step.brief for step in steps)} shows it (confidence {sure:.2f})"
