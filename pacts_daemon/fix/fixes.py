"""What is to be written for each heal, proven, or why nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pacts
from pacts_daemon.fix.heals import Healed, elsewhere, is_locator
from pacts_daemon.fix.places import Place, Suite
from pacts_daemon.fix.proof.controls import Controls, ReadPage, UnprovableError, controls_of
from pacts_daemon.fix.sources.model import Call
from pacts_daemon.fix.writing import playwright, selenium
from pacts_daemon.fix.writing.candidates import Candidate, Edit


class Outcome(StrEnum):
    """What a fix came to.

    WRITTEN: it is in the patch. REFUSED: it is not, for the reason given. ABSENT: the locator
    stands nowhere. BY_NAME: the element is asked for by what people call it, so that there is no
    locator.
    """

    WRITTEN = "written"
    REFUSED = "refused"
    ABSENT = "absent"
    BY_NAME = "by_name"


@dataclass(frozen=True, slots=True)
class Told:
    """A place in a file, and what is to be said of it."""

    path: str
    line: int
    said: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What became of the heals of one locator.

    ``frames`` are those that it was healed in, by what queries call them; "" is the page itself.
    """

    element: str
    heal_ids: tuple[str, ...]
    outcome: Outcome
    reason: str = ""
    told: tuple[Told, ...] = ()
    new: pacts.Selector | None = None
    edits: tuple[Edit, ...] = ()
    frames: tuple[str, ...] = ("",)


