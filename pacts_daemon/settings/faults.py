"""What is wrong with settings: where it stands, which setting it is, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pacts_daemon.core.errors import InvalidFieldError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``where`` is a line of a file, a variable, a flag or a setting."""

    where: str
    problem: str


def refusal(faults: Sequence[Fault]) -> InvalidFieldError:
    """Return the error that tells of faults, at least one, each in a line of its own."""
    first, *others = faults
    lines = [first.problem, *(f"{fault.where}: {fault.problem}" for fault in others)]
    return InvalidFieldError(first.where, "\n".join(lines))


def no_such(name: str, known: Collection[str], otherwise: str) -> str:
    """Say that there is no setting of a name, and what may have been meant.

    One with the same last word is nearer than any other: it stands in another section.
    """
    last = name.rpartition(".")[2]
    same = sorted(one for one in known if "." in one and one.rpartition(".")[2] == last)
    near = get_close_matches(name, same, n=1, cutoff=0)
    near = near or get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean {near[0]}?" if near else otherwise
    return f"there is no such setting; {hint}"
