"""One lookup is one trace: the RPC's span, and a child for each tier that was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pacts.v1 import element_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.run import running
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.setup import make_tracer_provider
from tests.rpc.conftest import css, query, settings_in

Tree = list[tuple[str, str, str]]


class Traced:
    """A daemon whose spans are kept in memory."""

    def __init__(
        self, stub: selector_service_pb2_grpc.SelectorServiceAsyncStub, spans: InMemorySpanExporter
    ) -> None:
        self.stub = stub
        self._spans = spans

    def spans(self) -> list[ReadableSpan]:
        finished = sorted(self._spans.get_finished_spans(), key=lambda s: s.start_time or 0)
        self._spans.clear()
        return finished

    def tree(self) -> Tree:
        """Return (name, tier, outcome) of the root and its children, in the order they began."""
        spans = self.spans()
        ids = {span.context.span_id for span in spans if span.context is not None}
        (root,) = [s for s in spans if s.kind.name == "SERVER"]
        assert root.context is not None
        assert all(s.parent is not None and s.parent.span_id in ids for s in spans if s is not root)
        children = [s for s in spans if s.parent and s.parent.span_id == root.context.span_id]
        return [_row(span) for span in (root, *children)]


def _row(span: ReadableSpan) -> tuple[str, str, str]:
    attributes = span.attributes or {}
    tier, outcome = (
        attributes.get(names.ATTR_TIER_NAME, ""),
        attributes.get(names.ATTR_TIER_OUTCOME, ""),
    )
    return span.name, str(tier), str(outcome)


@pytest.fixture
async def traced(tmp_path: Path) -> AsyncIterator[Traced]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    settings = settings_in(tmp_path, cache={"maintenance_interval_s": 3600})
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(running(settings, tracer_provider=provider))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(daemon.address))
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        yield Traced(stub, exporter)


GET = "pacts.v1.SelectorService/GetSelector"
LOOKUP = "pacts.tier.lookup"


async def test_miss_shows_every_tier_that_was_asked(traced: Traced) -> None:
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    assert traced.tree() == [
        (GET, "", ""),
        (LOOKUP, "memory", "miss"),
        (LOOKUP, "sqlite", "miss"),
    ]


async def test_save_then_hit_shows_the_writes_and_the_one_read(traced: Traced) -> None:
    await traced.stub.SaveSelector(pb.SaveSelectorRequest(query=query(), selectors=[css()]))
    assert [row[:2] for row in traced.tree()] == [
        ("pacts.v1.SelectorService/SaveSelector", ""),
        ("pacts.tier.save", "sqlite"),
        ("pacts.tier.store", "memory"),
    ]
    await traced.stub.GetSelector(pb.GetSelectorRequest(query=query()))
    assert traced.tree() == [(GET, "", ""), (LOOKUP, "memory", "hit")]


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
    (root,) = traced.spans()
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
    assert traced.tree()[-1] == (LOOKUP, "discovery", "error")


def test_nothing_leaves_unless_an_endpoint_is_configured() -> None:
    assert make_tracer_provider({}) is None
    assert make_tracer_provider({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}) is None
    endpoint = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}
    assert make_tracer_provider({**endpoint, "OTEL_SDK_DISABLED": "true"}) is None
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
