"""A tier that nobody has heard of: counters, spans and statistics know it by its name alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest

from pacts.v1 import admin_service_pb2, selector_service_pb2
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.services import Composition
from pacts_daemon.app.wiring import open_tiers, traced_fast
from pacts_daemon.codec.messages import query_to_message
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import TierName
from pacts_daemon.core.policy import InForce
from pacts_daemon.rpc.access.tokens import Tokens
from pacts_daemon.rpc.server import Servicers
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics
from tests.support.builders import a_query, an_entry
from tests.support.fakes.fast import ScriptedFast

VALKEY = TierName("valkey")


class Daemon:
    """The services of a daemon with a scripted tier in front, without a network."""

    def __init__(self) -> None:
        self.clock = SystemClock()
        self.metrics = Metrics(self.clock.now())
        self.tier = ScriptedFast(self.clock, VALKEY)
        self.spans = InMemorySpanExporter()

    async def start(self, stack: AsyncExitStack, settings: Settings) -> Servicers:
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.spans))
        tracer = provider.get_tracer("test")
        opened = await open_tiers(stack, settings, self.clock, tracer)
        fast = traced_fast(self.tier, settings, self.clock, tracer)
        tiers = replace(opened, fast=fast)
        return Composition(
            InForce(settings),
            tiers,
            self.metrics,
            self.clock,
            tracer,
            stack,
            str,
            Tokens(self.clock).lent,
        ).servicers()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def test_tier_that_is_only_wired_is_counted_traced_and_listed(
    stack: AsyncExitStack, tmp_path: Path
) -> None:
    daemon = Daemon()
    services = await daemon.start(stack, Settings(data_dir=tmp_path))
    daemon.tier.held[key_of(a_query())] = an_entry(daemon.clock.now())
    request = selector_service_pb2.GetSelectorRequest(query=query_to_message(a_query()))
    answer = await services.selector.GetSelector(request, None)  # type: ignore[arg-type]
    stats = await services.admin.GetCacheStats(admin_service_pb2.GetCacheStatsRequest(), None)  # type: ignore[arg-type]

    assert answer.found.source == "valkey"
    assert [visit.tier for visit in answer.trail] == ["valkey"]
    assert (stats.hits["valkey"], stats.lookups, stats.fast_tier) == (1, 1, "valkey")
    assert "cache_hit_valkey 1.0" in generate_latest(daemon.metrics.registry).decode()
    assert ("valkey lookup", "valkey") in [
        (span.name, (span.attributes or {}).get("pacts.tier.name"))
        for span in daemon.spans.get_finished_spans()
    ]
