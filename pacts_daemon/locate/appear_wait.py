"""How long an element that is not there is waited for, and why no longer."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from pacts_daemon.core.live_page import Network

_BUSY = "the page said that a part of it was busy"


class AppearWait:
    """Ends when the time is up, or before once the page has settled; times are in seconds.

    A page has settled when its captures have been equal and its network quiet for ``rest_s``, and
    it does not say that a part of it is busy. The network of a page that had been watched for less
    than ``wait_s`` at the start is never taken for quiet: a request from before may be under way.
    """

    def __init__(self, wait_s: float, rest_s: float, now: Callable[[], float] = monotonic) -> None:
        self._wait_s = wait_s
        self._rest_s = rest_s
        self._now = now
        self._started = self._changed = now()
        self._before: bytes | None = None
        self._is_up = self._is_settled = False
        self._settled_s = 0.0
        self._unsettled = "nothing was captured"

    @property
    def is_over(self) -> bool:
        return self._is_up or self._is_settled

    def check_time(self) -> None:
        """End the wait if its time is up."""
        self._is_up = self._now() - self._started >= self._wait_s

    def see(self, capture: bytes, network: Network, *, is_busy: bool = False) -> None:
        """Take in a capture of the page; the wait is over if it has settled."""
        now = self._now()
        if capture != self._before or is_busy:
            self._before, self._changed = capture, now
        last_change_s = max(self._changed, now - network.quiet_s) - self._started
        self._settled_s = max(0.0, last_change_s)
        self._unsettled = _BUSY if is_busy else self._why_unsettled(now, network)
        self._is_settled = not self._unsettled

    def forget(self) -> None:
        """Take the page for one that has changed: it could not be read as it was captured."""
        self._before, self._is_settled = None, False
        self._unsettled = "the page was changing"

    def told(self) -> str:
        """Say how long it has been, and why the wait is over if it is."""
        waited = f"waited {_seconds(self._now() - self._started)}"
        if self._is_settled:
            return f"{waited}: the page had settled after {_seconds(self._settled_s)}"
        return f"{waited}: the time was up, and {self._unsettled}" if self._is_up else waited

    def _why_unsettled(self, now: float, network: Network) -> str:
        if now - self._changed < self._rest_s:
            return f"the page had not rested for {_seconds(self._rest_s)}"
        if network.quiet_s < self._rest_s:
            return "requests were under way"
        if network.watched_s - (now - self._started) < self._wait_s:
            return "requests of before the tab was attached to may have been under way"
        return ""


def _seconds(seconds: float) -> str:
    return f"{round(seconds, 1):g} s"
