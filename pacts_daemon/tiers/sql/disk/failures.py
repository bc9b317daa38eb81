"""What SQLite and the disk say of a file, told with the path and what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from pacts_daemon.core.errors import TierRefusedError, TierUnavailableError
from pacts_daemon.core.model import TierName

NAME: Final = TierName("sqlite")

_BUSY = "another process goes on writing to it: only `pacts` and backups of SQLite should"
_READ_ONLY = (
    "give this user the right to write the file and its folder, or serve what is known with "
    "PACTS_FROZEN=true"
)
_FULL = "free some space on its disk; what it holds is still served"
_DAMAGED = "it is damaged: move it away, with its -wal and -shm, or put a copy back"
_DISK = "its disk or folder does not let it be read or written"
_UNMIGRATED = "run `pacts migrate up`"

_ADVICE: Final = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CANTOPEN: _DISK,
}
_LOSING: Final = (_DAMAGED, _DISK)


def unavailable(path: Path, problem: object, advice: str = "") -> TierUnavailableError:
    """Return the error that names the file, what happened to it, and what helps."""
    return TierUnavailableError(NAME, _said(path, problem, advice), lasting=True)


def unwritable(path: Path, problem: object) -> TierUnavailableError:
    return unavailable(path, problem, _READ_ONLY)


def told(path: Path, error: sqlite3.Error | OSError) -> TierUnavailableError:
    """Return what a caller is told of an error. SQLite answers: another call may be answered."""
    if isinstance(error, OSError):
        return unavailable(path, error)
    code = _code(error)
    advice = _ADVICE.get(code, _UNMIGRATED if "no such table" in str(error) else "")
    return TierRefusedError(NAME, _said(path, error, advice), lasting=advice != _BUSY)


def is_lost(error: sqlite3.Error | OSError) -> bool:
    """Return whether a connection that met the error is of no more use.

    One that could not write goes on reading, and writes when there is room again.
    """
    if isinstance(error, OSError):
        return True
    is_unwritten = _extended_code(error) == sqlite3.SQLITE_IOERR_WRITE
    return _ADVICE.get(_code(error)) in _LOSING and not is_unwritten


def _said(path: Path, problem: object, advice: str) -> str:
    return f"{path}: {problem}; {advice}" if advice else f"{path}: {problem}"


def _code(error: sqlite3.Error) -> int:
    return _extended_code(error) & 0xFF


def _extended_code(error: sqlite3.Error) -> int:
    """Return the result code; errors of the module itself have none."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
