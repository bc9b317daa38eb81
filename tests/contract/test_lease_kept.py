"""A lease of a database is kept while its holder works, and lost soon after it died."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.backends.harnesses import DurableHarness

TTL_S = 1.5


@pytest.mark.parametrize("durable", ["sqlite", "postgres"], indirect=True)
async def test_lease_is_kept_while_the_block_goes_on_and_lost_soon_after_its_holder_died(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    lease = tier.lease("discover", TTL_S)
    assert await lease.__aenter__()
    durable.clock.turn(1)
    await asyncio.sleep(TTL_S / 2)
    durable.clock.turn(1)
    async with tier.lease("discover", TTL_S) as other:
        assert other is False

    lease._keeping.cancel()  # type: ignore[attr-defined]
    durable.clock.turn(2)
    async with tier.lease("discover", TTL_S) as other:
        assert other is True
