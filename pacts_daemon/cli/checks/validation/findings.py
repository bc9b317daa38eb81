"""What was expected and what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table."""

    step: str
    expected: str
    seen: str

    @property
    def ok(self) -> bool:
        return self.expected == self.seen


@dataclass(slots=True)
class Findings:
    """All of them, in order."""

    rows: list[Finding] = field(default_factory=list)

    def note(self, step: str, expected: object, seen: object) -> None:
        self.rows.append(Finding(step, str(expected), str(seen)))

    @property
    def ok(self) -> bool:
        return all(row.ok for row in self.rows)
