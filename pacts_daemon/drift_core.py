"""The only importer of the compiled core: pages, fingerprints and drift, its errors made ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from pacts_daemon import _drift_core
from pacts_daemon._drift_core import (
    DRIFT_THRESHOLD,
    Change,
    Description,
    Discovery,
    DriftCoreError,
    Healing,
    Limits,
    PreparedPage,
    PreparedPair,
    Selector,
    explain_html,
    fingerprint_html,
    heal,
    prepare_capture,
    prepare_html,
    prepare_pair,
)
from pacts_daemon.core.errors import (
    IncompatibleFingerprintsError,
    InvalidFingerprintError,
    InvalidPageError,
    PageTooLargeError,
)
from pacts_daemon.core.model import Drift

__all__ = [
    "DRIFT_THRESHOLD",
    "Change",
    "Description",
    "Discovery",
    "DiscoveryOutcome",
    "DriftCoreError",
    "HealOutcome",
    "Healing",
    "Limits",
    "PageContent",
    "PageSource",
    "PreparedPage",
    "PreparedPair",
    "RustMeter",
    "Selector",
    "compare",
    "explain_html",
    "fingerprint_html",
    "heal",
    "prepare_capture",
    "prepare_html",
    "prepare_pair",
]  # fmt: skip


class PageSource(StrEnum):
    """Which form a page comes in; the names are those of the proto's PageContent."""

    HTML = "html"
    CAPTURE = "capture"
    DOM_SNAPSHOT = "dom_snapshot"


class DiscoveryOutcome(StrEnum):
    """What a page answers to the name of an element."""

    FOUND = "found"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"


class HealOutcome(StrEnum):
    """What became of an element on another version of its page."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as bytes. ``field`` names it in errors."""

    source: PageSource
    content: bytes
    field: str


_FINGERPRINTERS: dict[PageSource, Callable[[bytes, Limits], bytes]] = {
    PageSource.HTML: _drift_core.fingerprint_html,
    PageSource.CAPTURE: _drift_core.fingerprint_capture,
    PageSource.DOM_SNAPSHOT: _drift_core.fingerprint_dom_snapshot,
}


def compare(old: bytes, new: bytes) -> Drift:
    """Return the drift between two fingerprints; raises `DriftCoreError`."""
    drift = _drift_core.compare(old, new)
    return Drift(
        drift_ratio=drift.drift_ratio,
        loss=drift.loss,
        gain=drift.gain,
        skeleton=drift.skeleton,
        naming=drift.naming,
        insufficient=drift.insufficient,
        unsettled=drift.unsettled,
    )


class RustMeter:
    """Makes and compares fingerprints within the limits of the settings."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def fingerprint(self, page: PageContent) -> bytes:
        """Return a page's fingerprint, made in a thread with the GIL released.

        Raises:
            InvalidPageError: the page cannot be read as what it says it is.
            PageTooLargeError: the page is over a limit.
        """
        make = _FINGERPRINTERS[page.source]
        with _errors_of(page.field):
            return await asyncio.to_thread(make, page.content, self._limits)

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
        html = old.source is PageSource.HTML
        explain = _drift_core.explain_html if html else _drift_core.explain_capture
        with _errors_of(new.field):
            return await asyncio.to_thread(
                explain, old.content, new.content, max_changes, self._limits
            )

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
        return PageSource(self.inspect(fingerprint).source)

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

    def compare(self, old: bytes, new: bytes) -> Drift:
        with _errors_of("fingerprint"):
            return compare(old, new)

    def fingerprint_capture(self, capture: bytes) -> bytes:
        """Return the fingerprint of a page's capture; blocks for less than a millisecond.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
        """
        with _errors_of("page"):
            return _drift_core.fingerprint_capture(capture, self._limits)

    def prepare_capture(self, capture: bytes) -> PreparedPage:
        """Make a captured page ready for elements to be looked for in it.

        Raises:
            InvalidPageError, PageTooLargeError: as for `fingerprint`.
        """
        with _errors_of("page"):
            return prepare_capture(capture, self._limits)

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
