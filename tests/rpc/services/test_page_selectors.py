"""Pages at once, and the lookups that clients answer from them, over gRPC."""

from __future__ import annotations

import aiohttp
import grpc
import pytest

from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import element_pb2
from pacts.v1 import page_selectors_pb2 as pages_pb
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import OTHER as NEW
from tests.support.daemons.stubs import PAGE as OLD
from tests.support.daemons.stubs import Stubs, css, failure, html, query

INVALID = grpc.StatusCode.INVALID_ARGUMENT
PAGE = {"app": "shop", "environment": "test", "page": "https://shop.test/orders/7"}
ROLE = element_pb2.Selector(
    strategy=element_pb2.SELECTOR_STRATEGY_ROLE, value="Save", role="button"
)


async def save(
    stubs: Stubs, element: str, *selectors: element_pb2.Selector, **more: object
) -> None:
    asked = query(element=element, **more)
    given = selectors or (css(),)
    await stubs.selector.SaveSelector(pb.SaveSelectorRequest(query=asked, selectors=given))


async def page_of(stubs: Stubs, **more: object) -> pages_pb.GetPageSelectorsResponse:
    request = pages_pb.GetPageSelectorsRequest(**(PAGE | more))  # type: ignore[arg-type]
    return await stubs.selector.GetPageSelectors(request)


async def stats_of(stubs: Stubs) -> admin_pb.GetCacheStatsResponse:
    return await stubs.admin.GetCacheStats(admin_pb.GetCacheStatsRequest())


async def test_page_has_what_get_selector_would_answer(stubs: Stubs) -> None:
    await save(stubs, "Save")
    await save(stubs, "Cancel", ROLE, css("#cancel"), scope="Dialog")
    await save(stubs, "Save", variant={"locale": "de"})
    await save(stubs, "Save", page="https://shop.test/orders")
    known = await page_of(stubs)
    assert not known.truncated
    assert {one.query.element for one in known.selectors} == {"Save", "Cancel"}
    for one in known.selectors:
        assert one.query.page == "https://shop.test/orders/:id"
        single = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=one.query))
        assert one.found.selectors == single.found.selectors
        assert one.found.version == single.found.version
        assert one.found.identity == single.found.identity


async def test_page_of_a_variant_has_only_its_own(stubs: Stubs) -> None:
    await save(stubs, "Save")
    await save(stubs, "Speichern", variant={"locale": "de"})
    known = await page_of(stubs, variant={"locale": "de"})
    assert [one.query.element for one in known.selectors] == ["Speichern"]
    assert (await page_of(stubs, variant={"locale": "fr"})).selectors == []


async def test_page_is_answered_with_the_strategies_asked_for(stubs: Stubs) -> None:
    await save(stubs, "Cancel", ROLE, css("#cancel"))
    await save(stubs, "Save", ROLE)
    known = await page_of(stubs, strategies=[element_pb2.SELECTOR_STRATEGY_CSS])
    assert [list(one.found.selectors) for one in known.selectors] == [[css("#cancel")]]


async def test_page_leaves_out_what_drifted_and_drops_nothing(stubs: Stubs) -> None:
    old, new = html(OLD), html(NEW)
    given = pb.SaveSelectorRequest(query=query(), selectors=[css()], evidence=old)
    await stubs.selector.SaveSelector(given)
    (same,) = (await page_of(stubs, evidence=old)).selectors
    assert same.found.drift_check == element_pb2.DRIFT_CHECK_CHECKED
    assert (await page_of(stubs, evidence=new)).selectors == []
    assert len((await page_of(stubs)).selectors) == 1
    assert (await stats_of(stubs)).drift_detected == 0


async def test_page_that_is_known_comes_from_the_fast_tier_and_counts_nothing(
    stubs: Stubs,
) -> None:
    await save(stubs, "Save")
    first, second = await page_of(stubs), await page_of(stubs)
    assert [visit.tier for visit in first.trail] == ["memory", "sqlite"]
    assert [visit.tier for visit in second.trail] == ["memory"]
    assert second.selectors[0].found.source == "memory"
    assert (await stats_of(stubs)).lookups == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"app": ""}, "app"),
        ({"environment": " "}, "environment"),
        ({"page": ""}, "page"),
        ({"page": "ftp://shop.test/"}, "page"),
        ({"page": "x" * 4097}, "page"),
        ({"app": "x" * 129}, "app"),
        ({"variant": {"": "x"}}, "variant"),
        ({"variant": {"locale": "x" * 129}}, "variant.locale"),
        ({"strategies": [element_pb2.SELECTOR_STRATEGY_UNSPECIFIED]}, "strategies[0]"),
        ({"evidence": element_pb2.Evidence()}, "evidence"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_page_that_is_none_names_the_field(
    stubs: Stubs, changed: dict[str, object], field: str
) -> None:
    request = pages_pb.GetPageSelectorsRequest(**(PAGE | changed))  # type: ignore[arg-type]
    code, info = await failure(stubs.selector.GetPageSelectors(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", field)


async def test_reported_lookups_are_hits_of_the_client(stubs: Stubs) -> None:
    await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    for hits in (1, 41, 1_000_000):
        await stubs.selector.ReportLookups(pages_pb.ReportLookupsRequest(hits=hits))
    stats = await stats_of(stubs)
    assert stats.hits["client"] == 1_000_042
    assert stats.lookups == sum(stats.hits.values()) + stats.cache_miss == 1_000_043
    assert stubs.daemon.management is not None
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"http://{stubs.daemon.management.address}/metrics")
        lines = (await answer.text()).splitlines()
    assert "cache_hit_client 1.000042e+06" in lines
    assert "lookups 1.000043e+06" in lines


@pytest.mark.parametrize("hits", [0, -1, 1_000_001])
async def test_lookups_out_of_range_are_refused_and_not_counted(stubs: Stubs, hits: int) -> None:
    call = stubs.selector.ReportLookups(pages_pb.ReportLookupsRequest(hits=hits))
    code, info = await failure(call)
    assert (code, info.metadata["field"]) == (INVALID, "hits")
    assert (await stats_of(stubs)).lookups == 0


async def test_report_that_is_ignored_lists_what_is_stored_instead(stubs: Stubs) -> None:
    await save(stubs, "Save", css("#old"))
    await save(stubs, "Save", css("#new"), ROLE)
    request = pb.ReportOutcomeRequest(query=query(), version=1, succeeded=pb.Succeeded())
    ignored = await stubs.selector.ReportOutcome(request)
    assert (ignored.effect, ignored.version) == (pb.REPORT_EFFECT_IGNORED, 2)
    assert list(ignored.candidates) == [css("#new"), ROLE]
    request = pb.ReportOutcomeRequest(query=query(), version=2, succeeded=pb.Succeeded())
    assert list((await stubs.selector.ReportOutcome(request)).candidates) == []


async def test_report_on_what_is_gone_lists_nothing(stubs: Stubs) -> None:
    request = pb.ReportOutcomeRequest(query=query(), version=1, succeeded=pb.Succeeded())
    gone = await stubs.selector.ReportOutcome(request)
    assert (gone.effect, gone.version) == (pb.REPORT_EFFECT_IGNORED, 0)
    assert list(gone.candidates) == []
