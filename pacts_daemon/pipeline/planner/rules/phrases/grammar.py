"""Rules: what a clause looks like, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.planner.rules.phrases.text import Part

Actions = list[PlannedAction]


class Found:
    """The parts of a clause by the names that a rule gives them."""

    def __init__(self, clause: Part, match: re.Match[str]) -> None:
        self.clause = clause
        self._match = match

    def __getitem__(self, name: str) -> Part:
        if name not in self._match.re.groupindex:
            return Part(self.clause.text, self.clause.end, self.clause.end)
        return self.clause.sub(self._match, name)

    def has(self, name: str) -> bool:
        return bool(self[name])

    def word(self, name: str) -> str:
        """Return a part as the pattern sees it, with single blanks; empty when it is not there."""
        return " ".join(self[name].shadow.split())


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of a clause, and what makes its actions; None: it is not of this form after all."""

    pattern: re.Pattern[str]
    build: Callable[[Found], Actions | None]

    def read(self, clause: Part) -> Actions | None:
        match = self.pattern.fullmatch(clause.shadow)
        return self.build(Found(clause, match)) if match else None


def rule(pattern: str, build: Callable[[Found], Actions | None]) -> Rule:
    """Return a rule; a blank in its pattern stands for any number of them, ``" ?"`` for none."""
    return Rule(re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+")), build)


def first_reading(rules: Iterable[Rule], clause: Part) -> Actions | None:
    """Return what the first rule that can read a clause makes of it; None when none has its form.

    Raises:
        UnreadableSentenceError: rules have its form, and a part of it can't be read; the first's.
    """
    problem: UnreadableSentenceError | None = None
    for one in rules:
        try:
            actions = one.read(clause)
        except UnreadableSentenceError as error:
            problem = problem or error
        else:
            if actions is not None:
                return actions
    if problem is not None:
        raise problem
    return None


def split(part: Part, pattern: re.Pattern[str]) -> Sequence[Part]:
    """Return what stands between the matches of a pattern, outside quotes."""
    parts, start = [], 0
    for found in pattern.finditer(part.shadow):
        parts.append(Part(part.text, part.start + start, part.start + found.start()))
        start = found.end()
    parts.append(Part(part.text, part.start + start, part.end))
    return [one.strip() for one in parts]
