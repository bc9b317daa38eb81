"""What a run has to say of its heals: on the terminal, as JSON, and beside a change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pacts.flow.journal import Healed, brief
from pacts.model import Selector
from pacts.pytest_plugin.commands import escaped, escaped_place

Heal = Mapping[str, Any]
"""One heal as JSON has it, with the file and line of its test."""


@dataclass(slots=True)
class Summary:
    """What a run has asked for and healed; workers of one run add theirs."""

    max_heals: int | None
    passed: int = 0
    failed: int = 0
    lookups: int = 0
    heals: list[Heal] = field(default_factory=list)

    def add(self, lookups: int, heals: Iterable[Heal]) -> None:
        self.lookups += lookups
        self.heals.extend(heals)

    def count(self, *, passed: bool, failed: bool) -> None:
        """Count a test."""
        self.passed += passed
        self.failed += failed

    def share(self) -> dict[str, Any]:
        """Return what a worker hands to its run."""
        counted = {"passed": self.passed, "failed": self.failed}
        return {**counted, "lookups": self.lookups, "heals": self.heals}

    def take(self, share: Mapping[str, Any]) -> None:
        """Take the share of a worker."""
        self.passed += share["passed"]
        self.failed += share["failed"]
        self.add(share["lookups"], share["heals"])

    @property
    def is_over_budget(self) -> bool:
        return self.max_heals is not None and len(self.heals) > self.max_heals

    def lines(self) -> Iterator[str]:
        """Yield what the terminal shows."""
        yield f"{len(self.heals)} healed, {self.lookups} looked up"
        for heal in self.heals:
            yield f"  {_line(heal)} ({heal['file']}:{heal['line']})"
        if self.is_over_budget:
            yield self._excess()

    def annotations(self) -> Iterator[str]:
        """Yield what GitHub shows beside a change."""
        for heal in self.heals:
            place = f"file={escaped_place(heal['file'])},line={heal['line']}"
            yield f"::warning {place},title=healed by PACTS::{escaped(_line(heal))}"
        if self.is_over_budget:
            yield f"::error title=PACTS::{self._excess()}"

    def _excess(self) -> str:
        return f"{len(self.heals)} elements were healed, and a run may have {self.max_heals}"

    def write(self, path: Path) -> None:
        """Write all of it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        budget = {"max_heals": self.max_heals, "is_over_budget": self.is_over_budget}
        said = {**self.share(), **budget}
        path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", "utf-8")


def heal_of(healed: Healed, place: tuple[str, int]) -> Heal:
    """Return one heal, with the file and line of the test that it was made for."""
    verdict = None if healed.verdict is None else healed.verdict.value
    return {**asdict(healed), "verdict": verdict, "file": place[0], "line": place[1]}


def _line(heal: Heal) -> str:
    old = "" if heal["old"] is None else brief(Selector(**heal["old"]))
    return f"{heal['element']}: {old} -> {brief(Selector(**heal['new']))}"
