"""What was checked and what was found, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from pacts_daemon.cli.checks.checks import Check, State
from pacts_daemon.cli.checks.validation.findings import Finding
from pacts_daemon.cli.console.display import show, table

_STYLES = {
    State.OK: "green",
    State.WARNING: "yellow",
    State.MISSING: "bold red",
    State.UNUSED: "dim",
}


def give_checks(checks: Sequence[Check]) -> None:
    """Print each check, and what would make it pass."""
    rows = table("", "state", "", "how to get it")
    for check in checks:
        state = Text(check.state.value, _STYLES[check.state])
        rows.add_row(check.name, state, Text(check.detail), Text(check.remedy))
    show(rows)


def give_findings(findings: Iterable[Finding]) -> None:
    """Print what was expected and what was seen."""
    rows = table("", "step", "expected", "seen")
    for row in findings:
        mark = Text("ok", "green") if row.ok else Text("differs", "red")
        rows.add_row(mark, Text(row.step), Text(row.expected), Text(row.seen))
    show(rows)
