"""Every scenario, in the order in which they run."""

from __future__ import annotations

from tests.faults.scenario import Scenario
from tests.faults.scenarios import postgres, redis

ALL: tuple[Scenario, ...] = (*redis.SCENARIOS, *postgres.SCENARIOS)
