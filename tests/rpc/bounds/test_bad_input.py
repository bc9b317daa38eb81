"""Bad input gets the right status, and names the field and the reason."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from pacts.v1 import drift_service_pb2, element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import Stubs, css, failure, query
from tests.support.pages.captures import capture_of

INVALID = grpc.StatusCode.INVALID_ARGUMENT
EXHAUSTED = grpc.StatusCode.RESOURCE_EXHAUSTED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"app": ""}, "query.app"),
        ({"environment": " "}, "query.environment"),
        ({"element": ""}, "query.element"),
        ({"element": "a\0b"}, "query.element"),
        ({"element": "x" * 513}, "query.element"),
        ({"element": "x" * 10_000_000}, "query.element"),
        ({"page": ""}, "query.page"),
        ({"page": "http://[::1/"}, "query.page"),
        ({"page": "ftp://shop.test/"}, "query.page"),
        ({"page": "http://shop.test/" + "x" * 5000}, "query.page"),
        ({"action": 99}, "query.action"),
        ({"ordinal": 10_001}, "query.ordinal"),
        ({"scope": "x" * 513}, "query.scope"),
        ({"frame": "x" * 513}, "query.frame"),
        ({"variant": {"": "x"}}, "query.variant"),
        ({"variant": {"locale": "x" * 129}}, "query.variant.locale"),
        ({"variant": {str(n): "x" for n in range(17)}}, "query.variant"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_get_with_bad_query_names_the_field(
    stubs: Stubs, changed: dict[str, object], field: str
) -> None:
    call = stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(**changed)))
    code, info = await failure(call)
    assert (code, info.reason) == (INVALID, "INVALID_FIELD")
    assert info.metadata["field"] == field
    assert info.metadata["problem"]


@pytest.mark.parametrize(
    ("selectors", "field"),
    [
        ([], "selectors"),
        ([css("")], "selectors[0].value"),
        ([css(), css()], "selectors"),
        ([css(str(n)) for n in range(33)], "selectors"),
        ([element_pb2.Selector(value="x")], "selectors[0].strategy"),
        ([element_pb2.Selector(strategy=77, value="x")], "selectors[0].strategy"),  # type: ignore[arg-type]
        ([element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_ROLE, value="Save")],
         "selectors[0].role"),
        ([element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_CSS, value="x", role="y")],
         "selectors[0].role"),
        ([element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_TEST_ID, value="x")],
         "selectors[0].attribute"),
    ],
    ids=range(9),
)  # fmt: skip
async def test_save_with_bad_selectors_names_the_field(
    stubs: Stubs, selectors: list[element_pb2.Selector], field: str
) -> None:
    call = stubs.selector.SaveSelector(pb.SaveSelectorRequest(query=query(), selectors=selectors))
    code, info = await failure(call)
    assert (code, info.metadata["field"]) == (INVALID, field)


@pytest.mark.parametrize(
    ("evidence", "reason", "field"),
    [
        (element_pb2.Evidence(), "INVALID_FIELD", "evidence"),
        (element_pb2.Evidence(page=element_pb2.PageContent()), "INVALID_FIELD", "evidence.page"),
        (element_pb2.Evidence(fingerprint=b"nonsense"), "INVALID_FINGERPRINT",
         "evidence.fingerprint"),
        (element_pb2.Evidence(page=element_pb2.PageContent(html="")), "INVALID_PAGE",
         "evidence.page.html"),
        (element_pb2.Evidence(page=element_pb2.PageContent(capture="{")), "INVALID_PAGE",
         "evidence.page.capture"),
        (element_pb2.Evidence(page=element_pb2.PageContent(dom_snapshot="[]")), "INVALID_PAGE",
         "evidence.page.dom_snapshot"),
    ],
    ids=range(6),
)  # fmt: skip
async def test_get_with_bad_evidence_names_the_field(
    stubs: Stubs, evidence: element_pb2.Evidence, reason: str, field: str
) -> None:
    request = pb.GetSelectorRequest(query=query(), evidence=evidence)
    code, info = await failure(stubs.selector.GetSelector(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, reason, field)


async def test_fingerprint_of_200000_deep_nesting_is_refused_with_the_limit(stubs: Stubs) -> None:
    page = element_pb2.PageContent(html="<div>" * 200_000)
    call = stubs.drift.FingerprintPage(drift_service_pb2.FingerprintPageRequest(page=page))
    code, info = await failure(call)
    assert (code, info.reason) == (EXHAUSTED, "PAGE_TOO_LARGE")
    assert info.metadata["field"] == "page.html"


@pytest.mark.parametrize("content", ["hello", "\x89PNG\r\n\x1a\n\x00\xff", "{}"])
async def test_fingerprint_of_what_is_not_html_is_insufficient(stubs: Stubs, content: str) -> None:
    page = element_pb2.PageContent(html=content)
    made = await stubs.drift.FingerprintPage(drift_service_pb2.FingerprintPageRequest(page=page))
    assert made.insufficient


@pytest.mark.parametrize(
    "wire", [b"\x0a\x04\x0a\x02\xff\xfe", b"\x0a\x7f<p>"], ids=["not UTF-8", "cut"]
)
async def test_request_that_is_no_message_is_an_invalid_argument(stubs: Stubs, wire: bytes) -> None:
    call = stubs.channel.unary_unary("/pacts.v1.DriftService/FingerprintPage")(wire)
    code, info = await failure(call)
    assert (code, info.reason) == (INVALID, "INVALID_FIELD")
    assert info.metadata["field"] == "request"
    assert "x-request-id" in dict(await call.trailing_metadata())


async def test_call_over_message_limit_is_refused_and_the_server_lives(stubs: Stubs) -> None:
    page = element_pb2.PageContent(html=" " * (41 * 1024 * 1024))
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await stubs.drift.FingerprintPage(drift_service_pb2.FingerprintPageRequest(page=page))
    assert caught.value.code() is EXHAUSTED
    assert await stubs.selector.ListSelectors(pb.ListSelectorsRequest())


async def test_save_on_wrong_expected_version_names_both(stubs: Stubs) -> None:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css()], expected_version=3)
    code, info = await failure(stubs.selector.SaveSelector(request))
    assert (code, info.reason) == (grpc.StatusCode.ABORTED, "VERSION_CONFLICT")
    assert (info.metadata["expected"], info.metadata["current"]) == ("3", "0")


@pytest.mark.parametrize(
    ("url", "endpoint", "field"),
    [
        ("http://intranet.example/", "", "access.url"),
        ("http://127.0.0.1.evil.example/", "", "access.url"),
        ("http://127.0.0.1@evil.example/", "", "access.url"),
        ("http://127.0.0.1/", "http://10.0.0.1:9222", "access.cdp_endpoint"),
    ],
)
async def test_get_with_access_to_other_hosts_is_not_allowed(
    stubs: Stubs, url: str, endpoint: str, field: str
) -> None:
    access = element_pb2.PageAccess(url=url, cdp_endpoint=endpoint)
    call = stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(), access=access))
    code, info = await failure(call)
    assert (code, info.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ADDRESS_NOT_ALLOWED")
    assert info.metadata["field"] == field


async def test_list_with_bad_token_or_size_names_the_field(stubs: Stubs) -> None:
    for request, field in (
        (pb.ListSelectorsRequest(page_token="%%%"), "page_token"),
        (pb.ListSelectorsRequest(page_size=1001), "page_size"),
        (pb.ListSelectorsRequest(page_size=-1), "page_size"),
    ):
        code, info = await failure(stubs.selector.ListSelectors(request))
        assert (code, info.metadata["field"]) == (INVALID, field)


async def test_report_without_outcome_or_version_names_the_field(stubs: Stubs) -> None:
    for request, field in (
        (pb.ReportOutcomeRequest(query=query(), version=1), "outcome"),
        (pb.ReportOutcomeRequest(query=query(), succeeded=pb.Succeeded()), "version"),
        (pb.ReportOutcomeRequest(query=query(), version=1, failed=pb.Failed()),
         "selector.strategy"),
        (pb.ReportOutcomeRequest(query=query(), version=1, selector=css(),
                                 failed=pb.Failed(why="x" * 2049)), "failed.why"),
    ):  # fmt: skip
        code, info = await failure(stubs.selector.ReportOutcome(request))
        assert (code, info.metadata["field"]) == (INVALID, field)


async def test_compare_of_different_sources_is_a_failed_precondition(stubs: Stubs) -> None:
    capture = (
        '{"format":1,"strings":["","html"],"parent":[-1],"tag":[1],'
        '"attr_count":[0],"attrs":[],"text":[0]}'
    )
    request = drift_service_pb2.ComparePagesRequest(
        old=element_pb2.Evidence(page=element_pb2.PageContent(html="<p>x")),
        new=element_pb2.Evidence(page=element_pb2.PageContent(capture=capture)),
    )
    code, info = await failure(stubs.drift.ComparePages(request))
    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert info.reason == "INCOMPATIBLE_FINGERPRINTS"


PAGE = "<form><button id=save>Save</button></form><button id=help>Help</button>"


@pytest.mark.parametrize(
    ("selectors", "field", "problem"),
    [
        (["#nothing"], "selectors[0]", "matches nothing on the page in evidence"),
        (["button"], "selectors[0]", "matches 2 elements on the page in evidence"),
        (["#save", "#help"], "selectors[1]", "matches another element than selectors[0]"),
    ],
)
async def test_save_of_a_selector_that_the_capture_refutes_names_it(
    stubs: Stubs, selectors: list[str], field: str, problem: str
) -> None:
    content = element_pb2.PageContent(capture=capture_of(PAGE).decode())
    request = pb.SaveSelectorRequest(
        query=query(),
        selectors=[css(value) for value in selectors],
        evidence=element_pb2.Evidence(page=content),
    )
    code, info = await failure(stubs.selector.SaveSelector(request))
    assert (code, info.metadata["field"]) == (INVALID, field)
    assert info.metadata["problem"] == problem


@pytest.mark.parametrize(
    ("target", "endpoint"), [("A" * 129, "http://127.0.0.1:9222"), ("ABC", ""), ("a\0", "http://h")]
)
async def test_target_that_cannot_be_one_names_the_field(
    stubs: Stubs, target: str, endpoint: str
) -> None:
    access = element_pb2.PageAccess(
        url="http://127.0.0.1/", cdp_endpoint=endpoint, target_id=target
    )
    request = pb.GetSelectorRequest(query=query(), access=access)
    code, info = await failure(stubs.selector.GetSelector(request))
    assert (code, info.metadata["field"]) == (INVALID, "access.target_id")


@pytest.mark.parametrize(
    ("wait", "problem"),
    [
        (Duration(nanos=-1), "must not be negative"),
        (Duration(seconds=30, nanos=1_000_000), "longer than 30 s, the discovery timeout"),
    ],
)
async def test_wait_out_of_bounds_names_the_field_and_the_reason(
    stubs: Stubs, wait: Duration, problem: str
) -> None:
    access = element_pb2.PageAccess(url="http://127.0.0.1/", appear_wait=wait)
    request = pb.ResolveSelectorRequest(query=query(), access=access)
    code, info = await failure(stubs.selector.ResolveSelector(request))
    assert (code, info.metadata["field"]) == (INVALID, "access.appear_wait")
    assert problem in info.metadata["problem"]


@pytest.mark.parametrize("number", [element_pb2.SELECTOR_STRATEGY_UNSPECIFIED, 77])
async def test_strategy_that_is_none_is_named(stubs: Stubs, number: int) -> None:
    given = [element_pb2.SELECTOR_STRATEGY_CSS, number]
    access = element_pb2.PageAccess(url="http://127.0.0.1/")
    for call in (
        stubs.selector.GetSelector(pb.GetSelectorRequest(query=query(), strategies=given)),  # type: ignore[arg-type]
        stubs.selector.ResolveSelector(
            pb.ResolveSelectorRequest(query=query(), access=access, strategies=given)  # type: ignore[arg-type]
        ),
    ):
        code, info = await failure(call)
        assert (code, info.metadata["field"]) == (INVALID, "strategies[1]")
