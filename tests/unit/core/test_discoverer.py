"""One look at a time, across replicas too."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from pacts_daemon.core import discoverer
from pacts_daemon.core.answers import Hidden
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import (
    Before,
    Draft,
    ElementQuery,
    Entry,
    MissReason,
    PageAccess,
)
from pacts_daemon.core.page_ports import Located, NotDiscovered
from pacts_daemon.core.policy import Policy
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, QUERY, entry

KEY = key_of(QUERY)
LEASE = f"discover:{KEY}"


async def test_find_saves_what_was_discovered(house: House) -> None:
    assert await house.discoverer.find(QUERY, ACCESS) == Located(house.durable.held[KEY])  # type: ignore[arg-type]
    assert not house.durable.leased


async def test_find_while_other_replica_looks_takes_what_it_saves(house: House) -> None:
    house.durable.hold(LEASE)
    finding = asyncio.create_task(house.discoverer.find(QUERY, ACCESS))
    await asyncio.sleep(0)
    house.durable.held[KEY] = entry(version=8)
    found = await finding
    assert isinstance(found, Located)
    assert found.entry.version == 8
    assert house.discovery.calls == 0


async def test_find_when_other_replica_saves_nothing_looks_itself(house: House) -> None:
    house.durable.hold(LEASE)
    house.policy = Policy(discovery_wait_s=0)
    await house.discoverer.find(QUERY, ACCESS)
    assert house.discovery.calls == 1


async def test_find_while_other_replica_looks_asks_for_the_lease_more_and_more_rarely(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discoverer, "_POLL_S", 0.001)
    asked: list[str] = []
    lease = house.durable.lease

    def counted(name: str, ttl_s: float) -> AbstractAsyncContextManager[bool]:
        asked.append(name)
        return lease(name, ttl_s)

    monkeypatch.setattr(house.durable, "lease", counted)
    house.durable.hold(LEASE)
    finding = asyncio.create_task(house.discoverer.find(QUERY, ACCESS))
    reads = 0
    while len(asked) < 8:
        await asyncio.sleep(0.001)
        reads += 1
    house.durable.held[KEY] = entry(version=8)
    found = await finding
    assert isinstance(found, Located)
    assert found.entry.version == 8
    assert reads > 1.5 * len(asked)


async def test_find_after_other_replica_found_nothing_looks_itself(house: House) -> None:
    house.durable.hold(LEASE)
    finding = asyncio.create_task(house.discoverer.find(QUERY, ACCESS))
    await asyncio.sleep(0)
    house.durable.leased.clear()
    await finding
    assert house.discovery.calls == 1


async def test_find_nothing_saves_nothing(house: House) -> None:
    house.discovery.result = NotDiscovered(MissReason.NOT_FOUND, "no Search")
    assert await house.discoverer.find(QUERY, ACCESS) == house.discovery.result
    assert not house.durable.held


async def test_find_of_a_known_element_that_is_hidden_puts_its_entry_back(house: House) -> None:
    hidden = NotDiscovered(MissReason.HIDDEN, "in a menu", hidden=Hidden((), 0.9, ()))
    house.discovery.result = hidden
    known = entry(version=3, heal_id="ab")
    assert await house.discoverer.find(QUERY, ACCESS, known=known) == hidden
    kept = house.durable.held[KEY]
    assert isinstance(kept, Entry)
    assert (kept.selectors, kept.heal_id) == (known.selectors, "ab")


async def test_find_of_what_is_hidden_and_was_never_known_saves_nothing(house: House) -> None:
    house.discovery.result = NotDiscovered(MissReason.HIDDEN, "in a menu")
    await house.discoverer.find(QUERY, ACCESS)
    assert not house.durable.held


async def test_find_of_what_is_there_by_its_name_shows_that_looking_is_of_use(house: House) -> None:
    """A page that comes late is drift at first, and has the element a moment later, in each run."""
    there, missing = house.discovery.result, NotDiscovered(MissReason.NOT_FOUND, "no Search")
    known = entry(version=3)
    for _ in range(house.rules.futile_after + 1):
        house.discovery.result = missing
        await house.discoverer.find(QUERY, ACCESS, known=known)
        assert house.admission.refusal(known) is None
        house.discovery.result = there
        await house.discoverer.find(QUERY, ACCESS)
    house.discovery.result = missing
    for _ in range(house.rules.futile_after):
        await house.discoverer.find(QUERY, ACCESS, known=known)
    assert house.admission.refusal(known) is not None


async def test_find_with_durable_tier_down_looks_once_and_is_unsaved(house: House) -> None:
    house.durable.down = True
    found = await house.discoverer.find(QUERY, ACCESS)
    assert isinstance(found, Located)
    assert found.entry.version == 0
    assert house.discovery.calls == 1


async def test_find_with_durable_tier_lost_meanwhile_keeps_what_was_found(house: House) -> None:
    scripted = house.discovery

    class Losing:
        async def discover(
            self, query: ElementQuery, access: PageAccess, before: Before | None = None
        ) -> Draft | NotDiscovered:
            house.durable.down = True
            return await scripted.discover(query, access, before)

        async def close(self) -> None: ...

    house.discovery = Losing()  # type: ignore[assignment]
    finder = house.discoverer
    found = await finder.find(QUERY, ACCESS)
    assert isinstance(found, Located)
    assert found.entry.version == 0
    assert scripted.calls == 1


@pytest.mark.parametrize("evidence", [None, b"page-2"])
async def test_discovery_is_told_the_evidence_to_know_the_tab_by(
    house: House, evidence: bytes | None
) -> None:
    await house.discoverer.find(QUERY, ACCESS, evidence=evidence)

    assert house.discovery.access == replace(ACCESS, evidence=evidence or b"")
