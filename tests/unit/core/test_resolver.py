"""The walk, promise by promise."""

from __future__ import annotations

import pytest

from pacts_daemon.core.answers import Answer, Found, Missed
from pacts_daemon.core.errors import (
    AllTiersUnavailableError,
    OverloadedError,
    PageUnavailableError,
    TierUnavailableError,
)
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import (
    DISCOVERY,
    Descriptor,
    Draft,
    Drift,
    DriftCheck,
    MissReason,
    Outcome,
    Relocation,
    TierName,
    Verdict,
    Way,
)
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.ports import Stale
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, QUERY, ROLE, entry

KEY = key_of(QUERY)
BUTTON = Descriptor(tag="button", role="button", name="Search")
HIT, MISS, STALE, DRIFTED = Outcome.HIT, Outcome.MISS, Outcome.STALE, Outcome.DRIFTED
ERROR, SKIPPED = Outcome.ERROR, Outcome.SKIPPED


def found(answer: Answer) -> Found:
    assert isinstance(answer, Found), answer
    return answer


def missed(answer: Answer) -> Missed:
    assert isinstance(answer, Missed), answer
    return answer


def outcomes(answer: Answer) -> list[Outcome]:
    return [visit.outcome for visit in answer.trail]


async def test_get_known_to_fast_tier_asks_no_other(house: House) -> None:
    house.fast.held[KEY] = entry()
    house.durable.down = True
    answer = found(await house.resolver.get(QUERY))
    assert answer.source == "redis"
    assert outcomes(answer) == [HIT]
    assert answer.drift_check is DriftCheck.NO_EVIDENCE
    assert house.counters.hits == [TierName("redis")]


async def test_get_known_to_durable_tier_warms_fast_one(house: House) -> None:
    house.durable.held[KEY] = entry(version=3)
    resolver = house.resolver
    answer = found(await resolver.get(QUERY))
    assert answer.source == "postgres"
    assert outcomes(answer) == [MISS, HIT]
    await resolver.settled()
    assert found(await house.resolver.get(QUERY)).source == "redis"
    assert house.counters.hits == [TierName("postgres"), TierName("redis")]


async def test_get_unknown_misses_with_reason_and_skipped_discovery(house: House) -> None:
    answer = missed(await house.resolver.get(QUERY))
    assert answer.reason is MissReason.UNKNOWN
    assert outcomes(answer) == [MISS, MISS, SKIPPED]
    assert house.counters.misses == 1
    assert house.discovery.calls == 0


async def test_get_unknown_with_access_discovers_and_saves(house: House) -> None:
    answer = found(await house.resolver.get(QUERY, access=ACCESS))
    assert answer.source == DISCOVERY
    assert answer.entry.version == 1
    assert house.counters.misses == 1
    assert found(await house.resolver.get(QUERY)).source == "redis"


async def test_get_expired_misses_as_expired(house: House) -> None:
    house.durable.held[KEY] = Stale(expired=True, reason="past its retention")
    answer = missed(await house.resolver.get(QUERY))
    assert answer.reason is MissReason.EXPIRED
    assert outcomes(answer) == [MISS, STALE, SKIPPED]


async def test_get_unreadable_bytes_in_fast_tier_answers_from_durable(house: House) -> None:
    house.fast.held[KEY] = Stale(expired=False, reason="format 9")
    house.durable.held[KEY] = entry()
    answer = found(await house.resolver.get(QUERY))
    assert outcomes(answer) == [STALE, HIT]


async def test_get_same_page_reports_no_drift(house: House) -> None:
    house.fast.held[KEY] = entry()
    answer = found(await house.resolver.get(QUERY, b"page-1"))
    assert answer.drift_check is DriftCheck.CHECKED
    assert answer.drift_ratio == 0


async def test_get_drifted_page_drops_entry_everywhere(house: House) -> None:
    house.fast.held[KEY] = entry()
    house.durable.held[KEY] = entry()
    answer = missed(await house.resolver.get(QUERY, b"page-9"))
    assert answer.reason is MissReason.DRIFTED
    assert answer.drift_ratio == 0.5
    assert outcomes(answer) == [DRIFTED, DRIFTED, SKIPPED]
    assert (house.counters.drifts, house.counters.drops, house.counters.misses) == (1, 1, 1)
    assert not house.fast.held
    assert not house.durable.held


