"""What finding elements asks of the drift core."""

from __future__ import annotations

from typing import Protocol

from pacts_daemon.core.ports import NeighbourhoodMeter
from pacts_daemon.drift_core import Page


class PageReader(NeighbourhoodMeter, Protocol):
    """Reads pages within limits. Every call blocks for about a millisecond."""

    def fingerprint_html(self, html: bytes) -> bytes:
        """Return the page's fingerprint.

        Raises:
            InvalidPageError, PageTooLargeError: the page has none.
        """

    def fingerprint_capture(self, capture: bytes) -> bytes:
        """Return the fingerprint of the page as captured; raises as `fingerprint_html`."""

    def read_capture(self, capture: bytes) -> Page:
        """Parse a page for elements to be found in it; raises as `fingerprint_html`."""
