"""Tables and texts under a Gherkin step, as the sentences that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.model import SentenceKind
from pacts_daemon.pipeline.requirement.quotes import quoted

_FOLLOWING: Final = re.compile(
    r"\b(?:all )?(?:of )?(?:(?:the|this|these) )?following\b(?P<noun>(?: (?!"
    r"(?:is|are|in|on|into|to|with|for|should|must)\b)[\w-]+){0,2})",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"\b(?:with|to|as|in|into|is|says|reads|contains|shows|see|be|has|text)$", re.IGNORECASE
)
_FILLS: Final = re.compile(
    r"(?:(?:i|we|the user|user) )?"
    r"(?:fills?(?: in| out)?|enters?|types?|sets?|completes?|provides?)\b(?P<what>.*)",
    re.IGNORECASE,
)
_CHOOSES: Final = re.compile(
    r"(?:(?:i|we|the user|user) )?(?:selects?|chooses?)\b(?P<what>.*)", re.IGNORECASE
)
_VALUES: Final = re.compile(r"\b(?:fields?|form|inputs?|values?|filled)\b", re.IGNORECASE)
_NO_SCOPE: Final = re.compile(
    r"(?:\s|\b(?:with|as|in|the|these|all|form|fields?|values?|details|information|follows?)\b|:)*",
    re.IGNORECASE,
)
_PREPOSITIONS: Final = re.compile(r"^(?:(?:in|on|of)\s+)+|\s+(?:with|as)$", re.IGNORECASE)
_TITLES: Final = frozenset(
    {"field", "name", "label", "key", "item", "value", "text", "element", "title", "message"}
    | {"option", "input"}
)
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands under a step: rows of a table, or a text."""

    rows: Sequence[Sequence[Text]] = ()
    text: str | None = None


class _UnclearError(Exception):
    """It can't be told what a table or text is for."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def sentences_with(
    text: Text, argument: Argument | None, kind: SentenceKind, faults: Faults
) -> list[str]:
    """Return the sentences that a step is: itself, or one for each row under it."""
    if argument is None:
        return [text.text]
    try:
        if argument.text is not None:
            return [_with_text(text.text, argument.text)]
        return list(_with_rows(text.text, argument.rows, kind))
    except _UnclearError as error:
        faults.add(text.place, error.message, error.hint)
        return [text.text]


def _with_text(step: str, content: str) -> str:
    base = step.rstrip().removesuffix(":").rstrip()
    if found := _FOLLOWING.search(base):
        return base[: found.start()] + _quoted(content) + base[found.end() :]
    if step.rstrip().endswith(":") or _LEADS.search(base):
        return f"{base} {_quoted(content)}"
    raise _UnclearError(
        "it can't be told what the text under the step is for",
        "write 'the following text' where it belongs",
    )


def _with_rows(step: str, rows: Sequence[Sequence[Text]], kind: SentenceKind) -> Iterator[str]:
    base = step.rstrip().removesuffix(":").rstrip()
    fills, chooses = _FILLS.fullmatch(base), _CHOOSES.fullmatch(base)
    columns = len(rows[0])
    if columns == 1:
        yield from _for_each(base, [row[0].text for row in rows])
    elif kind is SentenceKind.STEP and fills:
        scope = _scope(fills["what"])
        for field, value in _pairs(rows):
            yield f"Fill {_quoted(field)} with {_quoted(value)}{scope}"
    elif kind is SentenceKind.STEP and chooses:
        scope = _scope(chooses["what"])
        for field, value in _pairs(rows):
            yield f"Select {_quoted(value)} in {_quoted(field)}{scope}"
    elif kind is SentenceKind.EXPECT and _VALUES.search(base):
        for field, value in _pairs(rows):
            yield f"{_quoted(field)} has the value {_quoted(value)}"
    else:
        raise _UnclearError(
            f"it can't be told what the table of {columns} columns under the step is for",
            "write a step for each row, or put the rows under Examples",
        )


def _for_each(base: str, cells: Sequence[str]) -> Iterator[str]:
    found = _FOLLOWING.search(base)
    if found is None and not _LEADS.search(base):
        raise _UnclearError(
            "it can't be told what the table under the step is for",
            "write 'the following' where each of its values belongs",
        )
    noun = found["noun"].strip().lower() if found else ""
    for cell in cells[1:] if _is_title(cells[0], noun) else cells:
        if found is None:
            yield f"{base} {_quoted(cell)}"
        else:
            after = re.sub(r"^ are\b", " is", base[found.end() :])
            yield base[: found.start()] + _quoted(cell) + after


def _pairs(rows: Sequence[Sequence[Text]]) -> list[tuple[str, str]]:
    """Return names with their values, whichever way the table lies."""
    texts = [[cell.text for cell in row] for row in rows]
    is_down = len(texts[0]) == _PAIR
    is_across = len(texts) == _PAIR
    if is_down and all(_is_title(cell, "") for cell in texts[0]):
        return [(name, value) for name, value in texts[1:]]
    if is_down and not is_across:
        return [(name, value) for name, value in texts]
    if is_across and not is_down:
        return list(zip(*texts, strict=True))
    raise _UnclearError(
        "it can't be told which cells of the table are names and which are values",
        "make '| field | value |' its first line",
    )


def _scope(what: str) -> str:
    """Return where the fields are, from what stands between the verb and its table."""
    said = _FOLLOWING.sub("", what).strip()
    if _NO_SCOPE.fullmatch(said):
        return ""
    said = _PREPOSITIONS.sub("", said).strip()
    return f" in {said}"


def _is_title(cell: str, noun: str) -> bool:
    word = cell.strip().lower().rstrip("s")
    return word in _TITLES or (bool(noun) and word == noun.rstrip("s"))


def _quoted(value: str) -> str:
    made = quoted(value)
    if made is None:
        raise _UnclearError(f"{value[:40]!r} has every kind of quotes in it", "leave one out")
    return made
