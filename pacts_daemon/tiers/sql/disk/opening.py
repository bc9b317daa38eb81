"""How a SQLite file is made and opened: whole, for its owner only, and never another's."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from pacts_daemon.tiers.sql.disk.failures import told, unavailable, unwritable

APPLICATION_ID: Final = int.from_bytes(b"PCTS")
"""What the header of our files says, so that another program's is not taken for ours."""
BESIDE: Final = ("-wal", "-shm")
# SQLite's smallest page: in what is shorter there is no database.
_HEADER_BYTES = 512
# Another process that makes or migrates the file needs a second or two; the ports answer meanwhile,
# and who has it locked for longer is waited for anew.
_LOCK_WAIT_S = 5.0
# SQLite does not wait by itself here; the other one's switch takes milliseconds.
_LOCK_POLL_S = 0.02
_NEVER_MADE = ("there is no such file", "run `pacts migrate up`")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing, for its owner only; one that is there is left alone."""
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)


def make(path: Path) -> None:
    """Make the file where it is missing, whole or not at all, for its owner only.

    A file that is there and empty was therefore emptied, and is no new one.

    Raises:
        TierUnavailableError: it cannot be made, or what it left is still beside it.
        OSError: its folder cannot be used.
    """
    if path.exists():
        return
    make_folder(path.parent)
    left = beside(path, BESIDE[0])
    if left.exists() and left.stat().st_size:
        raise unavailable(path, "it is gone", f"put it back, or begin anew without {left.name}")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _publish(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def _publish(made: Path, path: Path) -> None:
    """Give the file its name, unless another process was first."""
    with suppress(FileExistsError):
        try:
            os.link(made, path)
        except PermissionError:  # a file system without links
            if not path.exists():
                made.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def connect(path: Path, wait_s: float = _LOCK_WAIT_S) -> sqlite3.Connection:
    """Open the file for reading and writing.

    FULL, because an acknowledged save must outlive a power cut; in WAL mode that is one fsync for
    each commit and none for reads.

    Args:
        path: the file.
        wait_s: how long a statement waits for another process that writes.

    Raises:
        TierUnavailableError: it is not there, was emptied, is another program's, or may not be
            written.
        sqlite3.Error: SQLite refuses it.
    """
    check_whole(path)
    if not may_write(path):
        raise unwritable(path, "it may not be written")
    _keep_private(path)
    with _opened(path, "mode=rw", wait_s) as connection:
        check_ours(path, connection)
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def connect_to_read(path: Path, wait_s: float = _LOCK_WAIT_S) -> sqlite3.Connection:
    """Open the file for reading, where nothing may be written too.

    Raises:
        TierUnavailableError: as `connect`, but it need not be writable.
        sqlite3.Error: SQLite refuses it.
    """
    check_whole(path)
    immutable = "" if may_write(path) or _has_log(path) else "&immutable=1"
    with _opened(path, f"mode=ro{immutable}", wait_s) as connection:
        check_ours(path, connection)
    return connection


def _has_log(path: Path) -> bool:
    """Return whether a file that may not be written has a log beside it to be read with it.

    SQLite reads that by what its connections share, which it cannot make there.
    """
    log, shared = (beside(path, suffix) for suffix in BESIDE)
    if not log.exists() or not log.stat().st_size:
        return False
    if not shared.exists():
        problem = f"changes in {log.name} cannot be read where nothing may be written"
        raise unavailable(path, problem, "serve it once where it may be written")
    return True


def may_write(path: Path) -> bool:
    """Return whether this user may write the file, and beside it, as SQLite has to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def check_whole(path: Path, missing: Sequence[str] = _NEVER_MADE) -> os.stat_result:
    """Return what the disk says of a file that is there and not empty.

    Args:
        path: the file.
        missing: what it means that it is not there, and what to do.

    Raises:
        TierUnavailableError: it is not there, or was emptied.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        raise unavailable(path, *missing) from None
    except OSError as error:
        raise told(path, error) from error
    if found.st_size < _HEADER_BYTES:
        advice = "put a copy back, or begin anew by removing it"
        raise unavailable(path, "it was emptied", advice)
    return found


def check_ours(path: Path, connection: sqlite3.Connection) -> None:
    """Raise TierUnavailableError where the tables are another program's."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application == APPLICATION_ID:
        return
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    # Files of the first version do not say whose they are.
    if application or (tables and "schema_migrations" not in tables):
        raise unavailable(path, "it is a database of another program", "name another folder")


def beside(path: Path, suffix: str) -> Path:
    """Return the file that SQLite keeps beside a database."""
    return path.with_name(path.name + suffix)


@contextmanager
def _opened(path: Path, options: str, wait_s: float) -> Iterator[sqlite3.Connection]:
    """Open a file and leave it open, unless the block fails."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=wait_s,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        yield connection
        connection.row_factory = sqlite3.Row
    except BaseException:
        connection.close()
        raise


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL: of two that do so at once SQLite refuses one without waiting."""
    give_up = time.monotonic() + _LOCK_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            time.sleep(_LOCK_POLL_S)
        else:
            return


def _keep_private(path: Path) -> None:
    """Take from others what an earlier version let them do; only an owner can."""
    for file in (path, *(beside(path, suffix) for suffix in BESIDE)):
        with suppress(FileNotFoundError):
            found = file.stat()
            if found.st_mode & _OTHERS and found.st_uid == os.geteuid():
                file.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
