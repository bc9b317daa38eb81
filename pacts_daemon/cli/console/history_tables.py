"""Audit records as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

import pacts
from pacts_daemon.cli.commands.heal_ids import SHOWN
from pacts_daemon.cli.console.display import show, table, terminal_width
from pacts_daemon.cli.console.render import page_tail

_STYLES = {
    pacts.AuditAction.SAVED: "green",
    pacts.AuditAction.DISCOVERED: "green",
    pacts.AuditAction.HEALED: "cyan",
    pacts.AuditAction.EVICTED: "red",
    pacts.AuditAction.INVALIDATED: "red",
    pacts.AuditAction.HEAL_REJECTED: "red",
    pacts.AuditAction.HEAL_REFUSED: "yellow",
    pacts.AuditAction.POLICY_CHANGED: "magenta",
}
# As in the table of heals, with the columns of a record.
_OTHER_COLUMNS = 70
_LEAST = 20


def give_records(records: Sequence[pacts.AuditRecord]) -> None:
    """Print records: a row each, in a terminal with why and what of in a line below."""
    width = terminal_width()
    rows = table("when", "who", "action", "version", "what")
    for record in records:
        rows.add_row(
            f"{record.recorded_at.astimezone():%Y-%m-%d %H:%M:%S}",
            record.who,
            Text(record.action.value.replace("_", " "), _STYLES.get(record.action, "")),
            _versions(record),
            Text(" " if width is None else "\n").join(_what(record, width)),
        )
    show(rows, f"{len(records)} records")


def _versions(record: pacts.AuditRecord) -> str:
    if not record.version_before and not record.version_after:
        return ""
    return f"{record.version_before} -> {record.version_after}"


def _what(record: pacts.AuditRecord, width: int | None) -> Iterator[Text]:
    room = None if width is None else max(width - _OTHER_COLUMNS, _LEAST)
    named = "/".join(filter(None, (record.app, record.environment)))
    page = page_tail(record.page, room) if record.page else ""
    whose = f"{named} {page}".strip()
    if record.element:
        yield Text(record.element, "bold")
    if record.count and not record.version_before and not record.version_after:
        yield Text(f"{record.count:,} at once", "bold")
    if whose:
        yield Text(whose, "dim")
    if record.selector:
        yield Text(record.selector)
    if record.reason:
        yield Text(record.reason, "italic")
    if record.heal_id:
        yield Text(f"heal {record.heal_id[:SHOWN]}", "dim")
