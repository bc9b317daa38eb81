"""What a build breaks, as a table, as JSON Lines and as JUnit XML."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import junitparser
from junitparser.junitparser import FinalResult
from rich.text import Text

from pacts_daemon.cli.batch.fields import selector_fields
from pacts_daemon.cli.console.display import show, table
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import plain, print_json_line
from pacts_daemon.cli.console.render import narrowed_by, selector_text
from pacts_daemon.cli.release.stored import Judged, Release
from pacts_daemon.locate.release.impact import BREAKING, Fate

_STYLES: Final = {
    Fate.WORKS: "green",
    Fate.ALTERNATIVE: "yellow",
    Fate.HEALED: "bold yellow",
    Fate.HIDDEN: "bold yellow",
    Fate.REFUSED: "bold red",
    Fate.GONE: "bold red",
    Fate.WRONG: "bold red",
}


def show_table(release: Release) -> None:
    """Print a row for each entry, the broken ones first."""
    rows = table("verdict", "page", "element", "narrowed by", "first selector", "why")
    for one in sorted(release.judged, key=lambda one: one.fate not in BREAKING):
        rows.add_row(
            Text(one.fate, _STYLES.get(one.fate, "bold")),
            Text(one.query.page),
            Text(one.query.element),
            Text(narrowed_by(one.query)),
            selector_text(one.selectors[0][0]) if one.selectors else "",
            _why(one),
        )
    counts = ", ".join(f"{count} {fate}" for fate, count in _counts(release).items())
    show(rows, f"{counts or 'no entries'}; {release.elsewhere} not on this page")


def print_lines(release: Release) -> None:
    """Print a JSON line for each entry, and one for the sum."""
    for one in release.judged:
        print_json_line(_fields(one))
    print_json_line({"verdicts": _counts(release), "elsewhere": release.elsewhere})


def write_junit(release: Release, path: Path, suite_name: str) -> None:
    """Write a test case for each entry; what breaks failed, what is not known was skipped.

    Raises:
        UsageError: the file cannot be written.
    """
    suite = junitparser.TestSuite(suite_name)
    for one in release.judged:
        query = one.query
        case = junitparser.TestCase(_xml(query.element), _xml(f"{query.environment} {query.page}"))
        case.result = _result(one)
        suite.add_testcase(case)
    report = junitparser.JUnitXml()
    report.add_testsuite(suite)
    report.update_statistics()
    try:
        report.write(str(path), pretty=True)
    except OSError as error:
        raise UsageError("junit", f"{path}: {error.strerror}") from None


def _result(one: Judged) -> list[FinalResult]:
    message = _xml(f"{one.fate}: {one.detail}")
    if one.fate in BREAKING:
        failure = junitparser.Failure(message, one.fate)
        failure.text = _xml(_why(one).plain)
        return [failure]
    if one.fate in {Fate.AMBIGUOUS, Fate.UNKNOWN}:
        return [junitparser.Skipped(message, one.fate)]
    return []


def _why(one: Judged) -> Text:
    lines = [one.detail] if one.detail else []
    if one.fate is Fate.HEALED and one.healing is not None:
        made = (selector_fields(selector) for selector in one.healing.selectors)
        lines += [" ".join(str(value) for value in fields.values()) for fields in made]
    return Text("\n".join(lines))


def _fields(one: Judged) -> dict[str, object]:
    healing = one.healing
    query = {name: value for name, value in plain(one.query).items() if value}
    return {
        **query,
        "verdict": one.fate,
        "detail": one.detail,
        "old": one.old or None,
        "outcome": healing.outcome if healing else None,
        "xpath": healing.xpath if healing else None,
        "stored": [{**plain(selector), "state": state} for selector, state in one.selectors],
        "selectors": [selector_fields(made) for made in healing.selectors] if healing else [],
    }


def _counts(release: Release) -> dict[str, int]:
    counted = Counter(one.fate for one in release.judged)
    return {fate.value: counted[fate] for fate in Fate if counted[fate]}


def _xml(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c.isprintable())
