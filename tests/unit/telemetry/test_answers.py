"""The end of a walk stands on the span that is under way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pacts_daemon.core.answers import Answer, Found, Missed
from pacts_daemon.core.errors import FrozenError
from pacts_daemon.core.model import DriftCheck, MissReason, TierName
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.answers import describe_answer, describe_answers
from tests.unit.core.scripted import entry

ID = "0123456789abcdef" * 2
FOUND = Found(entry(), TierName("redis"), 1.0, DriftCheck.NO_EVIDENCE, None, ())
MISS = Missed(MissReason.QUARANTINED, "it waits", None, ())


def described(answer: Answer) -> dict[str, object]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with provider.get_tracer("test").start_as_current_span("rpc"):
        describe_answer(answer)
    (span,) = exporter.get_finished_spans()
    provider.shutdown()
    return dict(span.attributes or {})


@pytest.mark.parametrize(
    "answer",
    [replace(FOUND, entry=entry(heal_id=ID)), replace(MISS, heal_id=ID)],
    ids=["found", "missed"],
)
def test_answer_with_a_heal_names_it_on_the_span(answer: Answer) -> None:
    assert described(answer)[names.ATTR_HEAL_ID] == ID


@pytest.mark.parametrize("answer", [FOUND, MISS], ids=["found", "missed"])
def test_answer_without_a_heal_names_none(answer: Answer) -> None:
    attributes = described(answer)
    assert attributes
    assert names.ATTR_HEAL_ID not in attributes


def test_miss_names_its_failure_class_on_the_span() -> None:
    assert described(MISS)[names.ATTR_FAILURE_CLASS] == "drift"
    assert names.ATTR_FAILURE_CLASS not in described(FOUND)


def test_answers_of_a_batch_are_an_event_each() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with provider.get_tracer("test").start_as_current_span("rpc"):
        describe_answers([FOUND, MISS, FrozenError("nothing is discovered")])
    (span,) = exporter.get_finished_spans()
    provider.shutdown()
    said = [dict(event.attributes or {}) for event in span.events]
    assert said[0][names.ATTR_ANSWER_SOURCE] == "redis"
    assert said[1][names.ATTR_ANSWER_MISS] == "quarantined"
    assert said[2][names.ATTR_ERROR_TYPE] == "FrozenError"
    assert [one[names.ATTR_ANSWER_NUMBER] for one in said] == [0, 1, 2]
    assert names.ATTR_ANSWER_SOURCE not in (span.attributes or {})
