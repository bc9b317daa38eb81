"""Choosing the one element that is meant, or saying why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pacts_daemon.browser.facts import Candidate
from pacts_daemon.core.model import Action, ElementQuery, MissReason
from pacts_daemon.core.ports import NotDiscovered
from pacts_daemon.locate.wording import Reading

_STRATEGIES = ("test_id", "role", "label", "placeholder", "text", "alt", "title", "name", "id")
_TAKES: dict[Action, Callable[[Candidate], bool]] = {
    Action.FILL: lambda c: c.editable,
    Action.CLICK: lambda c: c.clickable,
    Action.SELECT: lambda c: c.selectable,
    Action.CHECK: lambda c: c.checkable,
}
_NAMED_BY_ACTION: dict[Action, frozenset[str]] = {
    Action.FILL: frozenset({"textbox", "searchbox", "combobox", "spinbutton"}),
    Action.SELECT: frozenset({"combobox", "listbox"}),
    Action.CHECK: frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The element that is meant."""

    index: int


def roles_asked(action: Action) -> frozenset[str] | None:
    """The roles whose names are worth reading for an action; None for all."""
    return _NAMED_BY_ACTION.get(action)


def choose(
    candidates: Sequence[Candidate], query: ElementQuery, reading: Reading, *, hidden: bool
) -> Chosen | NotDiscovered:
    """Take the element of the best strategy that matches, if there is exactly one.

    Exact matches of any strategy come before loose ones; ``hidden`` admits invisible elements.
    """
    fitting = [c for c in candidates if _fits(c, query.action, reading) and (hidden or c.visible)]
    for exact in (True, False):
        for strategy in _STRATEGIES:
            equals = [c for c in fitting if c.matches.get(strategy) in {True, exact}]
            if equals:
                return _one_of(_preferred(equals, query.action), query)
    return NotDiscovered(MissReason.NOT_FOUND, f"nothing on the page is called {query.element!r}")


def why_unfit(candidates: Sequence[Candidate], query: ElementQuery) -> str:
    """Name what is called so and was left out, for a message; empty when there is nothing."""
    if not candidates:
        return ""
    left_out = candidates[0]
    if not left_out.in_scope:
        return f"{left_out.brief} is outside the scope {query.scope!r}"
    takes = _TAKES.get(query.action)
    if takes is not None and not takes(left_out):
        return f"{left_out.brief} cannot take the action {query.action.value!r}"
    return f"{left_out.brief} is of another kind"


def _fits(candidate: Candidate, action: Action, reading: Reading) -> bool:
    takes = _TAKES.get(action)
    of_role = reading.roles is None or candidate.role in reading.roles
    return candidate.in_scope and of_role and (takes is None or takes(candidate))


def _preferred(equals: list[Candidate], action: Action) -> list[Candidate]:
    """Without an action, a control is meant before the region or heading of the same name."""
    controls = [c for c in equals if c.interactive]
    return controls if controls and action is Action.ANY else equals


def _one_of(equals: Sequence[Candidate], query: ElementQuery) -> Chosen | NotDiscovered:
    if query.ordinal:
        if query.ordinal <= len(equals):
            return Chosen(equals[query.ordinal - 1].index)
        detail = f"{query.element!r} number {query.ordinal} is asked for; there are {len(equals)}"
        return NotDiscovered(MissReason.NOT_FOUND, detail)
    if len(equals) == 1:
        return Chosen(equals[0].index)
    named = f"{equals[0].brief} and {equals[1].brief}"
    others = len(equals) - 2
    more = f" and {others} more" if others else ""
    detail = f"{query.element!r} is equally well {named}{more}"
    return NotDiscovered(MissReason.AMBIGUOUS, detail)
