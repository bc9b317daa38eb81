"""Pages in files, each read and parsed once while it is among the latest."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cachetools import LRUCache

from pacts_daemon import drift_core
from pacts_daemon.cli.batch.files import read_page
from pacts_daemon.cli.console.failures import UsageError

MAX_PAGES: Final = 16


class PreparedPages:
    """Pages of HTML or captures, ready for elements to be looked for in them."""

    def __init__(self, limits: drift_core.Limits | None = None) -> None:
        self._limits = limits
        self._pages: LRUCache[Path, drift_core.PreparedPage] = LRUCache(MAX_PAGES)

    def page(self, path: Path, field: str) -> drift_core.PreparedPage:
        """Return the page in a file; raises UsageError naming ``field`` when it is none."""
        page = self._pages.get(path)
        if page is None:
            page = self._pages[path] = self._prepare(path, field)
        return page

    def _prepare(self, path: Path, field: str) -> drift_core.PreparedPage:
        content = read_page(path, field)
        is_capture = content.lstrip()[:1] == b"{"
        prepare = drift_core.prepare_capture if is_capture else drift_core.prepare_html
        try:
            return prepare(content, self._limits)
        except drift_core.DriftCoreError as error:
            raise UsageError(field, f"{path}: {error}") from None
