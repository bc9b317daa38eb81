"""What the span of a call says: whose element, what came of it, and for which test."""

from __future__ import annotations

import socket

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from opentelemetry.sdk.trace import ReadableSpan

from pacts.v1 import element_pb2, page_selectors_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.telemetry import names
from tests.support.daemons.stubs import OTHER, PAGE, css, html, query
from tests.telemetry.conftest import Traced


def said(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


async def save(traced: Traced) -> None:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css("#save")], evidence=html(PAGE))
    await traced.stub.SaveSelector(request)
    traced.spans()


async def test_call_says_whose_element_was_asked_for_and_what_is_known_of_it(
    traced: Traced,
) -> None:
    await save(traced)
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    root = said(traced.spans()[0])

    assert root[names.ATTR_RPC_SYSTEM] == "grpc"
    assert root[names.ATTR_RPC_METHOD] == "pacts.v1.SelectorService/GetSelector"
    assert root[names.ATTR_QUERY_APP] == query().app
    assert root[names.ATTR_QUERY_ENVIRONMENT] == query().environment
    assert len(str(root[names.ATTR_QUERY_KEY])) == 32
    assert root[names.ATTR_QUERY_ACCESS] == "none"
    assert root[names.ATTR_ENTRY_VERSION] == 1
    assert float(str(root[names.ATTR_ENTRY_AGE])) >= 0


async def test_drift_of_a_hit_is_a_span_with_its_ratio(traced: Traced) -> None:
    await save(traced)
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query(), evidence=html(PAGE)))
    _, looked_up, drift = traced.spans()

    assert (looked_up.name, drift.name) == ("memory lookup", names.SPAN_DRIFT)
    assert said(drift) == {
        names.ATTR_DRIFT_RATIO: 0.0,
        names.ATTR_DRIFT_THRESHOLD: 0.35,
        names.ATTR_DRIFT_FOUND: False,
    }


async def test_drift_that_drops_an_entry_is_in_the_trace_before_its_removal(
    traced: Traced,
) -> None:
    await save(traced)
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query(), evidence=html(OTHER)))
    spans = traced.spans()
    shown = [span.name for span in spans[1:]]

    assert shown[:2] == ["memory lookup", names.SPAN_DRIFT]
    assert {"sqlite remove", "memory store"} <= set(shown[2:])
    assert said(spans[2])[names.ATTR_DRIFT_FOUND] is True
    assert said(spans[0])[names.ATTR_ANSWER_MISS] == "drifted"


async def test_page_at_once_says_how_many_elements_are_known(traced: Traced) -> None:
    await save(traced)
    request = page_selectors_pb2.GetPageSelectorsRequest(
        app=query().app, environment=query().environment, page=query().page
    )
    await traced.stub.GetPageSelectors(request)
    root = said(traced.spans()[0])

    assert root[names.ATTR_ANSWER_FOUND] == 1
    assert root[names.ATTR_QUERY_APP] == query().app


async def test_failed_call_says_its_reason(traced: Traced) -> None:
    with pytest.raises(grpc.aio.AioRpcError):
        await traced.stub.GetSelector(pb.GetSelectorRequest())

    assert said(await traced.root())[names.ATTR_ERROR_TYPE] == "INVALID_FIELD"


async def test_call_whose_time_is_up_is_no_cancelled_one(traced: Traced) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        access = element_pb2.PageAccess(url="http://127.0.0.1/", cdp_endpoint=endpoint)
        request = pb.GetSelectorRequest(query=query(), access=access)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await traced.stub.GetSelector(request, timeout=0.5)
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED

    root = await traced.root()
    assert said(root)[names.ATTR_RPC_STATUS] == "DEADLINE_EXCEEDED"
    assert not root.status.is_ok


async def test_baggage_of_the_test_is_on_its_calls_and_other_baggage_is_not(
    traced: Traced,
) -> None:
    carried = (
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("baggage", "test.name=buys%20a%20book,test.suite=shop,user=alice"),
    )
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()), metadata=carried)
    root = said(traced.spans()[0])

    assert root["test.name"] == "buys a book"
    assert root["test.suite"] == "shop"
    assert "alice" not in map(str, root.values())


async def test_probe_leaves_no_span(traced: Traced) -> None:
    health = health_pb2_grpc.HealthStub(traced.channel)
    await health.Check(health_pb2.HealthCheckRequest())

    assert traced.spans() == []
