"""What discovery finds on a page that is not the caller's is no answer."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, DriftCheck, MissReason
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, entry
from tests.unit.core.test_resolver import found, missed

KEY = key_of(QUERY)


async def test_get_found_on_another_page_than_the_evidence_misses_and_saves_nothing(
    house: House,
) -> None:
    house.discovery.result = Draft(QUERY, (CSS,), fingerprints=(b"login-page",))
    answer = missed(await house.resolver.get(QUERY, b"page-9", ACCESS))
    assert answer.reason is MissReason.PAGE_DIFFERS
    assert "not the one in evidence: drift ratio 0.500" in answer.detail
    assert not house.durable.held
    assert not house.fast.held


async def test_get_found_by_another_caller_on_another_page_misses(house: House) -> None:
    house.durable.hold(f"discover:{KEY}")
    getting = asyncio.create_task(house.resolver.get(QUERY, b"page-9", ACCESS))
    await asyncio.sleep(0)
    house.durable.held[KEY] = entry(fingerprints=(b"login-page",))
    assert missed(await getting).reason is MissReason.PAGE_DIFFERS


async def test_get_new_element_with_evidence_of_its_page_is_checked(house: House) -> None:
    answer = found(await house.resolver.get(QUERY, b"page-2", ACCESS))
    assert (answer.drift_check, answer.drift_ratio) == (DriftCheck.CHECKED, 0)
