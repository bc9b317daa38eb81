"""Files that are whole at any time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file, or leave what is there: a reader sees the old one or the new one.

    Args:
        path: the file, in a folder that is there.
        content: what it holds.
        mode: its permissions.

    Raises:
        OSError: it can't be written; nothing is left behind.
    """
    handle, made = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    new = Path(made)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        new.chmod(mode)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
