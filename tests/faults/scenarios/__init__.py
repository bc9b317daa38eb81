"""Every scenario, in the order in which they run."""

from __future__ import annotations

from tests.faults.scenario import Scenario
from tests.faults.scenarios import (
    audited,
    both,
    deployments,
    embedded,
    logs,
    postgres,
    redis,
    replicas,
    starts,
    sweeps,
)

ALL: tuple[Scenario, ...] = (
    *redis.SCENARIOS,
    *deployments.SCENARIOS,
    *postgres.SCENARIOS,
    *both.SCENARIOS,
    *replicas.SCENARIOS,
    *starts.SCENARIOS,
    *logs.SCENARIOS,
    *embedded.SCENARIOS,
    *sweeps.SCENARIOS,
    *audited.SCENARIOS,
)
