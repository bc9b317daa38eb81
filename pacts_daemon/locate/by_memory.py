"""Finding an element again that was known before, or saying that it is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.model import ElementQuery, Entry, MissReason, Way
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import (
    DiscoveryOutcome,
    Healing,
    HealOutcome,
    Page,
    PagePair,
    select,
    selectors,
)
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.counting import is_counted
from pacts_daemon.locate.hiding import shown
from pacts_daemon.locate.identity import is_described, same_kind
from pacts_daemon.locate.second_opinion import objection
from pacts_daemon.locate.target import Recognition, Target
from pacts_daemon.locate.words import described, record_missed

# The core says no more; whether the element is among more than that, nobody knows.
_MOST_MATCHED = 100


@dataclass(frozen=True, slots=True)
class Known:
    """An element's entry, and the page it was found on if that was kept."""

    entry: Entry
    page: Page | None = None


class ByMemory:
    """Finds an element by all that identified it, then by its name; a `Search`.

    One that answers to the name is taken only if it was no other element on the old page, and was
    the answer on the capture before too: the right one may still be about to appear. Who counts
    means what stands there now, whatever element that was before.
    """

    def __init__(self, query: ElementQuery, known: Known) -> None:
        self._query = query
        self._entry = known.entry
        self._old = known.page
        self._by_name = ByName(query)
        self._named_before = ""

    def find(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        find = self._find_counted if self._is_counted else self._found
        found = find(page, last=last)
        return found if isinstance(found, NotDiscovered) else shown(page, found)

    def _found(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        if self._old is None:
            return self._find_described(page, last=last)
        healing = _heal(self._old, page, self._entry.place)
        if healing.xpath is not None:
            wrong = objection(self._by_name, self._old, self._entry.place, page, healing.xpath)
            if wrong is not None:
                missed = NotDiscovered(MissReason.NOT_FOUND, wrong.detail, said=wrong.failure)
                return _gone(missed)
            return self._chosen(self._old, page, self._healed(page, healing))
        found = self._by_name.meant(page, last=last)
        if isinstance(found, Target):
            found = self._accepted(self._old, page, found)
        if isinstance(found, NotDiscovered):
            return self._lost(page, healing, found)
        chosen = self._chosen(self._old, page, found)
        if isinstance(chosen, NotDiscovered):
            return chosen
        return self._settled(page, chosen, last=last)

    def _chosen(self, old: Page, page: Page, found: Target) -> Target | NotDiscovered:
        """Refuse what the first selector does not match, where it matches several now."""
        first = self._entry.selectors[0]
        several = select(page, first) or []
        is_telling = 1 < len(several) < _MOST_MATCHED
        if not is_telling or found.path in several or select(old, first) != [self._entry.place]:
            return found
        said = f"the selector matches {len(several)} elements now, and none of them is surely it"
        return NotDiscovered(MissReason.AMBIGUOUS, said)

    def _healed(self, page: Page, healing: Healing) -> Target:
        recognition = Recognition(
            way=Way.DESCRIPTOR,
            score=healing.confidence,
            margin=healing.margin,
            reasons=tuple(healing.evidence),
            runner_up=page.brief(healing.runner_up) if healing.runner_up else "",
        )
        path = str(healing.xpath)
        made = selectors(page, path, self._query)
        return Target(path, made, healing.confidence, recognition)

    @cached_property
    def _is_counted(self) -> bool:
        if self._old is None:
            return self._query.ordinal > 0
        return is_counted(self._old, self._entry.place, self._query)

    def _find_counted(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        found = self._by_name.meant(page, last=last)
        if isinstance(found, NotDiscovered):
            return _gone(found)
        return self._settled(page, found, last=last)

    def _find_described(self, page: Page, *, last: bool) -> Target | NotDiscovered:
        found = self._by_name.meant(page, last=last)
        if isinstance(found, NotDiscovered):
            return _gone(found)
        if is_counted(page, found.path, self._query):
            return self._settled(page, found, last=last)
        old, said = self._entry.descriptor, page.describe(found.path)
        if is_described(old) and not same_kind(old, said.role, said.tag):
            what = f"{page.brief(found.path)} answers to the name but is no {old.role or old.tag}"
            return _gone(NotDiscovered(MissReason.NOT_FOUND, what))
        missed = record_missed(page, found.path, old)
        if missed:
            what = f"{page.brief(found.path)} answers to the name but {missed}"
            return _gone(NotDiscovered(MissReason.NOT_FOUND, what))
        return self._settled(page, found, last=last)

    def _settled(self, page: Page, found: Target, *, last: bool) -> Target | NotDiscovered:
        """Trust a name only when two captures agree."""
        before, self._named_before = self._named_before, found.path
        if not last and before != found.path:
            return NotDiscovered(
                MissReason.NOT_FOUND, f"only {page.brief(found.path)} answers to the name so far"
            )
        return replace(found, recognition=Recognition(Way.NAME, found.confidence))

    def _accepted(self, old: Page, page: Page, found: Target) -> Target | NotDiscovered:
        """Refuse an element that was another one before, or that cannot be told from another."""
        back = _heal(page, old, found.path)
        place = self._entry.place
        if back.xpath == place:
            return found
        answers = f"{page.brief(found.path)} answers to the name but"
        missed = record_missed(page, found.path, described(old, place, self._query))
        if missed:
            return NotDiscovered(MissReason.NOT_FOUND, f"{answers} {missed}")
        if back.xpath is not None:
            return NotDiscovered(MissReason.NOT_FOUND, f"{answers} was another element before")
        named = self._by_name.named(old, hidden=True)
        is_new = back.outcome is HealOutcome.ABSENT
        was_nothing = named.outcome is DiscoveryOutcome.ABSENT
        if named.xpath == place or (is_new and was_nothing):
            return found
        said = f"{answers} may have been another element before: {named.reason}"
        return NotDiscovered(MissReason.AMBIGUOUS, said)

    def _lost(self, page: Page, healing: Healing, named: NotDiscovered) -> NotDiscovered:
        if healing.outcome is not HealOutcome.AMBIGUOUS:
            gone = _gone(named)
            is_exchanged = gone.reason is MissReason.NOT_FOUND and healing.of_other_record
            return replace(gone, said=FailureClass.ANOTHER_RECORD) if is_exchanged else gone
        fit = [page.brief(path) for path in (healing.nearest, healing.runner_up) if path]
        detail = f"{self._query.element!r} is now equally well {' and '.join(fit)}; {named.detail}"
        return NotDiscovered(MissReason.AMBIGUOUS, detail)


def _gone(missed: NotDiscovered) -> NotDiscovered:
    """Say that the element is gone, unless several elements may be it."""
    if missed.reason is MissReason.AMBIGUOUS:
        return missed
    return replace(missed, detail=f"the element is gone; {missed.detail}")


def _heal(old: Page, new: Page, path: str) -> Healing:
    return PagePair(old, new).heal(path)
