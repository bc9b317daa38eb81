from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pytest_httpserver import HTTPServer

from pacts_daemon.pipeline.planner.choice import PlannerName, choose
from pacts_daemon.pipeline.planner.plan import Planner
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.settings import Settings
from tests.pipeline.planner.messages_api import MessagesApi
from tests.pipeline.planner.requirements import KEY

MODEL = "model-of-the-tests"


@pytest.fixture
def api() -> Iterator[MessagesApi]:
    with HTTPServer("127.0.0.1", 0, threaded=True) as server:
        yield MessagesApi(server)


@dataclass
class Desk:
    """Makes planners that would ask a server, with their plans in a folder of the test."""

    url: str
    data_dir: Path
    spans: InMemorySpanExporter = field(default_factory=InMemorySpanExporter)

    def planner(
        self,
        name: PlannerName = "anthropic",
        *,
        variables: dict[str, str] | None = None,
        **planner: Any,
    ) -> Planner:
        section = {"model": MODEL, "base_url": self.url, "timeout_s": 20, **planner}
        settings = Settings(data_dir=self.data_dir, planner=section)  # type: ignore[arg-type]
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.spans))
        given = {"ANTHROPIC_API_KEY": KEY} if variables is None else variables
        return choose(name, settings, RulesPlanner(), given, provider.get_tracer("tests"))

    def span(self) -> ReadableSpan:
        (span,) = self.spans.get_finished_spans()
        self.spans.clear()
        return span


@pytest.fixture
def desk(api: MessagesApi, tmp_path: Path) -> Desk:
    return Desk(api.url, tmp_path / "data")


@pytest.fixture
def desk_at(tmp_path: Path) -> Callable[[str], Desk]:
    return lambda url: Desk(url, tmp_path / "data")
