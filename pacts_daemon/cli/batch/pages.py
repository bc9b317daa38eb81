"""Pages in files, each read and parsed once while it is among the latest."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cachetools import LRUCache

from pacts_daemon import drift_core
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.files import read_html_or_capture
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.drift_core import PageContent, PageSource

# A page takes some 17 times its text when parsed. Cases of one page mostly follow each other.
MAX_PAGES: Final = 16


def content_of(path: Path, field: str) -> PageContent:
    """Return the page in a file, HTML or a capture by what it begins with.

    Raises:
        UsageError: it cannot be read, or is no page.
    """
    content, is_capture = read_html_or_capture(path, field)
    return PageContent(PageSource.CAPTURE if is_capture else PageSource.HTML, content, field)


class ReadPages:
    """Pages of HTML or captures, ready for elements to be looked for in them."""

    def __init__(self, meter: drift_core.RustMeter) -> None:
        self._meter = meter
        self._pages: LRUCache[Path, drift_core.Page] = LRUCache(MAX_PAGES)

    def page(self, path: Path, field: str) -> drift_core.Page:
        """Return the page in a file; raises UsageError naming ``field`` when it is none."""
        page = self._pages.get(path)
        if page is None:
            page = self._pages[path] = self._read(path, field)
        return page

    def _read(self, path: Path, field: str) -> drift_core.Page:
        try:
            return self._meter.page(content_of(path, field))
        except InvalidFieldError as error:
            raise UsageError(field, f"{path}: {error.problem}") from None
