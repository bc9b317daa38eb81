"""Heals in real storage, put there as the healer puts them."""

from __future__ import annotations

from dataclasses import replace

from pacts_daemon.core.heal.model import HealRecord, HealState
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.harnesses import RETENTION_S

SERVED = frozenset({HealState.PROBATION, HealState.PROMOTED})


async def put_heal(tier: SqlTier, heal: HealRecord) -> HealRecord:
    """Record a heal; where its state says that it is served, its entry is stored too."""
    await tier.heal_log.record(heal)
    if heal.state in SERVED:
        mark = heal.id if heal.state is HealState.PROBATION else ""
        await tier.save(replace(heal.new, heal_id=mark), retention_s=RETENTION_S)
    return heal
