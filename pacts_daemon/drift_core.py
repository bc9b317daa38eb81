"""The only importer of the compiled core: pages, fingerprints and drift, its errors made ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pacts_daemon import _drift_core
from pacts_daemon._drift_core import (
    DRIFT_THRESHOLD,
    Action,
    Change,
    ChangeKind,
    Description,
    Discovery,
    DiscoveryOutcome,
    DriftCoreError,
    Healing,
    HealOutcome,
    Limits,
    Page,
    PagePair,
    PageSource,
    Selector,
    Strategy,
    is_interactive,
    role_family,
)
from pacts_daemon.core import model
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import (
    IncompatibleFingerprintsError,
    InvalidFingerprintError,
    InvalidPageError,
    PageTooLargeError,
)

__all__ = [
    "DRIFT_THRESHOLD",
    "Action",
    "Change",
    "ChangeKind",
    "Description",
    "Discovery",
    "DiscoveryOutcome",
    "DriftCoreError",
    "HealOutcome",
    "Healing",
    "Limits",
    "Page",
    "PageContent",
    "PagePair",
    "PageSource",
    "RustMeter",
    "Selector",
    "Strategy",
    "compare",
    "discover",
    "is_interactive",
    "role_family",
    "select",
    "selectors_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as bytes. ``field`` names it in errors."""

    source: PageSource
    content: bytes
    field: str


_READERS: dict[PageSource, Callable[[bytes, Limits, Sequence[str] | None], Page]] = {
    PageSource.HTML: Page.from_html,
    PageSource.CAPTURE: Page.from_capture,
    PageSource.DOM_SNAPSHOT: Page.from_dom_snapshot,
}
_FINGERPRINTERS: dict[PageSource, Callable[[bytes, Limits], bytes]] = {
    PageSource.HTML: _drift_core.fingerprint_html,
    PageSource.CAPTURE: _drift_core.fingerprint_capture,
    PageSource.DOM_SNAPSHOT: _drift_core.fingerprint_dom_snapshot,
}


def discover(page: Page, query: model.ElementQuery, *, hidden: bool = False) -> Discovery:
    """Return the element of a page that a query names, or why there is none."""
    action = Action[query.action.name]
    return page.discover(query.element, action, query.scope, query.ordinal, hidden)


def describe(page: Page, path: str, query: model.ElementQuery) -> Description:
    """Return what identifies the element at a path to who asks this query."""
    action = Action[query.action.name]
    return page.describe(path, query.element, query.scope, query.ordinal, action)


def selectors(page: Page, path: str, query: model.ElementQuery) -> tuple[model.Selector, ...]:
    """Return ways to find the element at a path that keep to what this query means."""
    action = Action[query.action.name]
    made = page.selectors(path, query.element, query.scope, query.ordinal, action)
    return selectors_of(made)


def select(page: Page, selector: model.Selector) -> list[str] | None:
    """Return the paths of what a selector matches; None when only a browser can tell."""
    strategy = Strategy[selector.strategy.name]
    return page.select(strategy, selector.value, selector.role, selector.attribute)


def selectors_of(made: Sequence[Selector]) -> tuple[model.Selector, ...]:
    return tuple(
        model.Selector(
            model.Strategy[one.strategy.name], one.value, one.role, one.attribute, one.positional
        )
        for one in made
    )


def compare(old: bytes, new: bytes) -> model.Drift:
    """Return the drift between two fingerprints; raises `DriftCoreError`."""
    drift = _drift_core.compare(old, new)
    return model.Drift(
        drift_ratio=drift.drift_ratio,
        loss=drift.loss,
        gain=drift.gain,
        skeleton=drift.skeleton,
        naming=drift.naming,
        insufficient=drift.insufficient,
        unsettled=drift.unsettled,
    )


