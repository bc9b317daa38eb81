"""Secrets: ``{{env.NAME}}`` in sentences, typed at the last moment and told to nobody."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from pacts_daemon.pipeline.requirement.model import Place, Requirement, Sentence

M = TypeVar("M", bound=BaseModel)

_SECRET: Final = re.compile(r"\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}", re.ASCII)
# A shorter value stands in too many words that have nothing to do with it: it is masked only
# where it is a word of its own.
_SHORT: Final = 4


class MissingSecretError(Exception):
    """The environment has no value for secrets that are named; ``names`` says which."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"the environment has no {', '.join(self.names)}")


def secret_names(requirement: Requirement) -> dict[str, Place]:
    """Return the secrets that a requirement names, each with the place where it does first."""
    names: dict[str, Place] = {}
    for text, place in _texts(requirement):
        for name in names_in(text):
            names.setdefault(name, place)
    return names


def names_in(text: str) -> Iterator[str]:
    """Yield the secrets that a text names, in order."""
    yield from _SECRET.findall(text)


class Secrets:
    """The values of secrets, by their names; they are shown nowhere, not even in its own text."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name: value for name, value in values.items() if value}
        # The longest first: one may be a part of another.
        ranked = sorted(self._values.items(), key=lambda one: -len(one[1]))
        self._written = tuple((_written(value), name) for name, value in ranked)

    def __repr__(self) -> str:
        return f"Secrets({', '.join(self._values)})"

    @property
    def values(self) -> tuple[str, ...]:
        """The values, for what has to be hidden in a picture."""
        return tuple(self._values.values())

    def missing(self, names: Iterable[str]) -> list[str]:
        """Return those names that have no value."""
        return [name for name in names if name not in self._values]

    def reveal(self, text: str) -> str:
        """Return a text with the values of its secrets in it, for the page alone.

        Raises:
            MissingSecretError: one has no value.
        """
        if missing := self.missing(dict.fromkeys(names_in(text))):
            raise MissingSecretError(missing)
        return _SECRET.sub(lambda found: self._values[found[1]], text)

    def mask(self, text: str) -> str:
        """Return a text with ``{{env.NAME}}`` wherever a value stands, however it is written.

        Written as it is, or as addresses, HTML, JSON and Python write it.
        """
        return self._replaced(text, "{{{{env.{}}}}}")

    def mask_address(self, url: str) -> str:
        """Return an address with each value in it replaced, and still an address."""
        return self._replaced(url, "env.{}")

    def mask_texts(self, value: Any) -> Any:
        """Return a value of mappings and sequences in which every text is masked."""
        match value:
            # What is of an enumeration is no text of anybody's.
            case str() if type(value) is str:
                return self.mask(value)
            case dict():
                return {self.mask_texts(key): self.mask_texts(one) for key, one in value.items()}
            case tuple() | list() | frozenset() | set():
                return type(value)(self.mask_texts(one) for one in value)
            case _:
                return value

    def mask_all(self, model: M) -> M:
        """Return a model in which every text is masked."""
        if not self._written:
            return model
        return type(model).model_validate(self.mask_texts(model.model_dump()))

    def _replaced(self, text: str, form: str) -> str:
        for written, name in self._written:
            text = written.sub(form.format(name), text)
        return text


def _written(value: str) -> re.Pattern[str]:
    """Return what finds a value in an address, in JSON, in HTML, in Python or as it is."""
    pattern = "".join(_character(one) for one in value)
    return re.compile(rf"(?<!\w){pattern}(?!\w)" if len(value) < _SHORT else pattern)


def _character(one: str) -> str:
    plain = {one, html.escape(one), json.dumps(one)[1:-1], repr(one)[1:-1], f"\\{one}"}
    plain |= {f"&#{ord(one)};", *({"+"} if one == " " else ())}
    coded = "".join(f"%{byte:02x}" for byte in one.encode())
    spelled = {f"\\u{ord(one):04x}", f"&#x{ord(one):x};", coded}
    # The longer first, so that a whole escape is taken and not the beginning of one.
    exact = "|".join(re.escape(form) for form in sorted(plain, key=len, reverse=True))
    free = "|".join(re.escape(form) for form in spelled)
    return f"(?:(?i:{free})|{exact})"


def _texts(requirement: Requirement) -> Iterator[tuple[str, Place]]:
    logins: list[Sentence] = [one for said in requirement.logins.values() for one in said]
    cases = [one for case in requirement.cases for one in case.sentences]
    for sentence in (*logins, *cases):
        yield sentence.text, sentence.place
    said = [requirement.base_url, *requirement.pages.values(), *requirement.frames.values()]
    for text in (*said, *requirement.interruptions.values()):
        yield text, Place()
