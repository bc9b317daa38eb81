"""Logins that ask for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.model import Sentence

_ASKS: Final = re.compile(
    r"(?:(?:i|we|the user) )?(?:log|sign)s? ?in"
    r"(?: as (?:the |an? )?[\"'`“]?(?P<name>[^\"'`”.]+))?[\"'`”]?\.?",
    re.IGNORECASE,
)


def check_logins(logins: Mapping[str, tuple[Sentence, ...]], faults: Faults) -> None:
    """Tell of logins that never end because they ask for each other."""
    for name, sentences in logins.items():
        for sentence in sentences:
            chain = _chain_back(name, sentence, logins)
            if chain:
                shown = " -> ".join(one or "log in" for one in (name, *chain))
                faults.add(sentence.place, f"logins ask for each other: {shown}")


def _chain_back(
    name: str, sentence: Sentence, logins: Mapping[str, tuple[Sentence, ...]]
) -> tuple[str, ...]:
    seen: set[str] = set()
    paths: list[tuple[str, ...]] = [(asked,) for asked in _asked_by(sentence, logins)]
    while paths:
        path = paths.pop()
        if path[-1] == name:
            return path
        if path[-1] not in seen:
            seen.add(path[-1])
            paths += [
                (*path, asked) for one in logins[path[-1]] for asked in _asked_by(one, logins)
            ]
    return ()


def _asked_by(sentence: Sentence, logins: Mapping[str, tuple[Sentence, ...]]) -> Iterator[str]:
    found = _ASKS.fullmatch(sentence.text.strip())
    if found is None:
        return
    asked = (found["name"] or "").strip()
    for name in logins:
        if name.casefold() == asked.casefold():
            yield name
