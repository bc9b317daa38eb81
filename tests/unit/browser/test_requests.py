"""What is known of a page's requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Any

import pytest

from pacts_daemon.browser.requests import PageRequests


@dataclass
class ScriptedTab:
    """Hands what it is told to those who listen."""

    listeners: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    def on(self, event: str, listener: Callable[[Any], None]) -> None:
        self.listeners[event] = listener

    def tells(self, event: str, request: object) -> None:
        self.listeners[event](request)


@dataclass(frozen=True)
class ScriptedFrame:
    parent_frame: object = None


@dataclass(eq=False)
class ScriptedRequest:
    resource_type: str = "fetch"
    navigates: bool = False
    frame: ScriptedFrame = ScriptedFrame()

    def is_navigation_request(self) -> bool:
        return self.navigates


@pytest.fixture
def tab() -> ScriptedTab:
    return ScriptedTab()


@pytest.fixture
def requests(tab: ScriptedTab) -> PageRequests:
    return PageRequests(tab)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["requestfinished", "requestfailed"])
def test_network_is_quiet_from_the_end_of_the_last_request(
    tab: ScriptedTab, requests: PageRequests, end: str
) -> None:
    first, second = ScriptedRequest(), ScriptedRequest()
    for request in (first, second):
        tab.tells("request", request)
    tab.tells(end, first)
    assert requests.network().quiet_s == 0
    tab.tells(end, second)
    assert 0 < requests.network().quiet_s < requests.network().watched_s


@pytest.mark.parametrize("kind", ["eventsource", "media", "ping", "websocket"])
def test_request_that_lasts_as_long_as_the_page_is_not_under_way(
    tab: ScriptedTab, requests: PageRequests, kind: str
) -> None:
    tab.tells("request", ScriptedRequest(kind))
    assert requests.network().quiet_s > 0


def test_request_from_before_it_was_watched_changes_nothing_when_it_ends(
    tab: ScriptedTab, requests: PageRequests
) -> None:
    tab.tells("request", known := ScriptedRequest())
    tab.tells("requestfinished", ScriptedRequest())
    assert requests.network().quiet_s == 0
    tab.tells("requestfinished", known)
    assert requests.network().quiet_s > 0


def test_page_that_has_been_navigated_is_known_from_its_beginning(
    tab: ScriptedTab, requests: PageRequests
) -> None:
    tab.tells("request", ScriptedRequest())
    document = ScriptedRequest("document", navigates=True)
    tab.tells("request", document)
    tab.tells("requestfinished", document)
    network = requests.network()
    assert network.watched_s == inf
    assert network.quiet_s > 0


def test_frame_that_has_been_navigated_says_nothing_of_the_page(
    tab: ScriptedTab, requests: PageRequests
) -> None:
    inner = ScriptedFrame(parent_frame=ScriptedFrame())
    tab.tells("request", ScriptedRequest("document", navigates=True, frame=inner))
    network = requests.network()
    assert network.watched_s < inf
    assert network.quiet_s == 0
