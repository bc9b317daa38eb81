"""A Jaeger that keeps what it is sent in memory, and its query API."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.backends.servers import await_port, free_port

ROOT = Path(__file__).resolve().parents[2]
_CONFIG = """
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces: {{receivers: [otlp], exporters: [jaeger_storage_exporter]}}
  telemetry: {{metrics: {{level: none}}}}
extensions:
  jaeger_storage: {{backends: {{kept: {{memory: {{max_traces: 10000}}}}}}}}
  jaeger_query:
    storage: {{traces: kept}}
    http: {{endpoint: "127.0.0.1:{query}"}}
    grpc: {{endpoint: "127.0.0.1:{grpc}"}}
receivers:
  otlp: {{protocols: {{grpc: {{endpoint: "127.0.0.1:{otlp}"}}}}}}
exporters:
  jaeger_storage_exporter: {{trace_storage: kept}}
"""


@dataclass(frozen=True, slots=True)
class Span:
    """One span as Jaeger has it; times in milliseconds from the first span of its trace."""

    service: str
    name: str
    id: str
    parent: str
    kind: int
    start_ms: float
    ms: float
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Jaeger:
    """Where spans are sent to, and asked for."""

    otlp: str
    query: str

    async def trace(self, trace_id: str, spans: int) -> list[Span]:
        """Return a trace by when its spans began, once it has so many of them."""
        found: list[Span] = []
        for _ in range(150):
            found = await asyncio.to_thread(self._trace, trace_id)
            if len(found) >= spans:
                return found
            await asyncio.sleep(0.1)
        raise AssertionError(f"{len(found)} of {spans} spans: {[span.name for span in found]}")

    def services(self) -> list[str]:
        return list(self._ask("services").get("services", ()))

    def _trace(self, trace_id: str) -> list[Span]:
        try:
            answer = self._ask(f"traces/{trace_id}")
        except URLError:  # not known yet
            return []
        resources = answer.get("result", {}).get("resourceSpans", ())
        told = [
            (_attributes(one["resource"])["service.name"], span)
            for one in resources
            for scope in one["scopeSpans"]
            for span in scope["spans"]
        ]
        if not told:
            return []
        first = min(int(span["startTimeUnixNano"]) for _, span in told)
        spans = [_span(service, span, first) for service, span in told]
        return sorted(spans, key=lambda span: span.start_ms)

    def _ask(self, what: str) -> dict[str, Any]:
        with urlopen(f"{self.query}/api/v3/{what}", timeout=10) as answer:  # noqa: S310 - of this machine
            said: dict[str, Any] = json.loads(answer.read())
        return said


def _span(service: str, span: dict[str, Any], first: int) -> Span:
    start, end = int(span["startTimeUnixNano"]), int(span["endTimeUnixNano"])
    return Span(
        service,
        span["name"],
        span["spanId"],
        span.get("parentSpanId", ""),
        span.get("kind", 0),
        (start - first) / 1e6,
        (end - start) / 1e6,
        _attributes(span),
    )


def _attributes(of: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: next(iter(one["value"].values())) for one in of.get("attributes", ())}


@contextmanager
def running_jaeger(folder: Path) -> Iterator[Jaeger]:
    """Run a Jaeger on free ports while the block runs."""
    otlp, query, grpc = free_port(), free_port(), free_port()
    config = folder / "jaeger.yaml"
    config.write_text(_CONFIG.format(otlp=otlp, query=query, grpc=grpc), "utf-8")
    (program,) = (ROOT / ".tools" / "jaeger").glob("*/jaeger")
    log = (folder / "jaeger.log").open("wb")
    with log, subprocess.Popen([program, "--config", config], stdout=log, stderr=log) as server:
        try:
            await_port(otlp, server)
            await_port(query, server)
            yield Jaeger(f"http://127.0.0.1:{otlp}", f"http://127.0.0.1:{query}")
        finally:
            server.terminate()