async def test_get_drifted_page_with_access_finds_element_again(house: House) -> None:
    house.fast.held[KEY] = entry()
    house.durable.held[KEY] = entry()
    house.discovery.result = Draft(QUERY, (CSS,), fingerprints=(b"page-9",))
    answer = found(await house.resolver.get(QUERY, b"page-9", ACCESS))
    assert answer.source == DISCOVERY
    assert (answer.drift_check, answer.drift_ratio) == (DriftCheck.CHECKED, 0.5)
    assert outcomes(answer) == [DRIFTED, DRIFTED, HIT]
    assert (house.counters.drifts, house.counters.drops) == (1, 1)


@pytest.mark.parametrize("verdict", [Verdict.KEPT, Verdict.MOVED, Verdict.CHANGED])
async def test_get_found_again_after_drift_says_what_became_of_it(
    house: House, verdict: Verdict
) -> None:
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    relocation = Relocation(Way.NAME, verdict, score=0.9, margin=0.5, neighbourhood_drift=0.2)
    made = Draft(QUERY, (CSS,), fingerprints=(b"page-9",), relocation=relocation)
    house.discovery.result = made
    answer = found(await house.resolver.get(QUERY, b"page-9", ACCESS))
    assert (answer.verdict, answer.neighbourhood_drift) == (verdict, 0.2)


async def test_get_not_found_again_after_drift_is_gone(house: House) -> None:
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    house.discovery.result = NotDiscovered(MissReason.NOT_FOUND, "no Search")
    answer = missed(await house.resolver.get(QUERY, b"page-9", ACCESS))
    assert answer.verdict is Verdict.GONE
    assert answer.reason is MissReason.NOT_FOUND


async def test_get_never_known_and_not_found_is_not_called_gone(house: House) -> None:
    house.discovery.result = NotDiscovered(MissReason.NOT_FOUND, "no Search")
    assert missed(await house.resolver.get(QUERY, access=ACCESS)).verdict is None


async def test_get_not_found_says_in_the_trail_alone_how_long_it_waited(house: House) -> None:
    not_there = NotDiscovered(MissReason.NOT_FOUND, "no Search", waited="waited 3 s: time was up")
    house.discovery.result = not_there
    answer = missed(await house.resolver.get(QUERY, access=ACCESS))
    assert answer.trail[-1].reason == "no Search; waited 3 s: time was up"
    assert answer.detail == "no Search"


async def test_get_fast_drifted_but_durable_newer_serves_newer(house: House) -> None:
    house.fast.held[KEY] = entry(version=1)
    house.durable.held[KEY] = entry(version=2, fingerprints=(b"page-9",))
    answer = found(await house.resolver.get(QUERY, b"page-9"))
    assert answer.entry.version == 2
    assert (house.counters.drifts, house.counters.drops) == (0, 0)


@pytest.mark.parametrize(("ratio", "served"), [(0.35, True), (0.350001, False)])
async def test_get_at_threshold_is_served_and_above_is_not(
    house: House, ratio: float, served: bool
) -> None:
    house.meter.drift = Drift(ratio, 0, 0, 0, 0, insufficient=False, unsettled=False)
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    assert isinstance(await house.resolver.get(QUERY, b"page-9"), Found) is served


async def test_get_half_loaded_page_refuses_and_keeps_entry(house: House) -> None:
    house.meter.drift = Drift(0.6, 0.6, 0, 0, 0, insufficient=False, unsettled=True)
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    answer = missed(await house.resolver.get(QUERY, b"page-9"))
    assert answer.reason is MissReason.DRIFTED
    assert house.durable.held
    assert house.counters.drops == 0


async def test_get_insufficient_page_is_served_and_says_so(house: House) -> None:
    house.meter.drift = Drift(0.9, 0, 0, 0, 0, insufficient=True, unsettled=False)
    house.fast.held[KEY] = entry()
    answer = found(await house.resolver.get(QUERY, b"page-9"))
    assert answer.drift_check is DriftCheck.INSUFFICIENT


async def test_get_entry_without_fingerprint_is_served_and_says_so(house: House) -> None:
    house.fast.held[KEY] = entry(fingerprints=())
    answer = found(await house.resolver.get(QUERY, b"page-1"))
    assert answer.drift_check is DriftCheck.NO_BASELINE


