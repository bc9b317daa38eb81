"""What telling of a hit costs: the CPU of its access log line and of its spans, as ratios.

``python -m bench.telemetry`` measures that alone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as trace_pb
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc

import pacts
from bench.daemon import daemon_process
from bench.lookups import HTML, QUERY, REQUEST, SELECTORS
from pacts.v1 import selector_service_pb2_grpc

RESULTS = Path(__file__).parent / "results" / "telemetry.json"
BARE, LOG, BOTH = "nothing", "access log", "access log and spans"
ALL = "access log and spans of all hits"
_CALLS = 250
_SETTLE_S = 0.1  # in which the threads that log and export take up what a turn left them
_LOGGED = {"PACTS_LOG_ACCESS": "true"}


@dataclass(frozen=True, slots=True)
class TelemetryCost:
    """Microseconds of CPU that a hit takes of the daemon, by what is told of it.

    Without a collector a hit has no spans, which is what users have who have set none up. Of these
    hits, which the first tier answers, the daemon traces `tracing.hits_per_s` unless a sampler says
    else. The export of spans is in it, as it is done by the daemon. ``factors`` are how many times
    the CPU of a hit of which nothing is told, each compared within a turn: a busy machine slows
    both.
    """

    us: Mapping[str, float]
    factors: Mapping[str, float]

    def share(self, way: str) -> float:
        """Return the share that telling has of a hit, 0 to 1."""
        return max(0.0, 1 - 1 / self.factors[way])


class _Collector(trace_service_pb2_grpc.TraceServiceServicer):
    def Export(  # noqa: N802 - the name is OTLP's
        self,
        request: trace_pb.ExportTraceServiceRequest,  # noqa: ARG002
        context: grpc.ServicerContext,  # noqa: ARG002
    ) -> trace_pb.ExportTraceServiceResponse:
        return trace_pb.ExportTraceServiceResponse()


class _HttpCollector(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def _over_grpc() -> Iterator[Mapping[str, str]]:
    server = grpc.server(ThreadPoolExecutor(1))
    add_to_server: Any = trace_service_pb2_grpc.add_TraceServiceServicer_to_server
    add_to_server(_Collector(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}"}
    finally:
        server.stop(None)


@contextmanager
def _over_http() -> Iterator[Mapping[str, str]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _HttpCollector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield {
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
                "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            }
        finally:
            server.shutdown()


async def telemetry_cost(turns: int) -> TelemetryCost:
    """Measure hits of a daemon for each way in turn, so that what slows one down slows all."""
    async with AsyncExitStack() as stack:
        by_grpc, by_http = stack.enter_context(_over_grpc()), stack.enter_context(_over_http())
        every = {"OTEL_TRACES_SAMPLER": "parentbased_always_on"}
        sampled = {
            "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
            "OTEL_TRACES_SAMPLER_ARG": "0.01",
        }
        ways: Mapping[str, Mapping[str, str]] = {
            BARE: {},
            LOG: _LOGGED,
            "spans": by_grpc,
            "spans of all hits": {**by_grpc, **every},
            "spans of all hits over HTTP": {**by_http, **every},
            "spans of one hit in a hundred": {**by_grpc, **sampled},
            BOTH: {**_LOGGED, **by_grpc},
            ALL: {**_LOGGED, **by_grpc, **every},
        }
        daemons = {
            way: await stack.enter_async_context(_asked(settings)) for way, settings in ways.items()
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(1 + turns):
            for way, one in daemons.items():
                taken[way].append(await one.turn_us())
        return _cost({way: us[1:] for way, us in taken.items()})


def _cost(taken: Mapping[str, list[float]]) -> TelemetryCost:
    factors = {
        way: [one / bare for one, bare in zip(us, taken[BARE], strict=True)]
        for way, us in taken.items()
    }
    return TelemetryCost(
        {way: statistics.median(us) for way, us in taken.items()},
        {way: statistics.median(ratios) for way, ratios in factors.items()},
    )


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


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.telemetry", description=__doc__)
    parser.add_argument("--turns", type=int, default=20, help=f"of {_CALLS} hits for each way")
    turns = parser.parse_args().turns
    cost = asyncio.run(telemetry_cost(turns))
    report = {
        "unit": "microseconds of the daemon's CPU for a hit on memory, median of turns",
        "turns": turns,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "us": dict(cost.us),
        "by_nothing_told": dict(cost.factors),
    }
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    for way, factor in cost.factors.items():
        print(f"{way:32} {cost.us[way]:8.0f} µs  {factor:5.2f}")


if __name__ == "__main__":
    main()
