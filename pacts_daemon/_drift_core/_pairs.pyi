"""Two pages laid over each other, and elements found again."""

from collections.abc import Sequence
from typing import final

from pacts_daemon._drift_core import Limits
from pacts_daemon._drift_core._enums import HealOutcome
from pacts_daemon._drift_core._pages import Page, Selector

@final
class PagePair:
    """An old and a new page with the elements that are certainly the same, found once.

    One pair serves all elements that are looked for. Cannot be stored.
    """

    def __new__(cls, old: Page, new: Page) -> PagePair: ...
    @staticmethod
    def from_html(
        old: bytes,
        new: bytes,
        limits: Limits | None = None,
        test_ids: Sequence[str] | None = None,
    ) -> PagePair:
        """Parse two pages of HTML as :meth:`Page.from_html` does, large ones in two threads.

        Raises:
            InvalidPageError: a page is empty.
            PageTooLargeError: a limit was passed.
        """

    def heal(self, xpath: str, settings: HealSettings | None = None) -> Healing:
        """Return what became of the element at an absolute XPath of the old page.

        Raises:
            InvalidPageError: no element is at that path.
        """

@final
class Healing:
    """What became of an element, and why."""

    outcome: HealOutcome
    xpath: str | None
    """Absolute path in the new page; None when absent or ambiguous."""
    selectors: list[Selector]
    """Best first; empty when absent or ambiguous."""
    confidence: float
    """0..1, how sure it is that ``nearest`` is the element."""
    margin: float
    """0..1, how much surer than of any other element of either page."""
    nearest: str | None
    """Path of the element that came nearest, near enough or not; None when nothing was alike."""
    evidence: list[tuple[str, float]]
    """What spoke for ``nearest``, above 0, and against it, below 0, in nats."""
    of_other_record: str | None
    """Path of an element that would be it, if it did not belong to another record."""
    runner_up: str | None
    """Path of the next best element of the new page."""
    runner_up_evidence: list[tuple[str, float]]
    """What spoke for and against that one."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class HealSettings:
    """When a pair gives an answer, and how evidence counts; None is the usual value."""

    def __new__(
        cls,
        accept: float | None = None,
        margin: float | None = None,
        identity: float | None = None,
        settled: float | None = None,
        scales: tuple[float, float, float, float, float, float] | None = None,
    ) -> HealSettings:
        """Set the least evidence, the lead over rivals, the least evidence of the element itself.

        All three are in nats. ``settled`` is the share of names that are still there below which
        the place may do. ``scales`` multiply the weights of attributes, names, kinds, neighbours,
        containers and content.
        """

    def __eq__(self, other: object, /) -> bool: ...
