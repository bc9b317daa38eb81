"""Saves, lookups, reports and invalidation, over real gRPC."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from pacts.v1 import admin_service_pb2, drift_service_pb2, element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import (
    OTHER,
    PAGE,
    Stubs,
    css,
    html,
    open_stubs,
    query,
    settings_in,
)

HIT, MISS, SKIPPED = element_pb2.OUTCOME_HIT, element_pb2.OUTCOME_MISS, element_pb2.OUTCOME_SKIPPED


async def save(stubs: Stubs, **changes: object) -> element_pb2.Entry:
    request = pb.SaveSelectorRequest(query=query(**changes), selectors=[css(), css("main #save")])
    return (await stubs.selector.SaveSelector(request)).entry


async def test_get_after_save_hits_fast_tier_with_everything(stubs: Stubs) -> None:
    saved = await save(stubs)
    answer = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    assert answer.WhichOneof("result") == "found"
    assert [s.value for s in answer.found.selectors] == ["#save", "main #save"]
    assert answer.found.source == "memory"
    assert answer.found.version == saved.version == 1
    assert answer.found.drift_check == element_pb2.DRIFT_CHECK_NO_EVIDENCE
    assert not answer.found.HasField("drift_ratio")
    assert [(v.tier, v.outcome) for v in answer.trail] == [("memory", HIT)]
    assert answer.trail[0].elapsed.nanos > 0


async def test_get_unknown_is_a_normal_answer_with_trail(stubs: Stubs) -> None:
    answer = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    assert answer.miss.reason == element_pb2.MISS_REASON_UNKNOWN
    assert [v.outcome for v in answer.trail] == [MISS, MISS, SKIPPED]
    assert answer.trail[-1].reason


async def test_get_after_clearing_fast_tier_answers_from_durable(stubs: Stubs) -> None:
    await save(stubs)
    await stubs.daemon.fast.clear()
    sources = [
        (await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))).found.source
        for _ in range(2)
    ]
    assert sources == ["sqlite", "memory"]


async def test_get_other_record_of_same_route_shares_entry(stubs: Stubs) -> None:
    await save(stubs)
    other = query(page="https://SHOP.test:443/orders/77#top")
    answer = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=other))
    assert answer.HasField("found")


@pytest.mark.parametrize(
    "changed",
    [{"environment": "prod"}, {"action": element_pb2.ACTION_FILL}, {"scope": "dialog"},
     {"ordinal": 2}, {"frame": "editor"}, {"variant": {"locale": "de"}}, {"app": "blog"}],
    ids=str,
)  # fmt: skip
async def test_get_query_differing_in_any_field_misses(
    stubs: Stubs, changed: dict[str, object]
) -> None:
    await save(stubs)
    answer = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(**changed)))
    assert answer.HasField("miss")


async def test_get_with_fingerprint_of_same_page_reports_no_drift(stubs: Stubs) -> None:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(request)
    made = await stubs.drift.FingerprintPage(
        drift_service_pb2.FingerprintPageRequest(page=html(PAGE).page)
    )
    evidence = element_pb2.Evidence(fingerprint=made.fingerprint)
    answer = await stubs.selector.GetSelector(
        pb.GetSelectorRequest(query=query(), evidence=evidence)
    )
    assert answer.found.drift_check == element_pb2.DRIFT_CHECK_CHECKED
    assert answer.found.drift_ratio == 0


async def test_get_on_replaced_page_drops_entry(stubs: Stubs) -> None:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(request)
    lookup = pb.GetSelectorRequest(query=query(), evidence=html(OTHER))
    drifted = await stubs.selector.GetSelector(lookup)
    assert drifted.miss.reason == element_pb2.MISS_REASON_DRIFTED
    assert drifted.miss.drift_ratio > 0.8
    again = await stubs.selector.GetSelector(lookup)
    assert again.miss.reason == element_pb2.MISS_REASON_UNKNOWN


async def test_batch_answers_in_order_and_keeps_failures_apart(stubs: Stubs) -> None:
    await save(stubs)
    answer = await stubs.selector.BatchGetSelectors(
        pb.BatchGetSelectorsRequest(
            requests=[
                pb.GetSelectorRequest(query=query()),
                pb.GetSelectorRequest(query=query(element="")),
                pb.GetSelectorRequest(query=query(element="Cancel")),
            ]
        )
    )
    found, wrong, missed = answer.results
    assert found.response.HasField("found")
    assert (wrong.error.code, wrong.error.reason) == (3, "INVALID_FIELD")
    assert wrong.error.metadata["field"] == "query.element"
    assert missed.response.HasField("miss")


async def test_save_again_counts_version_up_and_keeps_creation(stubs: Stubs) -> None:
    first, second = await save(stubs), await save(stubs)
    assert (first.version, second.version) == (1, 2)
    assert first.created_at == second.created_at
    assert second.query.page == "https://shop.test/orders/:id"


async def test_report_success_then_failures_promote_demote_evict(stubs: Stubs) -> None:
    saved = await save(stubs)
    succeeded = pb.ReportOutcomeRequest(
        query=query(), version=saved.version, succeeded=pb.Succeeded()
    )
    failed = pb.ReportOutcomeRequest(
        query=query(), version=saved.version, selector=css(), failed=pb.Failed(why="wrong page")
    )
    effects = [
        (await stubs.selector.ReportOutcome(report)).effect
        for report in (succeeded, failed, failed, failed, failed)
    ]
    assert effects == [
        pb.REPORT_EFFECT_PROMOTED,
        pb.REPORT_EFFECT_DEMOTED,
        pb.REPORT_EFFECT_DEMOTED,
        pb.REPORT_EFFECT_EVICTED,
        pb.REPORT_EFFECT_IGNORED,
    ]


async def test_report_of_a_failure_is_named(stubs: Stubs) -> None:
    saved = await save(stubs)
    why = "<div> intercepts pointer events"
    report = pb.ReportOutcomeRequest(
        query=query(), version=saved.version, selector=css(), failed=pb.Failed(why=why)
    )
    told = await stubs.selector.ReportOutcome(report)
    assert told.failure_class == element_pb2.FAILURE_CLASS_OVERLAY
    passed = pb.ReportOutcomeRequest(query=query(), version=told.version, succeeded=pb.Succeeded())
    assert not (await stubs.selector.ReportOutcome(passed)).failure_class


async def test_save_of_what_is_never_healed_says_so_in_the_entry(stubs: Stubs) -> None:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css()], never_heal=True)
    assert (await stubs.selector.SaveSelector(request)).entry.never_heal
    (listed,) = (await stubs.selector.ListSelectors(pb.ListSelectorsRequest())).entries
    assert listed.never_heal


async def test_list_says_never_healed_where_a_rule_of_the_app_does(tmp_path: Path) -> None:
    heal: dict[str, object] = {"never_heal": {"shop": {"names": ["Save*"]}}}
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings_in(tmp_path, heal=heal))
        await save(stubs)
        await save(stubs, element="Cancel")
        listed = await stubs.selector.ListSelectors(pb.ListSelectorsRequest())

    assert {e.query.element: e.never_heal for e in listed.entries} == {
        "Save": True,
        "Cancel": False,
    }


async def test_invalidate_one_page_and_app(stubs: Stubs) -> None:
    for element in ("Save", "Cancel", "Close"):
        await save(stubs, element=element)
    await save(stubs, page="checkout")
    await save(stubs, environment="prod")

    async def invalidate(**target: object) -> int:
        request = pb.InvalidateSelectorsRequest(app="shop", environment="test", **target)  # type: ignore[arg-type]
        return (await stubs.selector.InvalidateSelectors(request)).invalidated

    assert await invalidate(query=query()) == 1
    assert await invalidate(query=query()) == 0
    assert await invalidate(page="https://shop.test/orders/1") == 2
    assert await invalidate() == 1
    kept = await stubs.selector.ListSelectors(pb.ListSelectorsRequest())
    assert [e.query.environment for e in kept.entries] == ["prod"]


async def test_list_pages_by_token_until_the_end(stubs: Stubs) -> None:
    names = [f"Element {n}" for n in range(5)]
    for name in names:
        await save(stubs, element=name)
    listed: list[str] = []
    token = ""
    for _ in range(4):
        request = pb.ListSelectorsRequest(app="shop", page_size=2, page_token=token)
        answer = await stubs.selector.ListSelectors(request)
        listed += [entry.query.element for entry in answer.entries]
        token = answer.next_page_token
        if not token:
            break
    assert sorted(listed) == names
    assert token == ""


async def test_stats_count_every_lookup_once(stubs: Stubs) -> None:
    await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    await save(stubs)
    for _ in range(2):
        await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    await stubs.daemon.fast.clear()
    await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    stats = await stubs.admin.GetCacheStats(admin_service_pb2.GetCacheStatsRequest())
    assert (stats.lookups, stats.cache_miss) == (4, 1)
    assert (stats.cache_hit_memory, stats.cache_hit_sqlite) == (2, 1)
    assert (stats.cache_hit_redis, stats.cache_hit_postgres) == (0, 0)
    assert stats.hit_rate == 0.75
    assert (stats.fast_tier, stats.durable_tier) == ("memory", "sqlite")
