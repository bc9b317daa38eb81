"""Which stored selectors a new build breaks: those that a daemon knows, each judged by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pacts
from pacts_daemon.cli.batch.pairs import Healer, Pages
from pacts_daemon.core.model import Action, ElementQuery, Selector, Strategy
from pacts_daemon.drift_core import Healing
from pacts_daemon.locate.release.impact import BREAKING, Fate, Impact, SelectorState, impact_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry and what the build does to it."""

    query: pacts.ElementQuery
    fate: Fate
    detail: str
    selectors: tuple[tuple[pacts.Selector, SelectorState], ...] = ()
    old: str = ""
    healing: Healing | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """All entries that stand on the old page, and how many do not."""

    judged: Sequence[Judged]
    elsewhere: int

    @property
    def breaks(self) -> bool:
        return any(one.fate in BREAKING for one in self.judged)


def judge(
    entries: Iterable[pacts.Entry], pages: Pages, healer: Healer, *, of_this_page: bool
) -> Release:
    """Judge every entry whose element is on the old page.

    An entry that only a browser could find there is judged ``unknown`` where all entries are known
    to be ``of_this_page``, and counted as elsewhere where they may be of any page.
    """
    judged: list[Judged] = []
    elsewhere = 0
    build = healer.build(pages)
    for entry in entries:
        said = impact_of(_stored(entry), build, of_this_page=of_this_page)
        if said is None:
            elsewhere += 1
        else:
            judged.append(_judged(entry, said))
    return Release(judged, elsewhere)


@dataclass(frozen=True, slots=True)
class _Stored:
    """An entry in the words of the core."""

    query: ElementQuery
    selectors: tuple[Selector, ...]
    never_heal: bool


def _judged(entry: pacts.Entry, said: Impact) -> Judged:
    states = tuple(zip(entry.selectors, said.states, strict=False))
    return Judged(entry.query, said.fate, said.detail, states, said.place, said.healing)


def _stored(entry: pacts.Entry) -> _Stored:
    query = ElementQuery(
        app=entry.query.app,
        environment=entry.query.environment,
        page=entry.query.page,
        element=entry.query.element,
        action=Action(entry.query.action.value),
        scope=entry.query.scope,
        ordinal=entry.query.ordinal,
        frame=entry.query.frame,
    )
    selectors = tuple(
        Selector(Strategy[one.strategy.name], one.value, one.role, one.attribute, one.positional)
        for one in entry.selectors
    )
    return _Stored(query, selectors, entry.never_heal)
