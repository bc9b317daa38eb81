"""Elements looked for in pairs of pages that are each read, parsed and compared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from cachetools import LRUCache

from pacts_daemon import drift_core
from pacts_daemon.app.values import meter_of
from pacts_daemon.cli.batch.fields import answer_of
from pacts_daemon.cli.batch.lines import text_of
from pacts_daemon.cli.batch.names import query_of
from pacts_daemon.cli.batch.pages import ReadPages
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.locate.release.build import Build
from pacts_daemon.settings import Settings

# Half of `MAX_PAGES`, so that each pair's two pages are kept as long as the pair.
MAX_PAIRS: Final = 8

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Pages:
    """The files of a page as it was and as it is."""

    old: Path
    new: Path


class Healer:
    """Answers batch cases; pages that follow each other closely are kept ready."""

    def __init__(self, settings: Settings) -> None:
        self._pages = ReadPages(meter_of(settings))
        self._pairs: LRUCache[tuple[Path, Path], Build] = LRUCache(MAX_PAIRS)

    def answer(self, case: Mapping[str, object], folder: Path) -> Mapping[str, object]:
        """Answer one case of a batch; raises UsageError for a bad one.

        What the element is called may be given, as for a discovery: the heal is refused when the
        words contradict it.
        """
        old, new, xpath = (text_of(case, field) for field in ("old", "new", "xpath"))
        pages = Pages(folder / old, folder / new)
        query = query_of(case) if "element" in case else None
        healing = self.heal(pages.old, pages.new, xpath)
        refused = self.build(pages).objection(xpath, healing, query) if query else None
        return answer_of(healing, self.page(pages.new, "new"), refused)

    def heal(self, old: Path, new: Path, xpath: str) -> drift_core.Healing:
        """Return what became of an element.

        Raises:
            UsageError: a page cannot be read, or the old one has no such element.
        """
        try:
            return self.build(Pages(old, new)).heal(xpath)
        except drift_core.DriftCoreError as error:
            raise UsageError("xpath", str(error)) from None

    def build(self, pages: Pages) -> Build:
        """Return two pages laid over each other.

        Raises:
            UsageError: a page cannot be read.
        """
        key = pages.old, pages.new
        return _kept(self._pairs, key, lambda: Build(*map(self.page, key, ("old", "new"))))

    def page(self, path: Path, field: str) -> drift_core.Page:
        """Return the page in a file; raises UsageError naming ``field`` when it is none."""
        return self._pages.page(path, field)


def _kept(kept: LRUCache[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    if key not in kept:
        kept[key] = make()
    return kept[key]
