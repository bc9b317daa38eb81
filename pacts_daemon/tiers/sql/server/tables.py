"""The tables of a durable tier, and statements that name them with their schema.

A connection behind a pooler that lends it for one transaction (PgBouncer) has no ``search_path``
to rely on: it may not be given at the start, and a ``SET`` would stay with a session that the next
caller gets. So each statement says where its tables are; SQLite, whose file is the schema, runs the
same statements as they stand.
"""

from __future__ import annotations

import re

TABLES = (
    "audit", "entries", "heals", "incarnations", "leases", "outbox", "schema_migrations",
    "snapshots", "store_state",
)  # fmt: skip
# A column is named by its table alone (`entries.key`), which Postgres resolves without the schema.
_CALLED = ("purge_audit",)
_TABLE = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE)(\s+)({'|'.join((*TABLES, *_CALLED))})\b(?!\.)")


def qualified(statement: str, schema: str) -> str:
    """Return the statement with the schema before each of our tables and functions."""
    return _TABLE.sub(rf'\1\2"{schema}".\3', statement)