class RustMeter:
    """Reads pages, and makes and compares fingerprints, within the limits of the settings.

    ``test_ids`` are the names of attributes that are there for tests; None for the usual ones.
    """

    def __init__(self, limits: Limits, test_ids: Sequence[str] | None = None) -> None:
        self._limits = limits
        self._test_ids = test_ids

    async def fingerprint(self, page: PageContent) -> bytes:
        """Return a page's fingerprint, made in a thread with the GIL released.

        Raises:
            InvalidPageError: the page cannot be read as what it says it is.
            PageTooLargeError: the page is over a limit.
        """
        make = _FINGERPRINTERS[page.source]
        with _errors_of(page.field):
            return await in_page_thread(make, page.content, self._limits)

    def fingerprint_html(self, html: bytes) -> bytes:
        """Return the fingerprint of a page's HTML source; blocks for about a millisecond.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
        """
        with _errors_of("page"):
            return _drift_core.fingerprint_html(html, self._limits)

    async def explain(
        self, old: PageContent, new: PageContent, max_changes: int
    ) -> Sequence[Change]:
        """Return the largest changed subtrees between two pages of the same source.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
            IncompatibleFingerprintsError: the pages come in forms that cannot be explained.
        """
        if old.source is not new.source or old.source is PageSource.DOM_SNAPSHOT:
            raise IncompatibleFingerprintsError(
                "changes are explained between two HTML pages or two captures"
            )
        return await in_page_thread(self._changes, old, new, max_changes)

    def _changes(self, old: PageContent, new: PageContent, max_changes: int) -> Sequence[Change]:
        return self.page(old).changes(self.page(new), max_changes)

    def page(self, content: PageContent) -> Page:
        """Read a page for elements to be found in it.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
        """
        read = _READERS[content.source]
        with _errors_of(content.field):
            return read(content.content, self._limits, self._test_ids)

    def inspect(
        self, fingerprint: bytes, field: str = "evidence.fingerprint"
    ) -> _drift_core.FingerprintInfo:
        """Return what a fingerprint says of itself.

        Raises:
            InvalidFingerprintError: the bytes are not a fingerprint of this version.
        """
        with _errors_of(field):
            return _drift_core.inspect(fingerprint)

    def source_of(self, fingerprint: bytes) -> PageSource:
        return self.inspect(fingerprint).source

    def comparable(self, evidence: bytes, fingerprints: Sequence[bytes]) -> bytes | None:
        wanted = _kind(self.inspect(evidence))
        for fingerprint in fingerprints:
            try:
                kind = _kind(_drift_core.inspect(fingerprint))
            except _drift_core.InvalidFingerprintError:
                continue  # made by another version: as good as none
            if kind == wanted:
                return fingerprint
        return None

    def compare(self, old: bytes, new: bytes) -> model.Drift:
        with _errors_of("fingerprint"):
            return compare(old, new)

    def fingerprint_capture(self, capture: bytes) -> bytes:
        """Return the fingerprint of a page's capture; blocks for less than a millisecond.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
        """
        with _errors_of("page"):
            return _drift_core.fingerprint_capture(capture, self._limits)

    def read_capture(self, capture: bytes) -> Page:
        """Read a captured page for elements to be found in it; raises as `page`."""
        return self.page(PageContent(PageSource.CAPTURE, capture, "page"))

    def compare_neighbourhood(self, old: bytes, new: bytes) -> float | None:
        if not old or not new:
            return None
        try:
            return _drift_core.compare_neighbourhood(old, new)
        except (
            _drift_core.InvalidFingerprintError,
            _drift_core.IncompatibleFingerprintError,
        ):
            return None  # made by another version or from another source: nothing to say


def _kind(info: _drift_core.FingerprintInfo) -> tuple[object, ...]:
    return info.source, info.algorithm, info.rules


@contextmanager
def _errors_of(field: str) -> Iterator[None]:
    try:
        yield
    except _drift_core.PageTooLargeError as error:
        raise PageTooLargeError(field, str(error)) from None
    except _drift_core.InvalidPageError as error:
        raise InvalidPageError(field, str(error)) from None
    except _drift_core.InvalidFingerprintError as error:
        raise InvalidFingerprintError(field, str(error)) from None
    except _drift_core.IncompatibleFingerprintError as error:
        raise IncompatibleFingerprintsError(str(error)) from None
