"""Pages in files, each read and parsed once while it is among the latest."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cachetools import LRUCache

from pacts_daemon import _drift_core
from pacts_daemon.cli.failures import UsageError
from pacts_daemon.cli.files import read_page

MAX_PAGES: Final = 16


class PreparedPages:
    """Pages of HTML or captures, ready for elements to be looked for in them."""

    def __init__(self, limits: _drift_core.Limits | None = None) -> None:
        self._limits = limits
        self._pages: LRUCache[Path, _drift_core.PreparedPage] = LRUCache(MAX_PAGES)

    def page(self, path: Path, field: str) -> _drift_core.PreparedPage:
        """Return the page in a file; raises UsageError naming ``field`` when it is none."""
        page = self._pages.get(path)
        if page is None:
            page = self._pages[path] = self._prepare(path, field)
        return page

    def _prepare(self, path: Path, field: str) -> _drift_core.PreparedPage:
        content = read_page(path, field)
        is_capture = content.lstrip()[:1] == b"{"
        prepare = _drift_core.prepare_capture if is_capture else _drift_core.prepare_html
        try:
            return prepare(content, self._limits)
        except _drift_core.DriftCoreError as error:
            raise UsageError(field, f"{path}: {error}") from None
