"""A daemon whose spans are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import grpc
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.app.run import running
from pacts_daemon.telemetry import names
from tests.support.daemons.stubs import settings_in

Tree = list[tuple[str, str, str]]


class Traced:
    """A daemon whose spans are kept in memory."""

    def __init__(
        self,
        stub: selector_service_pb2_grpc.SelectorServiceAsyncStub,
        channel: grpc.aio.Channel,
        spans: InMemorySpanExporter,
        management: str = "",
    ) -> None:
        self.stub = stub
        self.channel = channel
        self._spans = spans
        self.management = management

    def spans(self) -> list[ReadableSpan]:
        finished = sorted(self._spans.get_finished_spans(), key=lambda s: s.start_time or 0)
        self._spans.clear()
        return finished

    async def root(self) -> ReadableSpan:
        """Return the span of the call that has just failed: it ends after its caller is told."""
        for _ in range(200):
            found = [span for span in self.spans() if span.kind.name == "SERVER"]
            if found:
                return found[0]
            await asyncio.sleep(0.01)
        raise AssertionError("no server span within 2 s")

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
    async with traced_by(TracerProvider(), tmp_path) as daemon:
        yield daemon


@asynccontextmanager
async def traced_by(provider: TracerProvider, tmp_path: Path) -> AsyncIterator[Traced]:
    """Run a daemon whose spans are made by a provider."""
    exporter = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    settings = settings_in(tmp_path, cache={"maintenance_interval_s": 3600})
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(running(settings, tracer_provider=provider))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(daemon.address))
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        assert daemon.management is not None
        yield Traced(stub, channel, exporter, daemon.management.address)
