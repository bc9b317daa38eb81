"""The requests of a page that are under way, as far as they have been watched."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import Final

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request

from pacts_daemon.core.live_page import Network

# They last as long as the page does, or nothing on the page follows from their end.
_ENDLESS: Final = frozenset({"eventsource", "media", "ping", "websocket"})


class PageRequests:
    """Watches a page's requests from now on; holds no reference to the page."""

    def __init__(self, page: Page) -> None:
        self._pending: set[Request] = set()
        self._since = self._changed = monotonic()
        self._is_whole = False
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def network(self) -> Network:
        now = monotonic()
        quiet_s = 0.0 if self._pending else now - self._changed
        return Network(quiet_s, inf if self._is_whole else now - self._since)

    def _began(self, request: Request) -> None:
        if request.resource_type in _ENDLESS:
            return
        if _begins_document(request):
            self._pending.clear()  # what the document before has asked for makes nothing appear
            self._is_whole = True
        self._pending.add(request)
        self._changed = monotonic()

    def _ended(self, request: Request) -> None:
        if request in self._pending:
            self._pending.discard(request)
            self._changed = monotonic()


def _begins_document(request: Request) -> bool:
    if not request.is_navigation_request():
        return False
    try:
        return request.frame.parent_frame is None
    except PlaywrightError:
        return True  # of a window that is only just opening
