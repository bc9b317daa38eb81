"""What is sent and what comes back, the same for both clients."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_health.v1 import health_pb2

import pacts
from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.unit.client.scripted import Either, ScriptedServer

QUERY = pacts.ElementQuery(
    app="wiki",
    environment="test",
    page="http://127.0.0.1/",
    element="Søk",
    action=pacts.Action.FILL,
    scope="header",
    ordinal=2,
    frame="main",
    variant={"locale": "nb"},
)
QUERY_PB = pb.ElementQuery(
    app="wiki",
    environment="test",
    page="http://127.0.0.1/",
    element="Søk",
    action=pb.ACTION_FILL,
    scope="header",
    ordinal=2,
    frame="main",
    variant={"locale": "nb"},
)
ROLE = pacts.Selector(pacts.SelectorStrategy.ROLE, "Søk", role="searchbox")
ROLE_PB = pb.Selector(strategy=pb.SELECTOR_STRATEGY_ROLE, value="Søk", role="searchbox")
DESCRIPTOR = pacts.Descriptor(
    tag="input",
    attributes={"name": "q"},
    neighbourhood=("Main", "Help"),
    rect=pacts.Rect(1, 2, 3, 4),
    records=(pacts.RecordKeys(("Bob", "bob@x")), pacts.RecordKeys(("North",), named_text=True)),
)
DESCRIPTOR_PB = pb.Descriptor(
    tag="input",
    attributes={"name": "q"},
    neighbourhood=["Main", "Help"],
    rect=pb.Rect(x=1, y=2, width=3, height=4),
    records=[
        pb.RecordKeys(keys=["Bob", "bob@x"]),
        pb.RecordKeys(keys=["North"], named_text=True),
    ],
)
TRAIL_PB = [
    pb.TierVisit(tier="redis", outcome=pb.OUTCOME_MISS, elapsed=Duration(nanos=1_500_000)),
    pb.TierVisit(tier="postgres", outcome=pb.OUTCOME_ERROR, reason="paused"),
]
TRAIL = (
    pacts.TierVisit(pacts.Tier.REDIS, pacts.Outcome.MISS, 1.5),
    pacts.TierVisit(pacts.Tier.POSTGRES, pacts.Outcome.ERROR, 0.0, "paused"),
)
MISS_PB = selector_pb.GetSelectorResponse(
    miss=pb.Miss(reason=pb.MISS_REASON_DRIFTED, detail="too far", drift_ratio=0.5),
    trail=TRAIL_PB,
)
MISS = pacts.Miss(pacts.MissReason.DRIFTED, "too far", 0.5, TRAIL)
TIME_PB = Timestamp(seconds=1_700_000_000)
TIME = datetime.fromtimestamp(1_700_000_000, UTC)


async def test_get_selector_known_returns_found(server: ScriptedServer, client: Either) -> None:
    found = pb.Found(
        selectors=[ROLE_PB],
        source="redis",
        age=Duration(seconds=3, nanos=500_000_000),
        version=7,
        drift_check=pb.DRIFT_CHECK_CHECKED,
        drift_ratio=0.0,
        identity=DESCRIPTOR_PB,
    )
    server.answer("GetSelector", selector_pb.GetSelectorResponse(found=found, trail=TRAIL_PB))
    assert await client("get_selector", QUERY) == pacts.Found(
        selectors=(ROLE,),
        source=pacts.Tier.REDIS,
        age_s=3.5,
        version=7,
        drift_check=pacts.DriftCheck.CHECKED,
        drift_ratio=0.0,
        descriptor=DESCRIPTOR,
        trail=TRAIL,
    )
    assert server.requests["GetSelector"] == [selector_pb.GetSelectorRequest(query=QUERY_PB)]


async def test_get_selector_unknown_returns_miss(server: ScriptedServer, client: Either) -> None:
    server.answer("GetSelector", MISS_PB)
    assert await client("get_selector", QUERY) == MISS


@pytest.mark.parametrize(
    ("evidence", "sent"),
    [
        (b"print", pb.Evidence(fingerprint=b"print")),
        (pacts.Fingerprint(b"print", 9, 8, False), pb.Evidence(fingerprint=b"print")),
        (pacts.Page(html="<p>ø"), pb.Evidence(page=pb.PageContent(html="<p>ø"))),
        (pacts.Page(capture=b"{}"), pb.Evidence(page=pb.PageContent(capture="{}"))),
        (pacts.Page(html=b"<p>\xf8"), pb.Evidence(page=pb.PageContent(html="<p>\ufffd"))),
    ],
)
async def test_get_selector_with_evidence_sends_it(
    server: ScriptedServer, client: Either, evidence: pacts.Evidence, sent: pb.Evidence
) -> None:
    server.answer("GetSelector", MISS_PB)
    access = pacts.PageAccess("http://127.0.0.1/", "http://127.0.0.1:9222")
    await client("get_selector", QUERY, evidence, access)
    request = server.requests["GetSelector"][0]
    assert request.evidence == sent
    assert request.access.cdp_endpoint == "http://127.0.0.1:9222"


async def test_get_selector_newer_daemon_values_become_unrecognized(
    server: ScriptedServer, client: Either
) -> None:
    response = selector_pb.GetSelectorResponse.FromString(
        selector_pb.GetSelectorResponse(miss=pb.Miss(detail="x")).SerializeToString()
        + b"\x12\x02\x08\x63"
    )
    server.answer("GetSelector", response)
    answer = await client("get_selector", QUERY)
    assert answer.reason is pacts.MissReason.UNRECOGNIZED


async def test_get_selector_empty_response_raises_internal(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("GetSelector", selector_pb.GetSelectorResponse())
    with pytest.raises(pacts.InternalError, match="neither"):
        await client("get_selector", QUERY)


async def test_batch_get_selectors_one_failing_keeps_order(
    server: ScriptedServer, client: Either
) -> None:
    error = selector_pb.BatchError(code=3, reason="INVALID_FIELD", message="query.app: empty")
    server.answer(
        "BatchGetSelectors",
        selector_pb.BatchGetSelectorsResponse(
            results=[
                selector_pb.BatchGetSelectorsResult(error=error),
                selector_pb.BatchGetSelectorsResult(response=MISS_PB),
            ]
        ),
    )
    failed, missed = await client("batch_get_selectors", [pacts.Lookup(QUERY)] * 2)
    assert isinstance(failed, pacts.InvalidFieldError)
    assert (str(failed), failed.code) == ("query.app: empty", "INVALID_ARGUMENT")
    assert missed == MISS


async def test_save_selector_returns_entry_as_stored(
    server: ScriptedServer, client: Either
) -> None:
    entry = pb.Entry(
        query=QUERY_PB,
        selectors=[ROLE_PB],
        version=4,
        created_at=TIME_PB,
        verified_at=TIME_PB,
        expires_at=TIME_PB,
        successes=2,
        failures=1,
    )
    server.answer("SaveSelector", selector_pb.SaveSelectorResponse(entry=entry))
    saved = await client(
        "save_selector", QUERY, [ROLE], descriptor=DESCRIPTOR, evidence=b"f", expected_version=0
    )
    assert saved == pacts.Entry(QUERY, (ROLE,), pacts.Descriptor(), 4, TIME, TIME, TIME, 2, 1)
    sent = server.requests["SaveSelector"][0]
    assert sent.HasField("expected_version")
    assert (sent.identity, list(sent.selectors)) == (DESCRIPTOR_PB, [ROLE_PB])


async def test_resolve_selector_sends_access_and_failed_selector(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("ResolveSelector", selector_pb.ResolveSelectorResponse(miss=MISS_PB.miss))
    answer = await client("resolve_selector", QUERY, pacts.PageAccess("http://127.0.0.1/"), ROLE)
    assert answer.reason is pacts.MissReason.DRIFTED
    sent = server.requests["ResolveSelector"][0]
    assert (sent.access.url, sent.failed_selector) == ("http://127.0.0.1/", ROLE_PB)


@pytest.mark.parametrize(
    ("outcome", "field"), [(pacts.Succeeded(), "succeeded"), (pacts.Failed("gone"), "failed")]
)
async def test_report_outcome_sends_outcome(
    server: ScriptedServer,
    client: Either,
    outcome: pacts.Succeeded | pacts.Failed,
    field: str,
) -> None:
    effect = selector_pb.REPORT_EFFECT_DEMOTED
    failure = pb.FAILURE_CLASS_OVERLAY
    response = selector_pb.ReportOutcomeResponse(effect=effect, version=8, failure_class=failure)
    server.answer("ReportOutcome", response)
    report = await client("report_outcome", QUERY, 7, outcome, ROLE)
    assert report == pacts.Report(pacts.ReportEffect.DEMOTED, 8, pacts.FailureClass.OVERLAY)
    sent = server.requests["ReportOutcome"][0]
    assert (sent.WhichOneof("outcome"), sent.version, sent.selector) == (field, 7, ROLE_PB)
    assert sent.failed.why == ("gone" if field == "failed" else "")


async def test_invalidate_selectors_sends_one_target(
    server: ScriptedServer, client: Either
) -> None:
    server.answer("InvalidateSelectors", selector_pb.InvalidateSelectorsResponse(invalidated=3))
    assert await client("invalidate_selectors", "a", "e") == 3
    assert await client("invalidate_selectors", "a", "e", page="p") == 3
    assert await client("invalidate_selectors", "a", "e", query=QUERY) == 3
    sent = [request.WhichOneof("target") for request in server.requests["InvalidateSelectors"]]
    assert sent == [None, "page", "query"]


async def test_invalidate_selectors_page_and_query_raises(client: Either) -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        await client("invalidate_selectors", "a", "e", page="p", query=QUERY)


async def test_list_selectors_follows_page_tokens(server: ScriptedServer, client: Either) -> None:
    def page(token: str, *versions: int) -> selector_pb.ListSelectorsResponse:
        entries = [pb.Entry(version=version) for version in versions]
        return selector_pb.ListSelectorsResponse(entries=entries, next_page_token=token)

    server.answer("ListSelectors", page("t1", 1, 2), page("t2"), page("", 3))
    entries = await client("list_selectors", "a", page_size=2)
    assert [entry.version for entry in entries] == [1, 2, 3]
    sent = server.requests["ListSelectors"]
    assert [(r.app, r.page_size, r.page_token) for r in sent] == [
        ("a", 2, ""),
        ("a", 2, "t1"),
        ("a", 2, "t2"),
    ]


async def test_fingerprint_page_returns_fingerprint(server: ScriptedServer, client: Either) -> None:
    response = drift_pb.FingerprintPageResponse(fingerprint=b"f", nodes=9, features=8)
    server.answer("FingerprintPage", response)
    fingerprint = await client("fingerprint_page", html="<p>")
    assert fingerprint == pacts.Fingerprint(b"f", 9, 8, False)
    with pytest.raises(ValueError, match="exactly one"):
        await client("fingerprint_page", html="<p>", capture="{}")


async def test_compare_pages_returns_drift_with_changes(
    server: ScriptedServer, client: Either
) -> None:
    change = drift_pb.PageChange(
        kind=drift_pb.PAGE_CHANGE_KIND_REMOVED, path="body > main", nodes=4, context="Search"
    )
    server.answer(
        "ComparePages",
        drift_pb.ComparePagesResponse(drift_ratio=0.5, loss=1, threshold=0.35, changes=[change]),
    )
    drift = await client("compare_pages", b"a", pacts.Page(html="<p>"), max_changes=3)
    assert drift.changes == (
        pacts.PageChange(pacts.PageChangeKind.REMOVED, "body > main", 4, "Search"),
    )
    assert (drift.drift_ratio, drift.loss, drift.gain, drift.threshold) == (0.5, 1, 0, 0.35)
    assert server.requests["ComparePages"][0].max_changes == 3


async def test_cache_stats_returns_counters(server: ScriptedServer, client: Either) -> None:
    response = admin_pb.GetCacheStatsResponse(
        lookups=5, cache_hit_redis=3, cache_miss=2, since=TIME_PB, uptime=Duration(seconds=9)
    )
    server.answer("GetCacheStats", response)
    stats = await client("cache_stats")
    assert (stats.lookups, stats.cache_hit_redis, stats.cache_miss) == (5, 3, 2)
    assert (stats.since, stats.uptime_s) == (TIME, 9)


async def test_health_not_serving_is_an_answer(server: ScriptedServer, client: Either) -> None:
    status = health_pb2.HealthCheckResponse.NOT_SERVING
    server.answer("Check", health_pb2.HealthCheckResponse(status=status))
    assert await client("health", "pacts.v1.DriftService") is pacts.HealthStatus.NOT_SERVING
    assert server.requests["Check"][0].service == "pacts.v1.DriftService"
