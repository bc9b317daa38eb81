"""One daemon for all processes of a run: the first that needs it starts it, the others join."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pacts.session.daemon import started

with suppress(ImportError):  # Windows: `can_share` says so
    import fcntl

_OPEN: Final = "open"
_LOCK: Final = "lock"
_TARGET: Final = "target"


def can_share() -> bool:
    """Say whether processes can share a daemon here: it takes a named pipe and a locked file."""
    return hasattr(os, "mkfifo")


@contextmanager
def daemon_to_share() -> Iterator[Path]:
    """Yield a folder by which other processes `join` one daemon, which ends with the block.

    None is started unless one joins. It ends with this process, too, however that ends.
    """
    with TemporaryDirectory(prefix="pacts-run-", ignore_cleanup_errors=True) as folder:
        pipe = Path(folder) / _OPEN
        os.mkfifo(pipe, 0o600)
        # A daemon lives as long as its input is open to be written, which it is here alone.
        held = os.open(pipe, os.O_RDWR)
        try:
            yield Path(folder)
        finally:
            os.close(held)


def join(folder: Path) -> str:
    """Return the target of the daemon that a run shares by ``folder``; the first call starts it.

    Raises:
        DaemonNotStartedError: it is not installed, or did not start.
    """
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = folder / _TARGET
        if not said.exists():
            with (folder / _OPEN).open("rb", buffering=0) as pipe:
                daemon = started("--ephemeral", stdin=pipe.fileno())
            said.write_text(daemon.target, "utf-8")
            if daemon.process.stdout:
                daemon.process.stdout.close()
            # It outlives this process, which is right: Popen is not to warn of it.
            daemon.process.returncode = 0
        return said.read_text("utf-8")
