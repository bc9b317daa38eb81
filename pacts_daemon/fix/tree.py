"""The work tree of git that a suite is in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import which


class UnfitTreeError(Exception):
    """Files are not to be changed where they are; the message says why."""


def root_of(folder: Path) -> Path | None:
    """Return the top folder of the work tree that a folder is in, None outside of one."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    return Path(top.rstrip("\n")).resolve() if top else None


def refuse_dirty(root: Path | None, paths: Iterable[str]) -> None:
    """Refuse to change files whose change nobody could tell from others or take back.

    Raises:
        UnfitTreeError: something in the work tree is not committed, a file is not known to git, or
            there is no work tree.
    """
    if root is None:
        raise UnfitTreeError("this is no work tree of git; --allow-dirty writes all the same")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    if changed is None:
        raise UnfitTreeError("git does not tell the state of the work tree")
    unknown = [path for path in paths if not _git(root, "ls-files", "--", path)]
    dirty = [line[3:] for line in changed.splitlines()] + unknown
    if dirty:
        named = ", ".join(dirty[:3]) + (", …" if dirty[3:] else "")
        raise UnfitTreeError(f"not committed: {named}; --allow-dirty writes all the same")


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are there already."""
    for path, content in files.items():
        (root / path).write_bytes(content)


def listed(folder: Path) -> list[Path] | None:
    """Return the files of a folder that git knows or would add; None outside of a work tree."""
    names = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return None if names is None else sorted({folder / one for one in names.split("\0") if one})


def _git(folder: Path, *words: str) -> str | None:
    """Return what git answers, None when it fails or is not there."""
    git = which("git")
    if git is None:
        return None
    command = [git, "-C", str(folder), *words]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - it only reads
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
