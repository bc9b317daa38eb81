"""The work of ``pacts fix``: from heals and files to changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pacts
from pacts_daemon.app.values import meter_of
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.options import PAGE_SIZE
from pacts_daemon.cli.console.output import complain
from pacts_daemon.fix import tree
from pacts_daemon.fix.changes import Changes, changes_of
from pacts_daemon.fix.fixes import Fixing, Pages
from pacts_daemon.fix.heals import healed_of
from pacts_daemon.fix.places import Suite
from pacts_daemon.fix.sources.files import read_files
from pacts_daemon.settings import load_settings


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which heals are to be written; no states stand for the promoted ones."""

    app: str = ""
    environment: str = ""
    page: str = ""
    states: frozenset[pacts.HealState] = frozenset()
    shared: bool = False


class Work:
    """The files of a suite, in the work tree that they are in."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        first = paths[0] if paths[0].is_dir() else paths[0].parent
        self._paths = paths
        self._tree = tree.root_of(first)
        self._root = self._tree or Path.cwd()

    def changes(self, client: pacts.Client, wanted: Wanted) -> Changes:
        """Return what is to be written; nothing is."""
        read = read_files(self._paths, self._root)
        for problem in read.unreadable:
            complain(f"not read: {problem}")
        suite = Suite(read.sources)
        where = (wanted.app, wanted.environment)
        heals = list(client.heals.list(*where, wanted.page, page_size=PAGE_SIZE))
        states = wanted.states or frozenset({pacts.HealState.PROMOTED})
        entries = list(client.list_selectors(*where, page_size=PAGE_SIZE)) if heals else []
        pages = Pages(client.heals.pages, meter_of(load_settings()).read_capture)
        fixing = Fixing(suite, entries, pages, shared=wanted.shared)
        return changes_of(fixing.fixes(healed_of(heals, states)), suite)

    def write(self, changes: Changes, *, allow_dirty: bool) -> None:
        """Change the files.

        Raises:
            UsageError: the tree is dirty, and that was not allowed.
        """
        if not changes.new:
            return
        try:
            if not allow_dirty:
                tree.refuse_dirty(self._tree, changes.new)
            tree.write(self._root, changes.new)
        except tree.UnfitTreeError as error:
            raise UsageError("write", str(error)) from None
        except OSError as error:
            raise UsageError("write", f"{error.filename}: {error.strerror}") from None
