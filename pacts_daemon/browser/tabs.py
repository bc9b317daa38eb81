"""Which of a browser's tabs a caller means."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from pacts_daemon.browser.addresses import safe_url
from pacts_daemon.browser.capture import capture_script
from pacts_daemon.core.content.frames import same_address, without_query
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidPageError, PageTooLargeError, PageUnavailableError
from pacts_daemon.core.model import Drift, PageAccess
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.drift_core import PageSource

# The largest drift there is.
_UNLIKE = 1.0


class EvidenceMeter(Protocol):
    """Says how far a page is from the one in evidence."""

    def source_of(self, fingerprint: bytes) -> PageSource:
        """Return the form of the page that a fingerprint was made from."""

    def fingerprint_html(self, html: bytes) -> bytes:
        """Return the page's fingerprint; raises InvalidPageError and PageTooLargeError."""

    def fingerprint_capture(self, capture: bytes) -> bytes:
        """Return the fingerprint of a capture; raises as `fingerprint_html`."""

    def compare(self, old: bytes, new: bytes) -> Drift:
        """Return the drift between two fingerprints of one source."""


class TabChoice:
    """Chooses by the CDP target, else by URL, and among equals by the page in evidence.

    A tab that drifted from it by more than the policy's threshold is not the caller's. Without a
    meter, evidence tells nothing.
    """

    def __init__(
        self, meter: EvidenceMeter | None = None, policy: InForce[Policy] | None = None
    ) -> None:
        self._meter = meter
        self._policy = policy or InForce(Policy())

    async def choose(self, tabs: Sequence[Page], access: PageAccess) -> Page | None:
        """Return the tab that ``access`` means, None when no tab is it.

        Raises:
            PageUnavailableError: several show the URL, and nothing tells which is meant.
        """
        if access.target_id:
            near = tabs_near(tabs, access.url)
            ids = await asyncio.gather(*(_target_of(tab) for tab in near))
            named = (
                tab for tab, target in zip(near, ids, strict=True) if target == access.target_id
            )
            return next(named, None)
        showing = tabs_at(tabs, access.url)
        if len(showing) < 2:  # noqa: PLR2004
            return next(iter(showing), None)
        return await self._nearest(showing, access)

    async def _nearest(self, tabs: Sequence[Page], access: PageAccess) -> Page:
        """Return the tab with the least drift from the evidence, of equals the newest."""
        said = f"{len(tabs)} tabs show this URL at {safe_url(access.url)}"
        meter = self._meter
        source = meter.source_of(access.evidence) if meter and access.evidence else None
        if meter is None or source not in {PageSource.HTML, PageSource.CAPTURE}:
            raise PageUnavailableError(
                f"{said}: name one by target_id, or send the page's HTML or capture as evidence"
            )
        drifts = [await _drift(tab, access.evidence, source, meter) for tab in tabs]
        least = min(drifts)
        if least > self._policy.now.drift_threshold:
            raise PageUnavailableError(f"{said}, and none of them is the page in evidence")
        return [tab for tab, drift in zip(tabs, drifts, strict=True) if drift == least][-1]


def tabs_at(tabs: Sequence[Page], url: str) -> list[Page]:
    """Return the tabs at exactly this URL, else those that differ in query or fragment alone."""
    exact = [tab for tab in tabs if same_address(tab.url, url)]
    return exact or tabs_near(tabs, url)


def tabs_near(tabs: Sequence[Page], url: str) -> list[Page]:
    return [tab for tab in tabs if same_address(without_query(tab.url), without_query(url))]


async def _target_of(tab: Page) -> str:
    try:
        session = await tab.context.new_cdp_session(tab)
        info = await session.send("Target.getTargetInfo")
        await session.detach()
    except PlaywrightError:
        return ""  # it was closed meanwhile, so it is not the one
    return str(info["targetInfo"]["targetId"])


async def _drift(
    tab: Page, evidence: bytes, source: PageSource | None, meter: EvidenceMeter
) -> float:
    try:
        if source is PageSource.HTML:
            html = (await tab.content()).encode("utf-8", "replace")
            made = await in_page_thread(meter.fingerprint_html, html)
        else:
            capture = str(await tab.evaluate(capture_script())).encode("utf-8", "replace")
            made = await in_page_thread(meter.fingerprint_capture, capture)
    except (PlaywrightError, InvalidPageError, PageTooLargeError):
        return _UNLIKE  # what cannot be read cannot be recognised either
    return meter.compare(evidence, made).drift_ratio
