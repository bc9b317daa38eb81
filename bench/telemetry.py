"""What telling of a hit costs: the CPU of its access log line and of its spans, as shares."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as trace_pb
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc

import pacts
from bench.daemon import daemon_process
from bench.lookups import HTML, QUERY, REQUEST, SELECTORS
from pacts.v1 import selector_service_pb2_grpc

_CALLS = 250
_SETTLE_S = 0.1  # in which the threads that log and export take up what a turn left them


@dataclass(frozen=True, slots=True)
class TelemetryCost:
    """Microseconds of CPU that a hit takes of the daemon: bare, and with each way of telling.

    Without a collector a hit has no spans, which is what users have who have set none up.
    """

    bare_us: float
    logged_us: float
    traced_us: float

    @property
    def log_share(self) -> float:
        """The share of the log in a hit that is logged."""
        return max(0.0, 1 - self.bare_us / self.logged_us)

    @property
    def log_and_span_share(self) -> float:
        """The share of log and spans in a hit that has both, their export included."""
        return max(0.0, 1 - self.bare_us / self.traced_us)


class _Collector(trace_service_pb2_grpc.TraceServiceServicer):
    def Export(  # noqa: N802 - the name is OTLP's
        self,
        request: trace_pb.ExportTraceServiceRequest,  # noqa: ARG002
        context: grpc.ServicerContext,  # noqa: ARG002
    ) -> trace_pb.ExportTraceServiceResponse:
        return trace_pb.ExportTraceServiceResponse()


async def telemetry_cost(turns: int) -> TelemetryCost:
    """Measure hits of three daemons in turn, so that a machine that slows down slows all."""
    async with AsyncExitStack() as stack:
        collector = grpc.server(ThreadPoolExecutor(1))
        add_to_server: Any = trace_service_pb2_grpc.add_TraceServiceServicer_to_server
        add_to_server(_Collector(), collector)
        endpoint = f"http://127.0.0.1:{collector.add_insecure_port('127.0.0.1:0')}"
        collector.start()
        stack.callback(collector.stop, None)
        logged = {"PACTS_LOG_ACCESS": "true"}
        ways: tuple[Mapping[str, str], ...] = (
            {}, logged, {**logged, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint},
        )  # fmt: skip
        daemons = [await stack.enter_async_context(_asked(settings)) for settings in ways]
        taken: list[list[float]] = [[] for _ in daemons]
        for _ in range(1 + turns):
            for one, kept in zip(daemons, taken, strict=True):
                kept.append(await one.turn_us())
        bare, logged_us, traced = (statistics.median(kept[1:]) for kept in taken)
        return TelemetryCost(bare, logged_us, traced)


@dataclass(frozen=True, slots=True)
class _Asked:
    pid: int
    stub: Any  # the stubs of gRPC know no aio

    async def turn_us(self) -> float:
        before = _cpu_ns(self.pid)
        for _ in range(_CALLS):
            await self.stub.GetSelector(REQUEST)
        await asyncio.sleep(_SETTLE_S)
        return (_cpu_ns(self.pid) - before) / _CALLS / 1000


@asynccontextmanager
async def _asked(settings: Mapping[str, str]) -> AsyncIterator[_Asked]:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            daemon_process(Path(folder), settings) as started,
            pacts.AsyncClient(started.address) as client,
            grpc.aio.insecure_channel(started.address) as channel,
        ):
            await client.save_selector(QUERY, SELECTORS, evidence=pacts.Page(html=HTML))
            yield _Asked(started.pid, selector_service_pb2_grpc.SelectorServiceStub(channel))


def _cpu_ns(pid: int) -> int:
    """Return what all threads of a process have had so far, as Linux counts it."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
