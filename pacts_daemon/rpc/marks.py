"""Whether a file is still the one that was read."""

from __future__ import annotations

from pathlib import Path

Mark = tuple[int, ...]


def mark_of(path: Path) -> Mark:
    """Return what differs once a file was written, replaced, linked to another or given a mode.

    Empty: there is no such file now.
    """
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
