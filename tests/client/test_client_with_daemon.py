"""Both clients against the daemon that users run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

import pacts
from tests.unit.client.scripted import Either

SELECTORS = (
    pacts.Selector(pacts.SelectorStrategy.ROLE, "Search", role="searchbox"),
    pacts.Selector(pacts.SelectorStrategy.CSS, "#search"),
)
PAGE = "<main><input id=search type=search aria-label=Search>" + "".join(
    f"<section><h{n}>a</h{n}><p class=x>b</p><form name=f{n}><input name=i{n}></form></section>"
    for n in range(1, 7)
)
OTHER = "<table>" + "<tr><th><b>1</b></th><td><ul><li><em>2</em></li></ul></td></tr>" * 9


@pytest.fixture(params=[pacts.Client, pacts.AsyncClient])
async def client(request: pytest.FixtureRequest, address: str) -> AsyncIterator[Either]:
    either = Either(request.param(address))
    yield either
    await either("close")


@pytest.fixture
def query() -> pacts.ElementQuery:
    return pacts.ElementQuery(f"app-{uuid4()}", "test", "http://127.0.0.1/wiki/7", "Search")


async def test_saved_selectors_are_found_listed_and_dropped(
    client: Either, query: pacts.ElementQuery
) -> None:
    assert (await client("get_selector", query)).reason is pacts.MissReason.UNKNOWN
    entry = await client("save_selector", query, SELECTORS)
    found = await client("get_selector", query)
    assert isinstance(found, pacts.Found)
    assert (found.selectors, found.version) == (SELECTORS, entry.version)
    assert found.source == pacts.Tier.MEMORY
    listed = await client("list_selectors", query.app, page_size=1)
    assert [e.query.page for e in listed] == ["http://127.0.0.1/wiki/:id"]
    assert await client("invalidate_selectors", query.app, "test", query=query) == 1
    assert isinstance(await client("get_selector", query), pacts.Miss)


async def test_drifted_page_is_a_miss_that_says_so(
    client: Either, query: pacts.ElementQuery
) -> None:
    await client("save_selector", query, SELECTORS, evidence=pacts.Page(html=PAGE))
    same = await client("fingerprint_page", html=PAGE)
    found = await client("get_selector", query, same)
    assert (found.drift_check, found.drift_ratio) == (pacts.DriftCheck.CHECKED, 0.0)
    missed = await client("get_selector", query, pacts.Page(html=OTHER))
    assert missed.reason is pacts.MissReason.DRIFTED
    assert missed.drift_ratio > 0.35


async def test_compared_pages_name_their_changes(client: Either) -> None:
    old, new = pacts.Page(html=PAGE), pacts.Page(html=OTHER)
    drift = await client("compare_pages", old, new, max_changes=5)
    assert drift.drift_ratio > drift.threshold
    assert pacts.PageChangeKind.REMOVED in {change.kind for change in drift.changes}


async def test_reports_promote_and_demote(client: Either, query: pacts.ElementQuery) -> None:
    entry = await client("save_selector", query, SELECTORS)
    report = await client("report_outcome", query, entry.version, pacts.Succeeded())
    assert report.effect is pacts.ReportEffect.PROMOTED
    failed = pacts.Failed("it opened a menu")
    report = await client("report_outcome", query, entry.version, failed, SELECTORS[0])
    assert report.effect is pacts.ReportEffect.DEMOTED
    assert (await client("get_selector", query)).selectors == SELECTORS[::-1]


async def test_batch_answers_good_and_bad_side_by_side(
    client: Either, query: pacts.ElementQuery
) -> None:
    bad = pacts.ElementQuery("", "test", "p", "x")
    missed, failed = await client("batch_get_selectors", [pacts.Lookup(query), pacts.Lookup(bad)])
    assert isinstance(missed, pacts.Miss)
    assert isinstance(failed, pacts.InvalidFieldError)


async def test_daemons_errors_arrive_typed(client: Either, query: pacts.ElementQuery) -> None:
    with pytest.raises(pacts.InvalidFieldError) as invalid:
        await client("get_selector", pacts.ElementQuery("", "test", "p", "x"))
    assert invalid.value.field == "query.app"
    entry = await client("save_selector", query, SELECTORS)
    with pytest.raises(pacts.VersionConflictError) as conflict:
        await client("save_selector", query, SELECTORS, expected_version=entry.version + 7)
    assert (conflict.value.expected, conflict.value.current) == (entry.version + 7, entry.version)
    with pytest.raises(pacts.AddressNotAllowedError):
        await client("resolve_selector", query, pacts.PageAccess("http://198.51.100.1/"))
    with pytest.raises(pacts.InvalidFingerprintError):
        await client("compare_pages", b"nonsense", b"nonsense")


async def test_stats_and_health_answer(client: Either) -> None:
    stats = await client("cache_stats")
    hits = stats.cache_hit_memory + stats.cache_hit_sqlite
    assert stats.lookups == hits + stats.cache_miss
    assert await client("health") is pacts.HealthStatus.SERVING
    assert await client("health", "pacts.v1.SelectorService") is pacts.HealthStatus.SERVING
