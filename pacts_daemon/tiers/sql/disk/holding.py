"""One daemon a file: an operating system's lock, which ends with the process however it ends."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.tiers.sql.disk.failures import unavailable
from pacts_daemon.tiers.sql.disk.opening import make_folder

# More than a process' number and the longest host name, 255 bytes, take.
_SAID_BYTES = 300


def lock_path(path: Path) -> Path:
    """Return the file that is locked, one whatever links lead to the SQLite file.

    It is another one, because SQLite's own locks are lost when the process closes its file.
    """
    file = path.resolve()
    return file.with_name(f"{file.name}.lock")


@contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a SQLite file for this process while the block runs.

    Args:
        path: the SQLite file; it need not be there yet.
        shared: let others hold it that ask for no more: those that only read. Where nothing may
            be written there is nothing to lock, and no need to.

    Raises:
        InvalidFieldError: another process holds it; names file and process.
        TierUnavailableError: its folder cannot be used, or its file system has no locks.
    """
    handle = _locked(path, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    try:
        if handle is not None:
            _say_holder(lock_path(path), handle)
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def held_or_beside(path: Path) -> Iterator[None]:
    """Hold a SQLite file while the block runs, or write beside the one process that does, too.

    Raises:
        InvalidFieldError: others hold it that only read, and would not learn what is written.
        TierUnavailableError: as `held`.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(held(path))
        except InvalidFieldError:
            if _is_shared(path):
                raise
        yield


def _is_shared(path: Path) -> bool:
    try:
        handle = _locked(path, fcntl.LOCK_SH)
    except InvalidFieldError:
        return False
    if handle is not None:
        os.close(handle)
    return True


def _locked(path: Path, kind: int) -> int | None:
    name = lock_path(path)
    try:
        while (handle := _opened(name, kind)) is not None:
            _lock(path, handle, kind)
            if _is_still(name, handle):
                return handle
            os.close(handle)  # removed by its last holder in between
    except OSError as error:
        raise unavailable(path, error) from error
    return None


def _lock(path: Path, handle: int, kind: int) -> None:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = _refusal(path, handle)
        os.close(handle)
        raise problem from None
    except BaseException:
        os.close(handle)
        raise


def _opened(name: Path, kind: int) -> int | None:
    """Return the open lock file, none where there can be none."""
    try:
        make_folder(name.parent)
        return os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        if kind == fcntl.LOCK_EX:
            raise
    try:
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None


def _is_still(name: Path, handle: int) -> bool:
    try:
        return os.path.samestat(name.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _say_holder(name: Path, handle: int) -> None:
    if os.access(name, os.W_OK):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)


def _refusal(path: Path, handle: int) -> InvalidFieldError:
    holder = os.pread(handle, _SAID_BYTES, 0).decode(errors="replace") or "another process"
    problem = (
        f"{path} is open in {holder}: one daemon a file; end that one, or give this one a folder "
        "(--data-dir) of its own, or both one Postgres"
    )
    return InvalidFieldError("data_dir", problem)
