"""Every miss, refused heal and reported failure says in one word what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import CLASS_OF_REASON, FailureClass, Missed
from pacts_daemon.core.errors import PageChangingError, PageUnavailableError
from pacts_daemon.core.feedback import class_of_report
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import MissReason
from pacts_daemon.core.page_ports import Gate, NotDiscovered, Verification
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, entry


async def missed(house: House) -> Missed:
    answer = await house.resolver.get(QUERY, None, ACCESS)
    assert isinstance(answer, Missed)
    return answer


def test_every_reason_has_a_class() -> None:
    assert set(CLASS_OF_REASON) == set(MissReason)


async def test_discovery_that_knows_more_than_the_reason_is_believed(house: House) -> None:
    house.discovery.result = NotDiscovered(
        MissReason.NOT_FOUND, "Erin's row", said=FailureClass.ANOTHER_RECORD
    )
    assert (await missed(house)).failure_class is FailureClass.ANOTHER_RECORD
    house.discovery.result = NotDiscovered(MissReason.NOT_FOUND, "no Search")
    answer = await house.resolver.resolve(QUERY, ACCESS)
    assert isinstance(answer, Missed)
    assert answer.failure_class is FailureClass.REMOVED


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PageUnavailableError("it did not open"), FailureClass.PAGE_UNREACHABLE),
        (PageChangingError("it keeps changing"), FailureClass.TIMING),
    ],
)
async def test_page_that_keeps_changing_is_told_from_one_that_does_not_open(
    house: House, error: PageUnavailableError, expected: FailureClass
) -> None:
    house.discovery.result = error
    answer = await missed(house)
    assert (answer.reason, answer.failure_class) == (MissReason.PAGE_UNAVAILABLE, expected)


@pytest.mark.parametrize(
    ("is_half_loaded", "expected"), [(False, FailureClass.DRIFT), (True, FailureClass.TIMING)]
)
async def test_page_that_looks_half_loaded_is_timing_and_no_drift(
    house: House, *, is_half_loaded: bool, expected: FailureClass
) -> None:
    house.durable.held[key_of(QUERY)] = entry()
    house.meter.drift = replace(house.meter.drift, unsettled=is_half_loaded)
    answer = await house.resolver.get(QUERY, b"page-9")
    assert isinstance(answer, Missed)
    assert (answer.reason, answer.failure_class) == (MissReason.DRIFTED, expected)


@pytest.mark.parametrize(
    ("matches", "is_same", "failed", "expected"),
    [
        (1, True, None, None),
        (0, None, Gate.UNIQUE, FailureClass.DRIFT),
        (3, None, Gate.UNIQUE, FailureClass.AMBIGUOUS),
        (1, False, None, FailureClass.DRIFT),
        (1, True, Gate.VISIBLE, FailureClass.HIDDEN),
        (1, True, Gate.ENABLED, FailureClass.STATE),
        (1, True, Gate.STABLE, FailureClass.TIMING),
        (1, True, Gate.RECEIVES_EVENTS, FailureClass.OVERLAY),
    ],
)
def test_verification_says_why_it_is_not_right(
    matches: int, *, is_same: bool | None, failed: Gate | None, expected: FailureClass | None
) -> None:
    assert Verification(CSS, matches, is_same, failed).failure_class is expected


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("<div class=cover> intercepts pointer events", FailureClass.OVERLAY),
        (
            "element click intercepted: Element <button> is not clickable at point (3, 4)",
            FailureClass.OVERLAY,
        ),
        (
            "Timeout 30000ms exceeded. waiting for locator('#a'); element is not visible",
            FailureClass.HIDDEN,
        ),
        ("ElementNotInteractableException: element not interactable", FailureClass.HIDDEN),
        ("element is not enabled - waiting...", FailureClass.STATE),
        ("strict mode violation: locator('a') resolved to 2 elements", FailureClass.AMBIGUOUS),
        ("stale element reference: element is not attached", FailureClass.TIMING),
        ("Timeout 30000ms exceeded. waiting for locator('#a')", FailureClass.DRIFT),
        ("no such element: Unable to locate element: #a", FailureClass.DRIFT),
        ("Timed out retrying after 4000ms: expected 3 rows", FailureClass.TIMING),
        ("page.goto: net::ERR_CONNECTION_REFUSED at http://shop", FailureClass.PAGE_UNREACHABLE),
        ("it did not do what I wanted", FailureClass.UNKNOWN),
        ("", FailureClass.UNKNOWN),
    ],
)
def test_report_is_read_by_what_runners_write(why: str, expected: FailureClass) -> None:
    assert class_of_report(why) is expected
