"""One lookup is one trace: the RPC's span, and a child for each tier that was asked."""

from __future__ import annotations

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.setup import make_tracer_provider
from tests.support.daemons.stubs import css, query
from tests.telemetry.conftest import Traced

GET = "pacts.v1.SelectorService/GetSelector"


async def test_miss_shows_every_tier_that_was_asked(traced: Traced) -> None:
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    assert traced.tree() == [
        (GET, "", ""),
        ("memory lookup", "memory", "miss"),
        ("sqlite lookup", "sqlite", "miss"),
    ]


async def test_save_then_hit_shows_the_writes_and_the_one_read(traced: Traced) -> None:
    await traced.stub.SaveSelector(pb.SaveSelectorRequest(query=query(), selectors=[css()]))
    assert [row[:2] for row in traced.tree()] == [
        ("pacts.v1.SelectorService/SaveSelector", ""),
        ("sqlite save", "sqlite"),
        ("memory store", "memory"),
    ]
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    assert traced.tree() == [(GET, "", ""), ("memory lookup", "memory", "hit")]


async def test_answer_is_described_on_the_rpc_span(traced: Traced) -> None:
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    root = traced.spans()[0]
    attributes = dict(root.attributes or {})
    assert attributes[names.ATTR_ANSWER_MISS] == "unknown"
    assert attributes[names.ATTR_ANSWER_TRAIL] == (
        "memory=miss",
        "sqlite=miss",
        "discovery=skipped",
    )
    assert attributes[names.ATTR_RPC_STATUS] == "OK"


async def test_callers_trace_context_is_continued(traced: Traced) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await traced.stub.GetSelector(
        pb.GetSelectorRequest(query=query()), metadata=(("traceparent", parent),)
    )
    root = traced.spans()[0]
    assert root.context is not None
    assert root.parent is not None
    assert f"{root.context.trace_id:032x}" == parent.split("-")[1]
    assert f"{root.parent.span_id:016x}" == parent.split("-")[2]


async def test_bad_request_is_no_error_of_the_daemon(traced: Traced) -> None:
    with pytest.raises(grpc.aio.AioRpcError):
        await traced.stub.GetSelector(pb.GetSelectorRequest())
    root = await traced.root()
    assert (root.attributes or {})[names.ATTR_RPC_STATUS] == "INVALID_ARGUMENT"
    assert root.status.is_unset


async def test_secrets_of_a_page_url_are_in_no_span(traced: Traced) -> None:
    asked = query(page="https://user:hunter2@shop.test/orders?token=hunter2#hunter2")
    await traced.stub.SaveSelector(pb.SaveSelectorRequest(query=asked, selectors=[css()]))
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=asked))
    for span in traced.spans():
        assert "hunter2" not in span.to_json()


async def test_discovery_is_the_last_tier_of_the_trace(traced: Traced) -> None:
    access = element_pb2.PageAccess(url="http://127.0.0.1:9/")
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query(), access=access))
    assert traced.tree()[-1] == ("discovery lookup", "discovery", "error")


def test_nothing_leaves_unless_an_endpoint_is_configured() -> None:
    assert make_tracer_provider({}) is None
    assert make_tracer_provider({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}) is None
    endpoint = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}
    assert make_tracer_provider({**endpoint, "OTEL_SDK_DISABLED": "true"}) is None
    assert make_tracer_provider({**endpoint, "OTEL_TRACES_EXPORTER": "none"}) is None
    provider = make_tracer_provider(endpoint)
    assert provider is not None
    provider.shutdown()


async def test_path_of_a_page_that_does_not_open_is_in_no_span(traced: Traced) -> None:
    access = element_pb2.PageAccess(url="http://127.0.0.1:9/users/alice@example.com/reset-hunter2")
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query(), access=access))
    spans = traced.spans()
    assert "pacts.page.open" in [span.name for span in spans]
    for span in spans:
        assert "hunter2" not in span.to_json()
        assert "alice" not in span.to_json()