class RefusedError(Exception):
    """A locator is not written anew; ``told`` are the places where the reasons stand."""

    def __init__(self, reason: str, told: Sequence[Told] = ()) -> None:
        super().__init__(reason)
        self.told = tuple(told)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of heals come from, and how they are read."""

    of_heal: Callable[[str], pacts.HealPages]
    read: ReadPage


class Fixing:
    """Makes fixes of heals; nothing is written.

    ``entries`` are those that the daemon has: a locator that still leads to the element of one of
    them is shared. With ``shared``, what several uses share is written anew all the same.
    """

    def __init__(
        self, suite: Suite, entries: Sequence[pacts.Entry], pages: Pages, *, shared: bool
    ) -> None:
        self._suite = suite
        self._entries = entries
        self._pages = pages
        self._shared = shared

    def fixes(self, healed: Iterable[Healed]) -> Iterator[Fix]:
        """Yield what is to be written for the heals of each locator.

        Where the files tell a frame from the page, or from another frame, each has its own.
        """
        for one in healed:
            yield from map(self._fix, self._parted(one))

    def _parted(self, healed: Healed) -> list[Healed]:
        """Return heals apart by the places that may be meant."""
        places = self._suite.places(healed.element)
        parts: dict[tuple[bool, ...], tuple[list[pacts.Heal], list[pacts.Heal]]] = {}
        for at, heals in enumerate((healed.heals, healed.waiting)):
            for heal in heals:
                meant = tuple(place.root.leads_to(heal.old.query.frame) for place in places)
                parts.setdefault(meant, ([], []))[at].append(heal)
        return [
            Healed(healed.element, tuple(heals), tuple(waiting))
            for heals, waiting in parts.values()
            if heals
        ]

    def _fix(self, healed: Healed) -> Fix:
        ids = tuple(heal.id for heal in healed.heals)
        frames = tuple(dict.fromkeys(heal.old.query.frame for heal in healed.heals))
        fix = Fix(healed.element, ids, Outcome.REFUSED, frames=frames)
        if not is_locator(healed.element):
            return replace(fix, outcome=Outcome.BY_NAME, reason="it is asked for by its name")
        places = self._suite.places(healed.element)
        if not places:
            return replace(fix, outcome=Outcome.ABSENT, reason="its locator stands in no file")
        try:
            chosen = self._chosen(healed, _meant(places, frames))
            controls = [self._controls(heal) for heal in healed.heals]
            written = [_written(place, healed, controls) for place in chosen]
        except RefusedError as error:
            told = error.told or tuple(map(_told, _meant(places, frames) or places))
            return replace(fix, reason=str(error), told=told)
        edits = tuple(dict.fromkeys(edit for one in written for edit in one.edits))
        told = tuple(_told(place) for place in chosen)
        new = written[0].selector
        return replace(fix, outcome=Outcome.WRITTEN, told=told, new=new, edits=edits)

    def _chosen(self, healed: Healed, places: Sequence[Place]) -> list[Place]:
        """Return the places that are written anew.

        Raises:
            RefusedError: none may be, or several uses share what would be changed.
        """
        if healed.waiting:
            ids = ", ".join(heal.id[:8] for heal in healed.waiting)
            raise RefusedError(f"a newer heal of it waits for a decision: {ids}")
        if not places:
            raise RefusedError("its locator stands only where another frame, or the page, is meant")
        fit = [place for place in places if not place.problem]
        if not fit:
            raise RefusedError(f"its locator cannot be rewritten: {places[0].problem}")
        if not self._shared:
            self._refuse_shared(healed, places)
        return fit

    def _refuse_shared(self, healed: Healed, places: Sequence[Place]) -> None:
        targets = {(place.text.path, place.text.start) for place in places}
        if len(targets) > 1:
            raise RefusedError(f"it may be meant in {len(targets)} places{_SHARED}")
        text = places[0].text
        uses = self._suite.other_uses(text, places)
        if uses:
            told = [Told(use.path, use.line, f"{text.name} is used here, too") for use in uses]
            raise RefusedError(
                f"{text.name} is used for something else as well{_SHARED}",
                [*map(_told, places), *told],
            )
        known = elsewhere(healed, self._entries)
        others = [one for one in known if _meant(places, (one.query.frame,))]
        if others:
            queries = (entry.query for entry in others)
            pages = ", ".join(sorted({f"{one.page} ({one.environment})" for one in queries}))
            raise RefusedError(f"it is right for another element still, on {pages}{_SHARED}")

    def _controls(self, heal: pacts.Heal) -> Controls:
        try:
            return controls_of(self._pages.of_heal(heal.id), self._pages.read)
        except UnprovableError as error:
            raise RefusedError(str(error)) from None


def _written(place: Place, healed: Healed, controls: Sequence[Controls]) -> Candidate:
    """Return the first way to write a place anew that is proven for every heal.

    Raises:
        RefusedError: none is, or the locator did not even lead to the element before.
    """
    meant = _meaning(place)
    if meant is not None and any(one.was_another(meant) for one in controls):
        raise RefusedError("it led to another element before the heal, too", [_told(place)])
    objections: dict[str, None] = {}
    for candidate in _candidates(place, healed):
        objection = next(filter(None, (one.objection(candidate.selector) for one in controls)), "")
        if not objection:
            return candidate
        objections[f"{brief(candidate.selector)}: {objection}"] = None
    if objections:
        said = "; ".join(list(objections)[:_MOST_SAID])
        raise RefusedError(f"nothing is proven: {said}", [_told(place)])
    raise RefusedError(_NO_FORM if _common(healed) else _NOTHING_COMMON, [_told(place)])


def _candidates(place: Place, healed: Healed) -> Iterator[Candidate]:
    """Yield ways to write a place anew, by the selectors that all its heals have in common."""
    common = _common(healed)
    locator = place.locator
    if isinstance(locator, Call):
        return playwright.PlaywrightWriting(place, locator).candidates(common)
    return selenium.SeleniumWriting(place, locator).candidates(common)


def _common(healed: Healed) -> list[pacts.Selector]:
    first, *others = (heal.new.selectors for heal in healed.heals)
    return [one for one in first if all(one in other for other in others)]


def _meaning(place: Place) -> pacts.Selector | None:
    locator = place.locator
    return playwright.meaning(locator) if isinstance(locator, Call) else selenium.meaning(locator)


def brief(selector: pacts.Selector) -> str:
    """Return a selector in a few words."""
    of = selector.role or selector.attribute
    return f"{selector.strategy.value} {f'{of} ' if of else ''}{selector.value!r}"


def _meant(places: Iterable[Place], frames: Iterable[str]) -> list[Place]:
    """Return the places whose locator may be looked for in one of these frames."""
    wanted = tuple(frames)
    return [place for place in places if any(map(place.root.leads_to, wanted))]


def _told(place: Place) -> Told:
    return Told(place.source.path, place.line, place.problem or _where(place))


def _where(place: Place) -> str:
    return f"by {place.text.name}" if place.text.name else ""


_SHARED: Final = "; --shared has it written all the same"
_NO_FORM: Final = "none of the selectors that were found can be written as this locator is"
_NOTHING_COMMON: Final = (
    "its heals, on several pages or in several environments, have no selector in common"
)
# The best candidates' objections; those of the others are mostly the same.
_MOST_SAID: Final = 3
