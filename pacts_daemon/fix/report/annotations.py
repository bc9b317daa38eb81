"""What GitHub shows beside a change."""

from __future__ import annotations

from collections.abc import Iterator

from pacts.pytest_plugin.commands import escaped, escaped_place
from pacts_daemon.fix.fixes import Fix
from pacts_daemon.fix.report.said import lines_of


def annotations_of(fix: Fix) -> Iterator[str]:
    """Yield a workflow command for each place of a fix in a file."""
    for line in lines_of(fix):
        if line.path:
            kind = "warning" if line.is_refusal else "notice"
            title = "a heal that is not written" if line.is_refusal else "a healed locator"
            place = f"file={escaped_place(line.path)},line={line.line},title={title}"
            yield f"::{kind} {place}::{escaped(line.text)}"
