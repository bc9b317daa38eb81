"""The short selection of the fault suite; `make faults` runs all of it."""

from __future__ import annotations

import json

import pytest

from tests.faults.scenario import Scenario, run
from tests.faults.scenarios import ALL, short


@pytest.mark.parametrize("scenario", short.SCENARIOS, ids=lambda one: one.name)
async def test_faults_lose_nothing_and_serve_nothing_stale(scenario: Scenario) -> None:
    row = await run(scenario)
    told = row.described()

    assert row.verdict.operations > 500
    assert row.is_passed, json.dumps(told, indent=2)


def test_scenarios_have_names_of_their_own() -> None:
    names = [one.name for one in ALL]
    assert len(set(names)) == len(names) > 30
