"""The files that lie beside a report: screenshots, traces, downloads."""

from __future__ import annotations

from pathlib import Path


def file_beside(folder: Path, path: str) -> Path | None:
    """Return a file by its path relative to the report; None when there is none.

    Nothing outside of the folder is ever given, whatever a result says.
    """
    try:
        root = folder.resolve()
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