async def test_get_evidence_of_other_source_misses_and_keeps_entry(house: House) -> None:
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    answer = missed(await house.resolver.get(QUERY, b"other"))
    assert answer.reason is MissReason.INCOMPARABLE
    assert outcomes(answer) == [STALE, STALE, SKIPPED]
    assert house.durable.held
    assert house.counters.drifts == 0


async def test_get_fast_tier_down_goes_on_from_durable(house: House) -> None:
    house.fast.down = True
    house.durable.held[KEY] = entry()
    answer = found(await house.resolver.get(QUERY))
    assert outcomes(answer) == [ERROR, HIT]
    assert answer.trail[0].reason == "down"


async def test_get_fast_tier_down_and_durable_misses_is_a_miss(house: House) -> None:
    house.fast.down = True
    assert missed(await house.resolver.get(QUERY)).reason is MissReason.UNKNOWN


async def test_get_durable_down_and_fast_misses_is_a_failure(house: House) -> None:
    house.durable.down = True
    with pytest.raises(TierUnavailableError, match="postgres"):
        await house.resolver.get(QUERY)
    assert house.counters.misses == 0


async def test_get_both_tiers_down_names_both(house: House) -> None:
    house.fast.down = house.durable.down = True
    with pytest.raises(AllTiersUnavailableError, match=r"redis: down; postgres: down"):
        await house.resolver.get(QUERY)


async def test_get_both_tiers_down_with_access_still_finds_unsaved(house: House) -> None:
    house.fast.down = house.durable.down = True
    answer = found(await house.resolver.get(QUERY, access=ACCESS))
    assert answer.entry.version == 0
    assert "not saved" in answer.trail[-1].reason


async def test_get_drifted_with_durable_down_is_a_miss_and_drops_nothing(house: House) -> None:
    house.fast.held[KEY] = entry()
    house.durable.down = True
    answer = missed(await house.resolver.get(QUERY, b"page-9"))
    assert answer.reason is MissReason.DRIFTED
    assert house.counters.drops == 0


async def test_get_not_found_by_discovery_says_why(house: House) -> None:
    house.discovery.result = NotDiscovered(MissReason.AMBIGUOUS, "two Save buttons")
    answer = missed(await house.resolver.get(QUERY, access=ACCESS))
    assert answer.reason is MissReason.AMBIGUOUS
    assert answer.detail == "two Save buttons"


async def test_get_page_unavailable_is_a_miss_with_error_in_trail(house: House) -> None:
    house.discovery.result = PageUnavailableError("refused")
    answer = missed(await house.resolver.get(QUERY, access=ACCESS))
    assert answer.reason is MissReason.PAGE_UNAVAILABLE
    assert outcomes(answer)[-1] is ERROR


async def test_resolve_failed_selector_drops_entry_and_looks(house: House) -> None:
    house.fast.held[KEY] = house.durable.held[KEY] = entry()
    answer = found(await house.resolver.resolve(QUERY, ACCESS, failed=ROLE))
    assert answer.source == DISCOVERY
    assert house.counters.drops == 1


async def test_resolve_unrelated_failed_selector_drops_nothing(house: House) -> None:
    house.durable.held[KEY] = entry(selectors=(CSS,))
    await house.resolver.resolve(QUERY, ACCESS, failed=ROLE)
    assert house.counters.drops == 0


async def test_lookups_are_hits_plus_misses_over_any_walk(house: House) -> None:
    await house.resolver.get(QUERY)
    await house.resolver.get(QUERY, access=ACCESS)
    for evidence in (None, b"page-2", b"page-9", b"other", None):
        await house.resolver.get(QUERY, evidence)
    assert len(house.counters.hits) + house.counters.misses == 7


async def test_lookup_that_discovery_fails_is_counted_as_none(house: House) -> None:
    house.discovery.result = OverloadedError()
    with pytest.raises(OverloadedError):
        await house.resolver.get(QUERY, access=ACCESS)
    assert (house.counters.hits, house.counters.misses) == ([], 0)
    house.discovery.result = PageUnavailableError("refused")
    await house.resolver.get(QUERY, access=ACCESS)
    assert house.counters.misses == 1
