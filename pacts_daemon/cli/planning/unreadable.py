"""What keeps a requirement from being planned, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.cells import cell_len

from pacts_daemon.pipeline.planner.errors import Unreadable, UnreadableRequirementError
from pacts_daemon.pipeline.requirement.errors import RequirementError

_INDENT: Final = "    "


def why_unreadable(error: RequirementError | UnreadableRequirementError, source: str) -> str:
    """Return every reason why a requirement has no plan, as people read it.

    Of a sentence that can't be read, the part that can't is underlined.
    """
    if isinstance(error, RequirementError):
        count = len(error.faults)
        return "\n".join([_counted(count, "fault", source), *map(str, error.faults)])
    sentences = list(_once(error))
    notes: Sequence[str] = getattr(error, "__notes__", ())
    head = _counted(len(sentences), "sentence that can't be read", source)
    return "\n".join([head, *(line for one in sentences for line in _lines(one, source)), *notes])


def unreadable_json(
    error: RequirementError | UnreadableRequirementError, source: str
) -> dict[str, Any]:
    """Return the same as JSON has it."""
    if isinstance(error, RequirementError):
        return {"faults": [asdict(fault) for fault in error.faults]}
    return {"unreadable": [_json(one, source) for one in _once(error)]}


def _once(error: UnreadableRequirementError) -> Iterator[Unreadable]:
    """Yield each sentence once: a background stands in every case."""
    seen = set()
    for one in error.sentences:
        key = one.sentence.place, one.sentence.text
        if key not in seen:
            seen.add(key)
            yield one


def _lines(one: Unreadable, source: str) -> Iterator[str]:
    text, error = one.sentence.text, one.error
    place = one.sentence.place
    where = ":".join(str(part) for part in (place.source or source, place.line, _column(one)))
    yield f"{where}: {error.hint}"
    first = text.count("\n", 0, error.start)
    start = error.start - (text.rfind("\n", 0, error.start) + 1)
    line = text.split("\n")[first]
    end = min(start + max(len(error.part), 1), max(len(line), start + 1))
    yield _INDENT + line
    carets = "^" * max(cell_len(line[start:end]), 1)
    yield f"{_INDENT}{' ' * cell_len(line[:start])}{carets}"


def _column(one: Unreadable) -> int:
    return one.sentence.place.column + one.error.start


def _json(one: Unreadable, source: str) -> dict[str, Any]:
    return {
        "source": one.sentence.place.source or source,
        "line": one.sentence.place.line,
        "column": _column(one),
        "text": one.sentence.text,
        "part": one.error.part,
        "hint": one.error.hint,
    }


def _counted(number: int, noun: str, source: str) -> str:
    first, _, rest = noun.partition(" ")
    said = f"{first}{'' if number == 1 else 's'} {rest}".strip()
    return f"{source}: {number} {said}"
