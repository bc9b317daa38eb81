"""Fingerprints of web pages and the drift between them; the compiled core of the daemon.

Bytes in, small values out. Every function takes any bytes whatever and answers with a value or with
a :class:`DriftCoreError`; none of them keeps anything between calls, so all are safe to call from
any thread. Calls that read a page release the interpreter lock while they work.

The measure, its rules and its results are described in ``docs/drift.md``.
"""

from typing import Final, final

from pacts_daemon._drift_core._enums import (
    Action,
    ChangeKind,
    DiscoveryOutcome,
    HealOutcome,
    PageSource,
    RecordKeySource,
    RecordKind,
    Strategy,
)
from pacts_daemon._drift_core._frames import ElementState, Frame
from pacts_daemon._drift_core._pages import Description, Discovery, Page, Revealer, Selector
from pacts_daemon._drift_core._pairs import Healing, HealSettings, PagePair
from pacts_daemon._drift_core._parts import Record, RecordKey
from pacts_daemon._drift_core._roles import is_interactive, role_family

__all__ = [
    "DRIFT_THRESHOLD", "Action", "Change", "ChangeKind", "Description", "Discovery",
    "DiscoveryOutcome", "Drift", "DriftCoreError", "ElementState", "FingerprintInfo",
    "Frame", "HealOutcome", "HealSettings", "Healing", "IncompatibleFingerprintError",
    "InvalidFingerprintError",
    "InvalidPageError", "Limits", "Page", "PagePair", "PageSource", "PageTooLargeError",
    "Record", "RecordKey", "RecordKeySource", "RecordKind", "Revealer", "Selector", "Strategy",
    "compare", "compare_neighbourhood", "fingerprint_capture", "fingerprint_dom_snapshot",
    "fingerprint_html", "inspect", "is_interactive", "role_family",
]  # fmt: skip

DRIFT_THRESHOLD: Final[float]
"""0.35: a drift ratio above this means that the page has drifted."""

class DriftCoreError(ValueError):
    """Base of every error raised here; raised itself only for a defect of the core."""

class PageTooLargeError(DriftCoreError):
    """The page passed a limit; the message names the limit, its value and what was counted."""

class InvalidPageError(DriftCoreError):
    """The bytes are no page of the announced kind, or the element asked for is not in it."""

class InvalidFingerprintError(DriftCoreError):
    """The bytes are no fingerprint, or a damaged one."""

class IncompatibleFingerprintError(DriftCoreError):
    """Two fingerprints differ in format, algorithm, rules or source: they cannot be compared."""

@final
class Limits:
    """How large a page may be, every bound inclusive."""

    max_bytes: int
    """Bytes of input."""
    max_nodes: int
    """Elements, shadow roots and frame documents."""
    max_depth: int
    """Ancestors of one element; browsers flatten what is deeper than 512."""
    max_attributes: int
    """Attributes of one element."""

    def __new__(
        cls, max_bytes: int = 33_554_432, max_nodes: int = 500_000, max_depth: int = 1024,
        max_attributes: int = 1024,
    ) -> Limits: ...  # fmt: skip
    def __eq__(self, other: object, /) -> bool: ...

@final
class Drift:
    """How far a page has moved from an older one; all ratios are in 0..1."""

    drift_ratio: float
    """The mean of ``loss`` and ``gain``: 0 for the same structure, 1 for nothing in common."""
    loss: float
    """Share of the old page's features that the new page lacks."""
    gain: float
    """Share of the new page's features that the old page lacked."""
    skeleton: float
    """The drift of tags and their ancestry alone."""
    naming: float
    """The drift of names alone: classes, ids, names, roles and test ids."""
    insufficient: bool
    """One of the pages has fewer than 20 features, so the ratios are no evidence."""
    unsettled: bool
    """The new page looks half loaded (much lost, nothing new, half the nodes): look again."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class FingerprintInfo:
    """What a fingerprint says of itself."""

    algorithm: int
    """1 for a page, 2 for an element's neighbourhood."""
    rules: int
    """Version of the normalisation rules."""
    source: PageSource
    k: int
    """Capacity of the sketch; at most this many features are compared exactly."""
    features: int
    """Distinct features of the page."""
    nodes: int
    """Nodes of the page that counted."""
    root_hash: int
    """64-bit hash of the folded tree: equal for pages without any structural difference."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Change:
    """One changed subtree."""

    kind: ChangeKind
    path: str
    """Where, as tags with ids and classes; in the old page when removed, else in the new one."""
    nodes: int
    """Elements that are on this side only."""
    context: str
    """What a person sees there: role, text or label, and the heading above; may be empty."""

    def __eq__(self, other: object, /) -> bool: ...

def fingerprint_html(html: bytes, limits: Limits | None = None) -> bytes:
    """Return the fingerprint of a page of HTML.

    The page is parsed by the HTML standard's rules as UTF-8 (or as UTF-16 after a byte order mark);
    bytes that do not decode become replacement characters. At most about 4 KiB are returned. The
    same as of :meth:`Page.fingerprint`, which reads all of a page; this takes half of the time.

    Raises:
        InvalidPageError: the page is empty.
        PageTooLargeError: a limit was passed.
    """

def fingerprint_capture(capture: bytes, limits: Limits | None = None) -> bytes:
    """Return the fingerprint of a capture, as :func:`fingerprint_html` does of HTML.

    A capture is one JSON object of parallel arrays, format 1.

    Raises:
        InvalidPageError: the bytes are not such a capture.
        PageTooLargeError: a limit was passed.
    """

def fingerprint_dom_snapshot(snapshot: bytes, limits: Limits | None = None) -> bytes:
    """Return the fingerprint of a ``DOMSnapshot.captureSnapshot`` answer, as JSON.

    It is made as :func:`fingerprint_html` makes one. Documents of frames are part of the page they
    stand in.

    Raises:
        InvalidPageError: the bytes are not such an answer.
        PageTooLargeError: a limit was passed.
    """

def compare(old: bytes, new: bytes) -> Drift:
    """Return the drift from an old page to a new one.

    With A and B the features of the pages, ``loss`` is 1 - |A∩B|/|A|, ``gain`` 1 - |A∩B|/|B|, and
    the drift ratio their mean. Above 1024 features the shares are estimated from bottom-k sketches.

    Raises:
        InvalidFingerprintError: one of them is no fingerprint.
        IncompatibleFingerprintError: they were made in different ways, or are not of pages.
    """

def inspect(fingerprint: bytes) -> FingerprintInfo:
    """Return what a fingerprint of any algorithm says of itself.

    Raises:
        InvalidFingerprintError: the bytes are no fingerprint.
        IncompatibleFingerprintError: its format is of another version.
    """

def compare_neighbourhood(old: bytes, new: bytes) -> float:
    """Return how far apart two surroundings are: 0 the same, 1 nothing in common.

    Half of it is the element and its way to the root, a quarter its siblings, a quarter what it
    holds; parts that are empty in both are left out.

    Raises:
        InvalidFingerprintError: one of them is no fingerprint.
        IncompatibleFingerprintError: made in different ways, or not of neighbourhoods.
    """
