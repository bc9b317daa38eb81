"""An element that was found again is served, kept back or refused by the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import Found, Missed
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.feedback import Effect, Report
from pacts_daemon.core.heal.model import HealMode, HealRules, HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import (
    Before,
    Descriptor,
    Draft,
    ElementQuery,
    Entry,
    MissReason,
    Relocation,
    Selector,
    Strategy,
    Verdict,
    Way,
)
from pacts_daemon.core.page_ports import NotDiscovered
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, entry

KEY = key_of(QUERY)
NEW = Selector(Strategy.CSS, "#find")
HOW = Relocation(Way.DESCRIPTOR, Verdict.CHANGED, 0.9, 0.5, (("name", 3.0), ("id", -1.0)), "/html")
HEALED = Draft(
    QUERY, (NEW,), Descriptor("button", "button", "Find"), place="/html/x", relocation=HOW
)


def healing(house: House, mode: HealMode = HealMode.AUTO, **rules: float) -> Entry:
    house.rules = HealRules(mode, **rules)  # type: ignore[arg-type]
    known = entry(snapshot_id=b"page", place="/html/y")
    house.durable.held[KEY] = known
    house.durable.snapshots[b"page"] = b"squeezed"
    house.discovery.result = HEALED
    return known


async def test_heal_with_auto_is_served_on_probation_and_recorded(house: House) -> None:
    known = healing(house)
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(found, Found)
    heal = house.log.only()
    assert (heal.state, heal.old, heal.new, heal.trace_id) == (
        HealState.PROBATION, known, HEALED, "trace",
    )  # fmt: skip
    assert found.entry.heal_id == heal.id
    assert found.entry.selectors == (NEW,)


async def test_heal_hands_the_stored_page_to_discovery(house: House) -> None:
    known = healing(house)
    await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert house.discovery.before == Before(known, b"squeezed")


async def test_heal_with_quarantine_is_recorded_and_not_served(house: House) -> None:
    healing(house, HealMode.QUARANTINE)
    missed = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.QUARANTINED
    assert missed.heal_id == house.log.only().id
    assert KEY not in house.durable.held


async def test_discovery_of_a_quarantined_element_does_not_go_around_it(house: House) -> None:
    healing(house, HealMode.QUARANTINE)
    await house.resolver.resolve(QUERY, ACCESS, CSS)
    missed = await house.resolver.get(QUERY, access=ACCESS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.QUARANTINED
    assert house.discovery.calls == 1


async def test_heal_with_off_leaves_the_entry_and_says_so(house: House) -> None:
    known = healing(house, HealMode.OFF)
    missed = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.HEAL_REFUSED
    assert house.durable.held[KEY] == known
    assert house.discovery.calls == 0
    assert house.counters.misses == 1


async def test_drift_with_off_drops_the_entry_and_does_not_look(house: House) -> None:
    healing(house, HealMode.OFF)
    missed = await house.resolver.get(QUERY, b"page-2", ACCESS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.HEAL_REFUSED
    assert KEY not in house.durable.held
    assert house.discovery.calls == 0


@pytest.mark.parametrize("kept", [(CSS,), (NEW, CSS)])
async def test_element_that_its_first_selector_still_finds_is_no_heal(
    house: House, kept: tuple[Selector, ...]
) -> None:
    healing(house, HealMode.QUARANTINE)
    house.discovery.result = replace(HEALED, selectors=kept)
    found = await house.resolver.get(QUERY, b"page-2", ACCESS)

    assert isinstance(found, Found)
    assert not house.log.held


async def test_rejected_heal_is_never_made_again(house: House) -> None:
    healing(house)
    await house.resolver.resolve(QUERY, ACCESS, CSS)
    await house.desk.reject(house.log.only().id, "wrong button")
    house.discovery.result = replace(HEALED, selectors=(CSS, NEW))
    missed = await house.resolver.get(QUERY, access=ACCESS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.HEAL_REFUSED
    assert "wrong button" in missed.detail
    assert KEY not in house.durable.held


async def test_passes_promote_a_heal(house: House) -> None:
    healing(house, promote_after_passes=2)
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert isinstance(found, Found)
    report = Report(QUERY, found.entry.version)

    assert (await house.feedback.report(report))[0] is Effect.PROMOTED
    assert house.log.only().state is HealState.PROBATION
    effect, version = await house.feedback.report(report)
    assert (effect, house.log.only().state) == (Effect.PROMOTED, HealState.PROMOTED)
    stored = house.durable.held[KEY]
    assert isinstance(stored, Entry)
    assert (stored.heal_id, stored.version) == ("", version)


async def test_pass_that_meets_another_is_counted_too(house: House) -> None:
    healing(house)
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert isinstance(found, Found)
    house.log.conflicts = 1
    await house.feedback.report(Report(QUERY, found.entry.version))

    assert house.log.only().passes == 1


async def test_pass_of_a_rejected_heal_does_not_trust_it(house: House) -> None:
    healing(house)
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert isinstance(found, Found)
    heal = house.log.only()
    house.log.held[heal.id] = replace(heal, state=HealState.REJECTED)
    effect, _ = await house.feedback.report(Report(QUERY, found.entry.version))

    assert effect is Effect.EVICTED
    assert house.log.only().state is HealState.REJECTED
    assert KEY not in house.durable.held


async def test_heal_reads_its_history_once(house: House) -> None:
    healing(house)
    await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert len([call for call in house.log.calls if call.startswith("heals_of")]) == 1


async def test_failure_on_probation_rejects_the_heal_and_evicts(house: House) -> None:
    healing(house)
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert isinstance(found, Found)
    effect, _ = await house.feedback.report(Report(QUERY, found.entry.version, NEW))

    assert effect is Effect.EVICTED
    assert house.log.only().state is HealState.REJECTED
    assert KEY not in house.durable.held


async def test_heals_beyond_the_budget_are_refused(house: House) -> None:
    healing(house, budget=1, budget_window_s=60)
    await house.resolver.resolve(QUERY, ACCESS, CSS)
    missed = await house.resolver.resolve(QUERY, ACCESS, NEW)
    assert isinstance(missed, Missed)
    assert "budget of 1" in missed.detail

    house.clock.turn(61)
    house.discovery.result = replace(HEALED, selectors=(CSS,))
    assert isinstance(await house.resolver.resolve(QUERY, ACCESS, NEW), Found)


async def test_heals_that_find_nothing_close_the_page_for_a_while(house: House) -> None:
    healing(house, futile_after=2, futile_cooldown_s=60)
    house.discovery.result = NotDiscovered(MissReason.NOT_FOUND, "nothing")
    for name in ("one", "two", "three"):
        query = replace(QUERY, element=name)
        house.durable.held[key_of(query)] = entry(query)
        missed = await house.resolver.resolve(query, ACCESS, CSS)
    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.HEAL_REFUSED
    assert house.discovery.calls == 2

    house.clock.turn(61)
    missed = await house.resolver.resolve(query, ACCESS, CSS)
    assert isinstance(missed, Missed)
    assert missed.verdict is Verdict.GONE


async def test_heal_without_a_place_for_its_record_is_not_served_in_quarantine(
    house: House,
) -> None:
    healing(house, HealMode.QUARANTINE)
    house.log.down = True
    with pytest.raises(TierUnavailableError):
        await house.resolver.resolve(QUERY, ACCESS, CSS)
    assert KEY not in house.durable.held


async def test_heal_without_a_place_for_its_record_is_served_unsaved_in_auto(house: House) -> None:
    healing(house)
    house.log.down = True
    found = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(found, Found)
    assert found.entry.version == 0


MODES = {
    ("shop", "prod"): HealMode.OFF,
    ("shop", "*"): HealMode.QUARANTINE,
    ("*", "prod"): HealMode.QUARANTINE,
}


@pytest.mark.parametrize(
    ("app", "environment", "mode"),
    [
        ("shop", "prod", HealMode.OFF),
        ("shop", "test", HealMode.QUARANTINE),
        ("wiki", "prod", HealMode.QUARANTINE),
        ("wiki", "test", HealMode.AUTO),
    ],
)
def test_mode_of_a_query_is_the_most_particular_one(
    app: str, environment: str, mode: HealMode
) -> None:
    assert HealRules(modes=MODES).mode_of(ElementQuery(app, environment, "p", "e")) is mode
