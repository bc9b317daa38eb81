"""What is wrong with a requirement, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from pacts_daemon.pipeline.requirement.model import Place


@dataclass(frozen=True, slots=True)
class RequirementFault:
    """One thing that is wrong.

    Attributes:
        source: the file; empty for none.
        line: counted from 1; 0: the file as a whole.
        column: counted from 1; 0: the line as a whole.
        message: what is wrong, in a sentence without its full stop.
        hint: what to write instead; empty for none.
    """

    source: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = [str(number) for number in (self.line, self.column) if number]
        where = ":".join([self.source or "requirement", *place])
        return f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class RequirementError(Exception):
    """A requirement can't be read; every reason is in ``faults``, in the order of the file."""

    def __init__(self, faults: Iterable[RequirementFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Faults:
    """Collects what is wrong, so that all of it is told at once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._faults: dict[RequirementFault, None] = {}

    def add(self, place: Place, message: str, hint: str = "") -> None:
        """Note a fault; the same one is told once."""
        source = place.source or self._source
        self._faults[RequirementFault(source, place.line, place.column, message, hint)] = None

    def __bool__(self) -> bool:
        return bool(self._faults)

    def extend(self, faults: Iterable[RequirementFault]) -> None:
        """Note the faults of another file."""
        self._faults.update(dict.fromkeys(faults))

    def raise_if_any(self) -> None:
        """Raise RequirementError when something is wrong."""
        if self._faults:
            raise RequirementError(
                sorted(self._faults, key=lambda one: (one.source, one.line, one.column))
            )


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a hint that names what was probably meant, or what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(names)}" if names else ""
