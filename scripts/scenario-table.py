"""Writes the table of features and languages in clients/README.md from what the scenarios came to.

    scenario-table.py [--check] [RESULTS]

RESULTS is a folder with the JSON of each run, .data/scenarios unless given. It fails when a
language or a cell is missing or a scenario failed; with --check also when the table is another one.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "clients" / "README.md"
RESULTS = ROOT / ".data" / "scenarios"
LANGUAGES = ("python", "typescript", "go", "java")
_MADE = re.compile(
    r"(<!-- scenarios: made by `make scenarios` -->\n).*?(<!-- scenarios end -->)", re.DOTALL
)

Run = dict[str, Any]


class Row(NamedTuple):
    """A feature, and the scenario that shows it."""

    name: str
    feature: str


def main(arguments: list[str]) -> None:
    folders = [argument for argument in arguments if argument != "--check"]
    try:
        made = updated(README.read_text("utf-8"), Path(folders[0]) if folders else RESULTS)
    except ValueError as error:
        sys.exit(f"error: {error}")
    if "--check" not in arguments:
        README.write_text(made, encoding="utf-8")
    elif README.read_text("utf-8") != made:
        sys.exit("error: the table of clients/README.md is another one than the runs make")


def updated(text: str, results: Path) -> str:
    """Return the document with the table that the runs make.

    Raises:
        ValueError: a language or a cell is missing, or a scenario failed.
    """
    table = table_of(_features(), _runs(results))
    if not _MADE.search(text):
        raise ValueError(f"{README.name} has no place for the table")
    return _MADE.sub(lambda found: f"{found[1]}{table}{found[2]}", text)


def table_of(rows: Iterable[Row], runs: list[Run]) -> str:
    """Return the table, a line for each feature and below it what a language has not, and why."""
    notes: list[str] = []
    lines = [
        "| feature | " + " | ".join(f"[{run['title']}]({run['page']})" for run in runs) + " |",
        "|---" * (len(runs) + 1) + "|",
        "| driven by | " + " | ".join(run["runner"] for run in runs) + " |",
    ]
    for row in rows:
        cells = [_cell(row, run, notes) for run in runs]
        lines.append(
            f"| [{row.feature}](../tests/scenarios/{row.name}.yaml) | {' | '.join(cells)} |"
        )
    lines += ["", *(f"{number}. {note}" for number, note in enumerate(notes, 1))] if notes else []
    return "\n".join(lines) + "\n"


def _cell(row: Row, run: Run, notes: list[str]) -> str:
    came = run["scenarios"].get(row.name)
    if came is None:
        raise ValueError(f"{run['language']} has not run {row.name}")
    if came["status"] == "passed":
        return "yes"
    if came["status"] != "absent" or not came.get("why"):
        raise ValueError(f"{run['language']}, {row.name}: {came['status']}: {came.get('why', '')}")
    note = f"{run['title']}: {came['why']}"
    if note not in notes:
        notes.append(note)
    return f"no ({notes.index(note) + 1})"


def _runs(results: Path) -> list[Run]:
    runs = {run["language"]: run for run in map(_read, sorted(results.glob("*.json")))}
    missing = [language for language in LANGUAGES if language not in runs]
    if missing:
        raise ValueError(f"no results of {', '.join(missing)} in {results}")
    return [runs.pop(language) for language in LANGUAGES] + list(runs.values())


def _read(file: Path) -> Run:
    run: Run = json.loads(file.read_text("utf-8"))
    return run


def _features() -> list[Row]:
    sys.path.insert(0, str(ROOT))
    from tests.scenarios.scenario import scenarios  # noqa: PLC0415 - not before it is on the path

    return [Row(scenario.name, scenario.feature) for scenario in scenarios()]


if __name__ == "__main__":
    main(sys.argv[1:])
