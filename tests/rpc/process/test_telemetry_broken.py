"""Whatever telling of a call meets, the call has its answer, and the failure is counted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import grpc
import pytest
from opentelemetry import propagate
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from prometheus_client import Histogram

from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.app.run import running
from pacts_daemon.rpc.selector_service import SelectorService
from pacts_daemon.telemetry.lines import LineWriter
from tests.support.daemons.stubs import css, failure, query, settings_in

SAVE = pb.SaveSelectorRequest(query=query(), selectors=[css()])
GET = pb.GetSelectorRequest(query=query())


class BrokenStart(SpanProcessor):
    def on_start(self, span: object, parent_context: object = None) -> None:
        raise RuntimeError("broken")


class BrokenEnd(SpanProcessor):
    def on_end(self, span: object) -> None:
        raise RuntimeError("broken")


class BreakableLines(LineWriter):
    is_broken = False

    def put(self, event: Mapping[str, Any]) -> None:
        if self.is_broken:
            raise OSError("broken")
        super().put(event)


@dataclass
class Served:
    """A daemon, by its stub and what it says of itself."""

    stub: selector_service_pb2_grpc.SelectorServiceAsyncStub
    metrics_url: str

    async def answers(self) -> None:
        await self.stub.SaveSelector(SAVE)
        assert (await self.stub.GetSelector(GET)).found.version == 1
        code, info = await failure(self.stub.GetSelector(pb.GetSelectorRequest()))
        assert (code, info.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")

    async def failures(self) -> float:
        async with aiohttp.ClientSession() as http:
            text = await (await http.get(self.metrics_url)).text()
        return float(text.partition("\npacts_telemetry_failures_total ")[2].split("\n")[0])


@asynccontextmanager
async def serving(folder: Path, **parts: Any) -> AsyncIterator[Served]:
    settings = settings_in(folder, log={"level": "info"})
    async with (
        running(settings, **parts) as daemon,
        grpc.aio.insecure_channel(daemon.address) as channel,
    ):
        assert daemon.management is not None
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        yield Served(stub, f"http://{daemon.management.address}/metrics")


def broken(*_: object, **__: object) -> Any:
    raise RuntimeError("broken")


async def test_whole_telemetry_counts_no_failure(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        await served.answers()
        assert await served.failures() == 0


@pytest.mark.parametrize("processor", [BrokenStart(), BrokenEnd()])
async def test_broken_spans_cost_no_answer(processor: SpanProcessor, tmp_path: Path) -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(processor)
    async with serving(tmp_path, tracer_provider=provider) as served:
        await served.answers()
        assert await served.failures() >= 6  # three calls, and what two of them asked of tiers


@pytest.mark.parametrize(
    ("owner", "name"),
    [(propagate, "get_global_textmap"), (Histogram, "observe")],
    ids=["propagation", "measurement"],
)
async def test_broken_part_of_telemetry_costs_no_answer(
    owner: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path) as served:
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, broken)
            await served.answers()
        assert await served.failures() >= 3


async def test_broken_log_costs_no_answer_and_leaves_a_defect_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BreakableLines(None) as lines:
        async with serving(tmp_path, lines=lines) as served:
            lines.is_broken = True
            await served.answers()
            assert await served.failures() >= 3
            monkeypatch.setattr(SelectorService, "_lookup", broken)
            code, info = await failure(served.stub.GetSelector(GET))
            lines.is_broken = False
    assert (code, info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
