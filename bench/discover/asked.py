"""Requests for the elements of a page, with the answer that each must have."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bench.discover.named import Named, folded, named
from bench.heal.data import element_at

ORDINALS = ("first", "second", "third", "fourth", "fifth")
ACTIONS = {
    "button": "click",
    "link": "click",
    "field": "fill",
    "dropdown": "select",
    "checkbox": "check",
    "radio button": "check",
}
MAX_REMOVED = 12
MAX_EACH = 60


@dataclass(frozen=True)
class Ask:
    """One request; ``expected`` is an XPath, "absent" or "ambiguous"."""

    how: str
    element: str
    expected: str
    action: str = ""
    scope: str = ""
    ordinal: int = 0


def asks(html: bytes) -> Iterator[Ask]:
    """Yield requests for elements that are on the page."""
    found, said = named(html)
    found = [one for one in found if not one.hidden]
    by_kind: dict[tuple[str, str], list[Named]] = defaultdict(list)
    by_name: dict[str, list[Named]] = defaultdict(list)
    for one in found:
        by_kind[one.kind, one.key].append(one)
        by_name[one.key].append(one)
    for (kind, key), alike in list(by_kind.items()):
        word = f"{alike[0].name} {kind}"
        if folded(word) in said:
            continue
        if len(alike) == 1:
            yield from _alone(alike[0], word, alone=len(by_name[key]) == 1)
        elif len({one.name for one in alike}) == 1:
            yield from _alike(alike, word)
    yield from _in_rows(by_kind)


def _alone(one: Named, word: str, *, alone: bool) -> Iterator[Ask]:
    yield Ask("role word", word, one.xpath)
    if action := ACTIONS.get(one.kind):
        yield Ask("role word and action", f"the {word}", one.xpath, action)
        yield Ask("kind first", f"{one.kind} '{one.name}'", one.xpath, action)
    if alone:
        yield Ask("name", one.name, one.xpath)
        yield Ask("name in small letters", one.name.lower(), one.xpath)
        if action:
            yield Ask("name and action", one.name, one.xpath, action)


def _alike(alike: list[Named], word: str) -> Iterator[Ask]:
    yield Ask("several", word, "ambiguous")
    for at, one in enumerate(alike[:5]):
        yield Ask("ordinal in words", f"{ORDINALS[at]} {word}", one.xpath)
        yield Ask("ordinal", word, one.xpath, ordinal=at + 1)
    yield Ask("last", f"last {word}", alike[-1].xpath)
    yield Ask("ordinal too high", word, "absent", ordinal=len(alike) + 1)


def _in_rows(by_kind: dict[tuple[str, str], list[Named]]) -> Iterator[Ask]:
    rows: dict[str, set[str]] = defaultdict(set)
    for alike in by_kind.values():
        for one in alike:
            if one.row:
                rows[folded(one.row)].add(one.xpath.rsplit("/tr[", 1)[0] + _tr(one.xpath))
    for (kind, _), alike in by_kind.items():
        for one in alike[:MAX_EACH]:
            same = [other for other in alike if _tr(other.xpath) == _tr(one.xpath)]
            if one.row and len(rows[folded(one.row)]) == 1 and len(alike) > len(same) == 1:
                yield Ask("in a row", f"{one.name} in the row of {one.row}", one.xpath)
                yield Ask("scope of a row", f"{one.name} {kind}", one.xpath, scope=one.row)


def _tr(xpath: str) -> str:
    head, _, rest = xpath.rpartition("/tr[")
    return f"{head}/tr[{rest.split(']')[0]}]"


def removals(html: bytes) -> Iterator[tuple[bytes, Ask]]:
    """Yield pages without one of their elements, and requests for it."""
    found, said = named(html)
    unique = [one for one in found if said.get(one.key) == 1 and not one.hidden]
    step = max(1, len(unique) // MAX_REMOVED)
    for one in unique[::step][:MAX_REMOVED]:
        document = LexborHTMLParser(html)
        element_at(document, one.xpath).decompose()
        without = (document.html or "").encode()
        _, left = named(without)
        # A label that stays still says the name.
        if one.key not in left:
            yield without, Ask("removed, name", one.name, "absent")
            yield without, Ask("removed, role word", f"{one.name} {one.kind}", "absent")
            yield (
                without,
                Ask("removed, small letters", f"the {one.name.lower()} {one.kind}", "absent"),
            )
            if action := ACTIONS.get(one.kind):
                yield without, Ask("removed, action", one.name, "absent", action)
