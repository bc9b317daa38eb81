"""Reports promote, demote and evict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pacts_daemon.core.feedback import Effect, Report
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, NOON, QUERY, ROLE, entry

KEY = key_of(QUERY)


def stored(house: House) -> Entry:
    held = house.durable.held[KEY]
    assert isinstance(held, Entry)
    return held


async def test_report_success_starts_the_entrys_life_again(house: House) -> None:
    house.durable.held[KEY] = entry(failures=2)
    house.clock.turn(3600)
    assert await house.feedback.report(Report(QUERY, 1)) == (Effect.PROMOTED, 2)
    assert stored(house).verified_at == NOON + timedelta(hours=1)
    assert stored(house).expires_at == NOON + timedelta(days=7, hours=1)
    assert (stored(house).successes, stored(house).failures) == (1, 0)


async def test_report_failure_moves_selector_behind_its_alternatives(house: House) -> None:
    house.durable.held[KEY] = entry()
    assert await house.feedback.report(Report(QUERY, 1, CSS)) == (Effect.DEMOTED, 2)
    assert stored(house).selectors == (ROLE, CSS)
    assert house.fast.held[KEY] == stored(house)


async def test_report_failures_in_a_row_evict(house: House) -> None:
    house.durable.held[KEY] = entry()
    effects = [(await house.feedback.report(Report(QUERY, 1, CSS)))[0] for _ in range(4)]
    assert effects == [Effect.DEMOTED, Effect.DEMOTED, Effect.EVICTED, Effect.IGNORED]
    assert KEY not in house.durable.held
    assert house.counters.drops == 1


async def test_report_success_between_failures_keeps_entry(house: House) -> None:
    house.durable.held[KEY] = entry()
    for failed in (CSS, CSS, None, CSS, CSS):
        effect, _ = await house.feedback.report(Report(QUERY, 1, failed))
        assert effect is not Effect.EVICTED
    assert stored(house).failures == 2


async def test_report_on_selectors_that_changed_since_is_ignored(house: House) -> None:
    house.durable.held[KEY] = entry(version=5)
    assert await house.feedback.report(Report(QUERY, 4, CSS)) == (Effect.IGNORED, 5)
    assert stored(house) == entry(version=5)


async def test_report_on_future_version_is_ignored(house: House) -> None:
    house.durable.held[KEY] = entry(version=5)
    assert await house.feedback.report(Report(QUERY, 6)) == (Effect.IGNORED, 5)


async def test_report_on_older_version_of_same_selectors_counts(house: House) -> None:
    house.durable.held[KEY] = replace(entry(version=5), revision=3)
    assert await house.feedback.report(Report(QUERY, 3)) == (Effect.PROMOTED, 6)


async def test_report_without_entry_is_ignored(house: House) -> None:
    assert await house.feedback.report(Report(QUERY, 1)) == (Effect.IGNORED, 0)


async def test_report_that_meets_another_is_applied_after_it(house: House) -> None:
    house.durable.held[KEY] = entry()
    house.durable.conflicts = 2
    assert await house.feedback.report(Report(QUERY, 1)) == (Effect.PROMOTED, 2)
