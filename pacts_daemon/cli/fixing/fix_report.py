"""What ``pacts fix`` prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import typer

from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import complain, print_json
from pacts_daemon.fix.changes import Changes
from pacts_daemon.fix.fixes import Fix, Outcome
from pacts_daemon.fix.report.annotations import annotations_of
from pacts_daemon.fix.report.said import lines_of
from pacts_daemon.fix.report.sarif import sarif_of

_QUIET = frozenset({Outcome.ABSENT, Outcome.BY_NAME})


def give(changes: Changes, *, written: bool, github: bool, as_json: bool) -> None:
    """Print the patch unless it was written, and a line for each place to standard error."""
    if github:
        for annotation in (one for fix in changes.fixes for one in annotations_of(fix)):
            typer.echo(annotation, err=True)
    if as_json:
        print_json(as_plain(changes, written=written))
        return
    for line in (line for fix in _told(changes) for line in lines_of(fix)):
        complain(str(line))
    if not changes.fixes:
        complain("no heal is to be written")
    if not written:
        sys.stdout.buffer.write(changes.patch)
        sys.stdout.buffer.flush()


def as_plain(changes: Changes, *, written: bool) -> Mapping[str, object]:
    """Return changes as JSON has them."""
    return {
        "fixes": [_fix(fix) for fix in changes.fixes],
        "files": sorted(changes.new),
        "written": written,
        "patch": changes.patch.decode("utf-8", "replace"),
    }


def write_sarif(changes: Changes, path: Path) -> None:
    """Write what became of each fix to a file.

    Raises:
        UsageError: it cannot be written.
    """
    log = sarif_of(changes, version("pacts-daemon"))
    try:
        path.write_text(json.dumps(log, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise UsageError("sarif", f"{path}: {error.strerror}") from None


def _told(changes: Changes) -> list[Fix]:
    """Return the fixes that are told of; without any, why there is nothing to do."""
    done = [fix for fix in changes.fixes if fix.outcome not in _QUIET]
    return done or list(changes.fixes)


def _fix(fix: Fix) -> Mapping[str, object]:
    return {
        "element": fix.element,
        "frames": fix.frames,
        "heal_ids": fix.heal_ids,
        "outcome": fix.outcome,
        "reason": fix.reason,
        "new": fix.new,
        "places": [{"path": t.path, "line": t.line, "said": t.said} for t in fix.told],
    }
