from __future__ import annotations

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import Step
from pacts_daemon.telemetry.steps import SpanSteps


@pytest.fixture
def kept() -> tuple[TracerProvider, InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return provider, exporter


@pytest.mark.parametrize("step", Step)
def test_step_is_a_span_with_what_was_kept(
    kept: tuple[TracerProvider, InMemorySpanExporter], step: Step
) -> None:
    provider, exporter = kept
    with SpanSteps(provider.get_tracer("test")).step(step) as facts:
        facts["nodes"] = 7

    (span,) = exporter.get_finished_spans()
    assert span.name.endswith(f".{step.value}")
    assert dict(span.attributes or {}) == {"pacts.page.nodes": 7}


def test_note_is_an_event_of_the_span_under_way(
    kept: tuple[TracerProvider, InMemorySpanExporter],
) -> None:
    provider, exporter = kept
    tracer = provider.get_tracer("test")
    with tracer.start_as_current_span("discovery"):
        SpanSteps(tracer).note("attempt 1: not there")

    (span,) = exporter.get_finished_spans()
    assert [event.name for event in span.events] == ["attempt 1: not there"]


def fail() -> None:
    raise PageUnavailableError("the page went away") from ValueError("http://host/reset-SECRET")


def test_failure_of_a_step_is_told_without_what_led_to_it(
    kept: tuple[TracerProvider, InMemorySpanExporter],
) -> None:
    provider, exporter = kept
    steps = SpanSteps(provider.get_tracer("test"))
    with pytest.raises(PageUnavailableError), steps.step(Step.OPEN):
        fail()

    (span,) = exporter.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert "the page went away" in span.to_json()
    assert "SECRET" not in span.to_json()
