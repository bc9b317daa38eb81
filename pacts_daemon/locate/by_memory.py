"""Finding an element again that was known before, or saying that it is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pacts_daemon import drift_core
from pacts_daemon.core.model import ElementQuery, Entry, MissReason, Relocation, Verdict, Way
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.drift_core import Healing, PreparedPage
from pacts_daemon.locate.by_name import ByName, Target
from pacts_daemon.locate.identity import is_described, same_kind
from pacts_daemon.locate.words import brief, selectors_of


@dataclass(frozen=True, slots=True)
class Known:
    """An element's entry, and the page it was found on if that was kept."""

    entry: Entry
    page: PreparedPage | None = None


class Again:
    """Seeks by all that identified the element, then by its name. Blocks while it reads pages.

    One that answers to the name is taken only if it was no other element on the old page, and was
    the answer of the look before too: the right one may still be about to appear.
    """

    def __init__(self, query: ElementQuery, known: Known) -> None:
        self._query = query
        self._entry = known.entry
        self._old = known.page
        self._by_name = ByName(query)
        self._named_before = ""

    def seek(self, page: PreparedPage, *, last: bool) -> Target | NotDiscovered:
        if self._old is None:
            return self._seek_described(page, last=last)
        healing = _heal(self._old, page, self._entry.place)
        if healing.xpath is not None:
            return self._healed(page, healing)
        found = self._by_name.seek(page, last=last)
        if isinstance(found, Target):
            found = self._accepted(self._old, page, found)
        if isinstance(found, NotDiscovered):
            return self._lost(page, healing, found)
        return self._settled(page, found, last=last)

    def _healed(self, page: PreparedPage, healing: Healing) -> Target:
        relocation = Relocation(
            way=Way.DESCRIPTOR,
            verdict=Verdict.MOVED if healing.outcome == "moved" else Verdict.KEPT,
            score=healing.confidence,
            margin=healing.margin,
            reasons=tuple(healing.evidence),
            runner_up=brief(page, healing.runner_up) if healing.runner_up else "",
        )
        path = str(healing.xpath)
        made = selectors_of(healing.selectors)
        return Target(path, made, healing.confidence, relocation)

    def _seek_described(self, page: PreparedPage, *, last: bool) -> Target | NotDiscovered:
        found = self._by_name.seek(page, last=last)
        if isinstance(found, NotDiscovered):
            return replace(found, detail=self._gone(found))
        old, said = self._entry.descriptor, page.describe(found.path)
        if is_described(old) and not same_kind(old, said.role, said.tag):
            what = f"{brief(page, found.path)} answers to the name but is no {old.role or old.tag}"
            return NotDiscovered(MissReason.NOT_FOUND, f"the element is gone; {what}")
        return self._settled(page, found, last=last)

    def _settled(self, page: PreparedPage, found: Target, *, last: bool) -> Target | NotDiscovered:
        """Trust a name only when two looks agree."""
        before, self._named_before = self._named_before, found.path
        if not last and before != found.path:
            return NotDiscovered(
                MissReason.NOT_FOUND, f"only {brief(page, found.path)} answers to the name so far"
            )
        relocation = Relocation(Way.NAME, Verdict.KEPT, score=found.confidence, margin=0.0)
        return replace(found, relocation=relocation)

    def _accepted(
        self, old: PreparedPage, page: PreparedPage, found: Target
    ) -> Target | NotDiscovered:
        """Refuse an element that was another one before, or that cannot be told from another."""
        back = _heal(page, old, found.path)
        place = self._entry.place
        if back.xpath == place:
            return found
        answers = f"{brief(page, found.path)} answers to the name but"
        if back.xpath is not None:
            gone = f"the element is gone; {answers} was another element before"
            return NotDiscovered(MissReason.NOT_FOUND, gone)
        named = self._by_name.look(old, hidden=True)
        is_new = back.outcome == "absent"
        was_it = named.xpath == place and (is_new or not self._query.ordinal)
        if was_it or (is_new and named.outcome == "absent"):
            return found
        said = f"{answers} may have been another element before: {named.reason}"
        return NotDiscovered(MissReason.AMBIGUOUS, said)

    def _lost(self, page: PreparedPage, healing: Healing, named: NotDiscovered) -> NotDiscovered:
        if healing.outcome != "ambiguous":
            return replace(named, detail=self._gone(named))
        fit = [brief(page, path) for path in (healing.nearest, healing.runner_up) if path]
        detail = f"{self._query.element!r} is now equally well {' and '.join(fit)}; {named.detail}"
        return NotDiscovered(MissReason.AMBIGUOUS, detail)

    def _gone(self, named: NotDiscovered) -> str:
        if named.reason is MissReason.AMBIGUOUS or "is gone" in named.detail:
            return named.detail
        return f"the element is gone; {named.detail}"


def _heal(old: PreparedPage, new: PreparedPage, path: str) -> Healing:
    return drift_core.heal(drift_core.prepare_pair(old, new), path)
