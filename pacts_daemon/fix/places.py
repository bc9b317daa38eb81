"""Where the locator of an element stands in a suite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from pacts_daemon.fix.names.playwright import name_of_call
from pacts_daemon.fix.names.selenium import name_of_pair
from pacts_daemon.fix.sources.driven.trail import SWITCHES, UNKNOWN
from pacts_daemon.fix.sources.model import (
    RUNTIME,
    Argument,
    Call,
    Language,
    Pair,
    Reference,
    Source,
    Text,
    Value,
)
from pacts_daemon.fix.sources.roots import Root

# Each text of a call may come from several places, and their product grows without bound; a suite's
# have two or three.
_MOST_MEANINGS: Final = 16
# Nobody writes one by hand, and what follows it goes down a level for each.
_LONGEST_CHAIN: Final = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A locator that stands in a file.

    Attributes:
        source: the file of the call.
        locator: the call with the texts that it is made of.
        text: what is written anew: the text that the locator's value stands in.
        problem: why it is not rewritten; empty when it may be.
    """

    source: Source
    locator: Call | Pair
    text: Text
    problem: str = ""

    @property
    def line(self) -> int:
        return self.source.line(self.locator.start)

    @property
    def root(self) -> Root:
        """What the locator is looked for in."""
        locator = self.locator
        return locator.spot.root if isinstance(locator, Pair) else locator.chain[0].root


@dataclass(frozen=True, slots=True)
class Mention:
    """A use of a text that is defined elsewhere, as something else than the locator in question."""

    path: str
    line: int


class Suite:
    """The files of a suite, and what the locators in them are called."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.path: source for source in sources}
        self._switchers = _switchers(sources)
        self._named = [
            (name, source, locator)
            for source in sources
            for locator in self._locators(source)
            if (name := _name_of(locator, source.language)) is not None
        ]

    def source(self, path: str) -> Source:
        """Return the file at a path."""
        return self._sources[path]

    def places(self, element: str) -> list[Place]:
        """Return where the locator of this name stands, and where it may."""
        return [
            _place(source, locator)
            for name, source, locator in self._named
            if _may_be(name, element, locator)
        ]

    def other_uses(self, text: Text, places: Sequence[Place]) -> list[Mention]:
        """Return where a text that has a name is used for something else than at these places."""
        if not text.name:
            return []
        used = {
            (place.source.path, start)
            for place in places
            for start in self._references(place, text)
        }
        return [
            Mention(source.path, source.line(start))
            for source in self._readers(text)
            for start in source.mentions.get(text.name, ())
            if (source.path, start) not in used
        ]

    def _references(self, place: Place, text: Text) -> Iterator[int]:
        """Yield where the call of a place reads a text that is defined elsewhere."""
        locator = place.locator
        if text not in _texts(locator):
            return
        read = place.source.mentions.get(text.name, ())
        if isinstance(locator, Pair):
            yield min(offset for offset in read if offset >= locator.start)
        else:
            spans = [(call.start, call.end) for call in locator.chain]
            yield from (at for at in read for start, end in spans if start <= at < end)

    def _readers(self, text: Text) -> Iterator[Source]:
        """Yield the files that may mean this text by its name."""
        home = self._sources[text.path]
        for source in self._sources.values():
            is_other = source is not home and text.name in source.definitions
            if source.language is home.language and not is_other:
                yield source

    def _locators(self, source: Source) -> Iterator[Call | Pair]:
        for call in source.calls:
            if len(call.chain) > _LONGEST_CHAIN:
                continue
            yield from self._meanings(call, source)
        for pair in source.pairs:
            spot = UNKNOWN if pair.spot.after & self._switchers else pair.spot
            for value in self._values(pair.value, source):
                yield replace(pair, value=value, spot=spot)

    def _meanings(self, call: Call, source: Source) -> Iterator[Call]:
        """Yield a chain of calls with each text that its references may mean."""
        receivers = [None] if call.receiver is None else self._meanings(call.receiver, source)
        given = [self._arguments(argument, source) for argument in call.arguments]
        made = (
            replace(call, receiver=receiver, arguments=tuple(arguments))
            for receiver in receivers
            for arguments in product(*given)
        )
        return islice(made, _MOST_MEANINGS)

    def _arguments(self, argument: Argument, source: Source) -> list[Argument]:
        return [replace(argument, value=value) for value in self._values(argument.value, source)]

    def _values(self, value: Value, source: Source) -> Sequence[Value]:
        if not isinstance(value, Reference):
            return [value]
        unknown = Text(source.path, value.start, value.start, RUNTIME, problem=_UNKNOWN)
        return self._definitions(value.name, source) or [unknown]

    def _definitions(self, name: str, source: Source) -> list[Text]:
        """Return the texts of a name: those of the file itself before those of other files."""
        own = source.definitions.get(name)
        if own is not None:
            return list(own)
        others = (one for one in self._sources.values() if one.language is source.language)
        return [text for other in others for text in other.definitions.get(name, ())]


def _switchers(sources: Sequence[Source]) -> frozenset[str]:
    """Return the functions that have a driver switch, by what they call as well."""
    called = [pair for source in sources for pair in source.switching.items()]
    found = frozenset({SWITCHES})
    while (more := found | {name for name, calls in called if calls & found}) != found:
        found = more
    return found


def _name_of(locator: Call | Pair, language: Language) -> str | None:
    if isinstance(locator, Pair):
        return name_of_pair(locator, language)
    return name_of_call(locator, language)


def _may_be(name: str, element: str, locator: Call | Pair) -> bool:
    """Whether a locator is called so, or may be once a run has filled in a part of a text."""
    if RUNTIME not in name:
        return name == element
    if not any(_says_a_part(text.value) for text in _texts(locator)):
        return False
    parts = map(re.escape, name.split(RUNTIME))
    return re.fullmatch(".*".join(parts), element, re.DOTALL) is not None


def _says_a_part(value: str) -> bool:
    """Whether something is known of a text that a run fills in, besides the kind of selector."""
    return RUNTIME in value and _WORD.search(_KIND.sub("", value)) is not None


def _place(source: Source, locator: Call | Pair) -> Place:
    texts = _texts(locator)
    text = _main_text(locator)
    problem = next((one.problem for one in texts if one.problem), "")
    return Place(source, locator, text, problem)


def _texts(locator: Call | Pair) -> list[Text]:
    if isinstance(locator, Pair):
        return [locator.value] if isinstance(locator.value, Text) else []
    values = [one.value for call in locator.chain for one in call.arguments]
    return [value for value in values if isinstance(value, Text)]


def _main_text(locator: Call | Pair) -> Text:
    """Return the text that a locator says most with: of a role that is its name."""
    if isinstance(locator, Pair):
        values: Mapping[str, Value] = {"": locator.value}
    else:
        last = next(call for call in reversed(locator.chain) if call.positional)
        values = {"": last.positional[0].value} | {k: o.value for k, o in last.options.items()}
    chosen = values.get("name", values[""])
    if not isinstance(chosen, Text):
        chosen = values[""]
    return chosen if isinstance(chosen, Text) else _texts(locator)[0]


_WORD: Final = re.compile(r"\w")
_KIND: Final = re.compile(r"^[a-z-]+=")
_UNKNOWN: Final = "what it is defined as was not found"
