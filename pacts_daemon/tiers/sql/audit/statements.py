"""The SQL of the audit: what both databases share, and what Postgres writes beside a change."""

# ruff: noqa: S608 - composed of this file's own constants, never of input
from __future__ import annotations

from functools import lru_cache

from pacts_daemon.tiers.sql.audit.rows import GIVEN, Shape

_OF_AN_ENTRY = "key, app, environment, page, element, version"
_COLUMNS = (
    "recorded_at, who, peer, action, heal_id, trace_id, reason, selector, part, count, "
    f"{_OF_AN_ENTRY}"
)
RECORD = f"""
INSERT INTO audit ({_COLUMNS})
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"""

LIST_RECORDS = f"""
SELECT id, {_COLUMNS} FROM audit WHERE id < $2 AND {{where}} ORDER BY id DESC LIMIT $1"""

# The server's own rules for what may go: `migrations/postgres/0006_audit.sql`.
PURGE_RECORDS = "SELECT id FROM purge_audit($1, {limit})"

# As SQLite does it, where one transaction is one caller's.
OPEN_PURGE = "INSERT INTO audit_purge (one, until_at) VALUES (1, $1)"
CUT_RECORDS = """
DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE recorded_at <= $1 LIMIT {limit})
RETURNING id"""
CLOSE_PURGE = "DELETE FROM audit_purge"

_TYPES = ("timestamptz", "text", "text", "text", "text", "text", "text", "text")
_OWN = ", ".join(_COLUMNS.split(", ")[: len(_TYPES)])
_INSERT = f"INSERT INTO audit ({_OWN}, part, count, {_OF_AN_ENTRY}) SELECT "


@lru_cache(maxsize=256)
def recorded(statement: str, first: int, shape: Shape, noted: str) -> str:
    """Return a statement that records what it returns in the same go.

    Args:
        statement: one that changes rows and returns them.
        first: the number of the first of the values, those of `rows.Recorded.values`.
        shape: which records are made of the rows.
        noted: another part of the statement, which reads from ``changed``.
    """
    own = ", ".join(f"${first + i}::{kind}" for i, kind in enumerate(_TYPES))
    given = ", ".join(f"${first + len(_TYPES) + i}::text" for i in range(len(GIVEN)))
    rows = "changed WHERE NOT removed" if shape is Shape.EACH_ENTRY else "changed"
    each = f"each AS ({_INSERT}{own}, TRUE, 1, {_OF_AN_ENTRY} FROM {rows})"
    summed = (
        f"summed AS ({_INSERT}{own}, FALSE, count(*), {given}, 0 FROM {rows} HAVING count(*) > 0)"
    )
    parts = {
        Shape.ONE: [f"one AS ({_INSERT}{own}, FALSE, 1, {_OF_AN_ENTRY} FROM changed)"],
        Shape.EACH: [each, summed],
        Shape.EACH_ENTRY: [each, summed],
        Shape.SUM: [summed],
        Shape.GIVEN: [f"given AS ({_INSERT}{own}, FALSE, 0, {given}, 0 FROM changed)"],
    }
    beside = ",\n".join([noted, *parts[shape]] if noted else parts[shape])
    return f"WITH changed AS ({statement}),\n{beside}\nSELECT * FROM changed"
