"""``python -m tests.faults [WORD...]``: run the scenarios whose names have one; print the table."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import signal
import traceback
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.faults.checker import Verdict
from tests.faults.scenario import Row, Scenario, run
from tests.faults.scenarios import ALL

RESULTS = Path(__file__).parent / "results" / "faults.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="only scenarios whose names have one of them")
    parser.add_argument("--list", action="store_true", help="print the names and run nothing")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    # A shell ignores SIGINT for what it runs in the background; both must stop the servers as well.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    chosen = [one for one in ALL if _is_chosen(one, given.words)]
    console = Console(width=150)
    if given.list or not chosen:
        console.print("\n".join(one.name for one in chosen) or "no scenario has such a name")
        raise SystemExit(0 if chosen else 2)
    rows = []
    for scenario in chosen:
        row = _attempted(scenario, given.seed)
        rows.append(row)
        _tell(console, row)
    _write(rows, given.seed)
    console.print(_table(rows))
    raise SystemExit(0 if all(row.is_passed for row in rows) else 1)


def _attempted(scenario: Scenario, seed: int) -> Row:
    """Run a scenario; one that breaks off has failed, and the others still run."""
    try:
        return asyncio.run(run(scenario, seed=seed))
    except Exception as error:  # noqa: BLE001 - what it was stands in the row
        traceback.print_exc()
        return Row(scenario, Verdict(), [f"broke off: {error!r}"], {}, {}, 0.0)


def _is_chosen(scenario: Scenario, words: list[str]) -> bool:
    return not words or any(word.lower() in scenario.name.lower() for word in words)


def _tell(console: Console, row: Row) -> None:
    console.print(f"{'passed' if row.is_passed else 'FAILED'}: {row.scenario.name}", markup=False)
    told = row.described()
    for line in [*row.problems, *told["findings"]]:
        console.print(f"    {line}", markup=False)
    for name, value in row.measured.items():
        console.print(f"    {name}: {value:.2f}", markup=False)


def _write(rows: list[Row], seed: int) -> None:
    report = {
        "seed": seed,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "scenarios": [row.described() for row in rows],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")


def _table(rows: list[Row]) -> Table:
    table = Table(title="Longest wait: of any call, beside the deadline that callers had; seconds")
    for column in (
        "scenario",
        "operations",
        "lost",
        "stale beyond bound",
        "longest wait",
        "verdict",
    ):
        table.add_column(column, justify="left" if column == "scenario" else "right")
    for row in rows:
        verdict, load = row.verdict, row.scenario.load
        stale = f"{len(verdict.stale)}"
        if verdict.stale:
            stale += f" (by {verdict.stalest_s:.1f})"
        table.add_row(
            row.scenario.name,
            str(verdict.operations),
            str(len(verdict.lost)),
            f"{stale} of {row.scenario.bound_s:g} s",
            f"{verdict.longest_wait_s:.2f} / {load.deadline_s:g}",
            "passed" if row.is_passed else "FAILED",
        )
    return table


if __name__ == "__main__":
    main()
