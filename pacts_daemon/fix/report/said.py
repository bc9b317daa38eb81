"""What became of a fix, in a line for each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pacts_daemon.fix.fixes import Fix, Outcome, Told, brief


@dataclass(frozen=True, slots=True)
class Line:
    """One line about one place; a fix that has none in a file has no path."""

    path: str
    line: int
    text: str
    is_refusal: bool

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.path else ""
        return f"{where}{self.text}"


def lines_of(fix: Fix) -> Iterator[Line]:
    """Yield a line for each place of a fix."""
    is_refusal = fix.outcome is Outcome.REFUSED
    for told in fix.told or (Told("", 0, ""),):
        said = f" ({told.said})" if told.said and told.said not in fix.reason else ""
        yield Line(told.path, told.line, f"{_said(fix)}{said}", is_refusal)


def _said(fix: Fix) -> str:
    if fix.outcome is Outcome.WRITTEN and fix.new is not None:
        return f"{_called(fix)} becomes {brief(fix.new)}"
    return f"{_called(fix)} is not changed: {fix.reason}"


def _called(fix: Fix) -> str:
    frames = " or ".join(map(repr, filter(None, fix.frames)))
    return f"{fix.element} in the frame {frames}" if frames else fix.element
