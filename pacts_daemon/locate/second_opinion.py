"""A second opinion on a heal: the query's own words, read on both pages."""

from __future__ import annotations

from dataclasses import dataclass

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.drift_core import DiscoveryOutcome, Page
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.words import folded


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a heal is refused. ``failure`` is set where the element it came to stands in a record."""

    detail: str
    failure: FailureClass | None


def objection(by_name: ByName, old: Page, place: str, new: Page, path: str) -> Objection | None:
    """Say why the element at ``path`` of the new page is not the one that was known, if so.

    Where the words led to the element on its own page, they are asked of the new page too: if they
    lead to another element there, that one is meant, and if they lead nowhere although a record
    told the element from its equals, the record is gone. Only of a record as a whole the words may
    lead nowhere although it is there: "the row of Bob in the table" is a card now, in no table, and
    the words say its key. Nothing of this looks at the evidence of the heal, so the two do not
    share a fault. Words that never led to the element say nothing, nor do words that became
    ambiguous, and an element may be renamed; in a record of the key that the words say it keeps a
    word of its name, as the controls beside it do not.
    """
    detail = _contradiction(by_name, old, place, new, path)
    if not detail:
        return None
    is_in_record = any(record.keys for record in new.records(path))
    return Objection(detail, FailureClass.ANOTHER_RECORD if is_in_record else None)


def _contradiction(by_name: ByName, old: Page, place: str, new: Page, path: str) -> str:
    if by_name.named(old, hidden=True).xpath != place:
        return ""
    now = by_name.named(new, hidden=True)
    if now.xpath is not None:
        is_same = _is_around(now.xpath, path) or _is_around(path, now.xpath)
        return "" if is_same else f"{new.brief(now.xpath)} answers to the name now"
    is_absent = now.outcome is DiscoveryOutcome.ABSENT
    if is_absent and _is_told_by_a_record(old, place):
        key = _key_of_itself(old, place)
        if by_name.says(key) and key == _key_of_itself(new, path):
            return ""
        if _is_renamed_in_its_record(by_name, old, place, new, path):
            return ""
        return f"{now.reason}, and {new.brief(path)} may be of another record"
    return ""


def _is_around(outer: str, inner: str) -> bool:
    return f"{inner}/".startswith(f"{outer}/")


def _key_of_itself(page: Page, path: str) -> str:
    """Return what an element is called that is a record; empty when it is none."""
    innermost = next(iter(page.records(path)), None)
    is_itself = innermost is not None and innermost.xpath == path
    return folded(innermost.keys[0].text) if innermost and is_itself and innermost.keys else ""


def _is_renamed_in_its_record(by_name: ByName, old: Page, place: str, new: Page, path: str) -> bool:
    said = {key for key in _keys_around(old, place) if by_name.says(key)}
    is_same_record = bool(said & _keys_around(new, path))
    return is_same_record and not _name(old, place).isdisjoint(_name(new, path))


def _keys_around(page: Page, path: str) -> set[str]:
    """Return what the innermost record around an element is called, that is called anything."""
    keys = [[folded(key.text) for key in record.keys] for record in page.records(path)]
    return set(next(filter(None, keys), []))


def _name(page: Page, path: str) -> set[str]:
    said = page.describe(path)
    return set(folded(said.name or said.label or said.text).split())


def _is_told_by_a_record(page: Page, place: str) -> bool:
    """Whether it takes the key of a record to say which element it is."""
    said = page.describe(place)
    own = {folded(said.name), folded(said.label), folded(said.text)}
    for record in page.records(place):
        keys = {folded(key.text) for key in record.keys}
        if keys:
            return not keys & own
    return False
