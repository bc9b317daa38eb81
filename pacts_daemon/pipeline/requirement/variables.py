"""``{{name}}`` in sentences: which there are, and what they become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.requirement.quotes import PAIRS, Quoted, quoted, quoted_parts

SECRET_PREFIX: Final = "env."  # noqa: S105 - no password
SECRET_NAME: Final = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PLACEHOLDER: Final = re.compile(r"\{\{([^{}]*)\}\}")
_ENDS: Final = re.compile(r"[.,;:!?)\]]*(\s|$)")


class VariableError(Exception):
    """A placeholder can't be replaced; ``start`` is where it stands in its text, from 0."""

    def __init__(self, message: str, start: int, name: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.name = name


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One ``{{name}}``: from ``start`` to ``end`` in its text."""

    name: str
    start: int
    end: int

    @property
    def secret(self) -> str:
        """The variable of the environment that it stands for; empty when it is no secret."""
        name = self.name.removeprefix(SECRET_PREFIX)
        return name if name != self.name else ""


def placeholder(name: str) -> str:
    """Return how a variable is written in a sentence."""
    return f"{{{{{name}}}}}"


def placeholders(text: str) -> Iterator[Placeholder]:
    """Yield the placeholders of a text.

    Raises:
        VariableError: one is not closed, has no name, or names no variable of the environment.
    """
    at = 0
    while (opening := text.find("{{", at)) >= 0:
        found = _PLACEHOLDER.match(text, opening)
        if found is None:
            raise VariableError("'{{' is never closed by '}}'", opening)
        made = Placeholder(found[1].strip(), opening, found.end())
        if not made.name:
            raise VariableError("'{{}}' names no variable", opening)
        if made.name.startswith(SECRET_PREFIX) and not SECRET_NAME.fullmatch(made.secret):
            raise VariableError(f"{made.secret!r} is no name of a secret", opening)
        yield made
        at = made.end


def replaced(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its variables put in as they are; secrets stay.

    Raises:
        VariableError: a variable has no value.
    """
    return _joined(text, [(one.start, one.end, _value(one, values)) for one in placeholders(text)])


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """Return a sentence with its variables put in, in quotes where they stand as words of it.

    What stands within quotes already stays in them; other quotes are chosen for a value that has
    such in it. Part of a word or an address ("/items/{{id}}") is put in as it is. Secrets stay.

    Raises:
        VariableError: a variable has no value, or a value has every kind of quotes in it.
    """
    found = [one for one in placeholders(sentence) if not one.secret]
    parts = list(quoted_parts(_without_quotes_in_names(sentence)))
    changes: list[tuple[int, int, str]] = []
    for part in parts:
        within = [one for one in found if part.start < one.start and one.end < part.end]
        if within:
            changes.append((part.start, part.end, _requoted(sentence, part, within, values)))
            found = [one for one in found if one not in within]
    for one in found:
        value = _value(one, values)
        is_word = _stands_alone(sentence, one)
        changes.append((one.start, one.end, _quoted(value, one) if is_word else value))
    return _joined(sentence, sorted(changes))


def _requoted(
    sentence: str, part: Quoted, within: list[Placeholder], values: Mapping[str, str]
) -> str:
    changes = [
        (one.start - part.start - 1, one.end - part.start - 1, _value(one, values))
        for one in within
    ]
    content = _joined(sentence[part.start + 1 : part.end - 1], changes)
    quotes = sentence[part.start], sentence[part.end - 1]
    if any(mark in content for mark in quotes[0] + PAIRS[quotes[0]]):
        return _quoted(content, within[0])
    return quotes[0] + content + quotes[1]


def _quoted(value: str, one: Placeholder) -> str:
    if one.secret:
        return value
    made = quoted(value)
    if made is None:
        raise VariableError(
            f"the value of {one.name!r} has every kind of quotes in it", one.start, one.name
        )
    return made


def _value(one: Placeholder, values: Mapping[str, str]) -> str:
    if one.secret:
        return placeholder(one.name)
    if one.name not in values:
        raise VariableError(f"no variable is called {one.name!r}", one.start, one.name)
    return values[one.name]


def _stands_alone(sentence: str, one: Placeholder) -> bool:
    before = sentence[one.start - 1] if one.start else " "
    return before in " \t\n([:=," and _ENDS.match(sentence, one.end) is not None


def _without_quotes_in_names(sentence: str) -> str:
    return _PLACEHOLDER.sub(lambda found: "x" * len(found[0]), sentence)


def _joined(text: str, changes: list[tuple[int, int, str]]) -> str:
    made, at = [], 0
    for start, end, value in changes:
        made += [text[at:start], value]
        at = end
    return "".join([*made, text[at:]])
