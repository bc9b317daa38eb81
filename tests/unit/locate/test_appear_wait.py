"""How long an element is waited for: by the clock alone, and on scripted pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

import pytest

from pacts_daemon.core.live_page import Network
from pacts_daemon.core.model import Draft, MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.appear_wait import AppearWait
from tests.unit.locate.scripted import (
    BUSY,
    PATIENT,
    QUIET,
    UNKNOWN,
    KeptSteps,
    ScriptedCapture,
    ScriptedFrame,
    ScriptedPage,
    asked,
    discovered,
)

LOADING = "<h1>Account</h1><p>Loading</p>"
PAGE = "<h1>Account</h1><button id=save>Save</button>"
MENU = """<h1>Account</h1><button aria-expanded=false aria-controls=more>More</button>
<div id=more hidden=hidden><button>Save</button></div>"""
# Half a minute, which no test waits: what ends is what has settled.
SETTLING = replace(PATIENT, rest_ms=20)


@dataclass
class Seconds:
    now: float = 0

    def __call__(self) -> float:
        return self.now


@dataclass
class Watched:
    """A wait of 3 s for a page that has settled when it has rested for one."""

    def __post_init__(self) -> None:
        self.clock = Seconds(100)
        self.wait = AppearWait(3, 1, self.clock)

    def at(
        self,
        seconds: float,
        capture: bytes = b"same",
        network: Network = QUIET,
        *,
        is_busy: bool = False,
    ) -> bool:
        self.clock.now = 100 + seconds
        self.wait.check_time()
        self.wait.see(capture, network, is_busy=is_busy)
        return self.wait.is_over


def test_wait_for_a_page_that_stays_the_same_ends_when_it_has_rested() -> None:
    watched = Watched()
    assert [watched.at(s) for s in (0, 0.5, 0.9, 1)] == [False, False, False, True]
    assert watched.wait.told() == "waited 1 s: the page had settled after 0 s"


def test_wait_begins_its_rest_anew_with_each_change() -> None:
    watched = Watched()
    assert not watched.at(0)
    assert not watched.at(0.4, b"other")
    assert not watched.at(1.3, b"other")
    assert watched.at(1.4, b"other")
    assert watched.wait.told() == "waited 1.4 s: the page had settled after 0.4 s"


def test_wait_rests_from_the_end_of_the_last_request() -> None:
    watched = Watched()
    assert not watched.at(0)
    assert not watched.at(1.5, network=Network(0.9, inf))
    assert watched.at(1.6, network=Network(1.0, inf))
    assert watched.wait.told() == "waited 1.6 s: the page had settled after 0.6 s"


@pytest.mark.parametrize(
    ("network", "why"),
    [
        (BUSY, "requests were under way"),
        (Network(5, 3.9), "requests of before the tab was attached to may have been under way"),
    ],
    ids=["under way", "not watched for long"],
)
def test_wait_ends_with_its_time_while_requests_may_be_under_way(
    network: Network, why: str
) -> None:
    watched = Watched()
    assert [watched.at(s, network=network) for s in (0, 1, 2.9, 3)] == [False, False, False, True]
    assert watched.wait.told() == f"waited 3 s: the time was up, and {why}"


def test_tab_that_has_been_watched_for_as_long_as_the_wait_may_settle() -> None:
    watched = Watched()
    assert not watched.at(0)
    assert watched.at(1, network=Network(5, 4))


def test_page_that_changes_all_the_time_is_waited_for_until_the_time_is_up() -> None:
    watched = Watched()
    assert not any(watched.at(n / 2, str(n).encode()) for n in range(6))
    assert watched.at(3, b"6")
    assert watched.wait.told() == (
        "waited 3 s: the time was up, and the page had not rested for 1 s"
    )


def test_page_that_says_it_is_busy_rests_once_it_no_longer_does() -> None:
    watched = Watched()
    assert not any(watched.at(seconds, is_busy=True) for seconds in (0, 1, 1.5))
    assert watched.wait.told() == "waited 1.5 s"
    assert not watched.at(2)
    assert watched.at(2.5)
    assert watched.wait.told() == "waited 2.5 s: the page had settled after 1.5 s"


def test_page_that_stays_busy_is_waited_for_until_the_time_is_up() -> None:
    watched = Watched()
    assert watched.at(3, is_busy=True)
    assert watched.wait.told().endswith("the page said that a part of it was busy")


def test_page_that_could_not_be_read_has_not_settled() -> None:
    watched = Watched()
    assert not watched.at(0)
    assert watched.at(1)
    watched.wait.forget()
    assert not watched.wait.is_over
    assert not watched.at(1.2)


async def test_element_that_is_not_there_is_not_found_once_the_page_has_settled() -> None:
    steps, main = KeptSteps(), ScriptedFrame([LOADING, LOADING + "<p>more</p>"])

    missed = await discovered(
        ScriptedPage(main, network=QUIET), asked("Save"), steps=steps, options=SETTLING
    )

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.NOT_FOUND
    assert ": the page had settled after " in missed.waited
    assert "waited" not in missed.detail
    assert steps.notes[-1] == f"attempt {main.captures}: not there, {missed.waited}"


async def test_element_that_a_busy_part_brings_is_found() -> None:
    loading = LOADING.replace("<p>", "<p aria-busy=true>")
    page = ScriptedPage(ScriptedFrame([loading] * 4 + [PAGE]), network=QUIET)

    found = await discovered(page, asked("Save"), options=replace(SETTLING, rest_ms=1))

    assert isinstance(found, Draft), found


async def test_hidden_element_is_told_once_the_page_has_settled() -> None:
    page = ScriptedPage(ScriptedFrame([MENU]), network=QUIET)
    missed = await discovered(page, asked("Save"), options=SETTLING)

    assert isinstance(missed, NotDiscovered)
    assert missed.reason is MissReason.HIDDEN
    assert ": the page had settled after " in missed.waited


async def test_page_whose_selectors_cannot_be_proven_has_not_settled() -> None:
    main = ScriptedFrame([PAGE])
    main.shows = [ScriptedCapture(PAGE, unproven=True)] * 30 + [PAGE]

    draft = await discovered(
        ScriptedPage(main, network=QUIET), asked("Save"), options=replace(SETTLING, rest_ms=1)
    )

    assert isinstance(draft, Draft)


@pytest.mark.parametrize(
    ("network", "why"),
    [(BUSY, "requests were under way"), (UNKNOWN, "requests were under way")],
    ids=["under way", "attached this moment"],
)
async def test_page_with_requests_under_way_is_waited_for_as_long_as_was_asked(
    network: Network, why: str
) -> None:
    options = replace(SETTLING, rest_ms=1)
    page = ScriptedPage(ScriptedFrame([LOADING]), network=network)

    missed = await discovered(page, asked("Save"), options=options, wait_s=0.1)

    assert isinstance(missed, NotDiscovered)
    assert missed.waited.endswith(f": the time was up, and {why}")


async def test_call_that_waits_for_nothing_captures_once() -> None:
    main = ScriptedFrame([LOADING, PAGE])
    missed = await discovered(ScriptedPage(main), asked("Save"), options=PATIENT, wait_s=0)

    assert isinstance(missed, NotDiscovered)
    assert main.captures == 1
    assert ": the time was up, " in missed.waited


async def test_call_that_waits_longer_than_is_set_finds_what_appears_later() -> None:
    main = ScriptedFrame([LOADING] * 20 + [PAGE])
    options = replace(PATIENT, appear_ms=1)

    assert isinstance(await discovered(ScriptedPage(main), asked("Save"), options=options), (
        NotDiscovered
    ))  # fmt: skip
    assert isinstance(
        await discovered(ScriptedPage(main), asked("Save"), options=options, wait_s=30), Draft
    )
