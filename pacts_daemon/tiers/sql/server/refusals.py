"""What Postgres refused, in words that say what to do."""

from __future__ import annotations

import re

import asyncpg

_MISLAID = (asyncpg.DuplicatePreparedStatementError, asyncpg.InvalidSQLStatementNameError)
_DENIED = re.compile(r"permission denied for (table|schema) (\w+)")


def told(error: asyncpg.PostgresError) -> str:
    """Return the problem, and what mends it where that is known."""
    problem = str(error) or type(error).__name__
    hint = _hint(error)
    return f"{problem}; {hint}" if hint else problem


def _hint(error: asyncpg.PostgresError) -> str:
    match error:
        case asyncpg.UndefinedTableError():
            return "run `pacts migrate up`"
        case asyncpg.InsufficientPrivilegeError():
            return f"{_wanted(str(error))}: deploy/postgres/role.sql grants it"
        case asyncpg.ReadOnlySQLTransactionError():
            return "the database is read-only, as a standby is: lookups go on, nothing is saved"
    if isinstance(error, _MISLAID):
        return "a pooler lends sessions by the transaction: set postgres.statement_cache_size to 0"
    return ""


def _wanted(problem: str) -> str:
    denied = _DENIED.search(problem)
    match denied and denied.groups():
        case ("schema", _):
            return "the role needs USAGE on it, and CREATE to migrate it"
        case (_, "schema_migrations"):
            return "the role needs SELECT on it, and to own it to migrate"
        case (_, "audit"):
            return "the role needs SELECT and INSERT on it"
        case (_, _):
            return "the role needs SELECT, INSERT, UPDATE and DELETE on it"
    return "the role lacks a right"
