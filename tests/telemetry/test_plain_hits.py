"""A daemon that has traced as many plain hits as it may this second."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from opentelemetry.sdk.resources import Resource
from opentelemetry.util.types import AttributeValue

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.telemetry import names, noted
from pacts_daemon.telemetry.plain import HitBudget
from pacts_daemon.telemetry.setup import DaemonTracerProvider
from tests.support.daemons.stubs import css, query
from tests.telemetry.conftest import Traced, traced_by

GET = "pacts.v1.SelectorService/GetSelector"
TRACEPARENT = ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


@pytest.fixture
async def spent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Traced]:
    monkeypatch.setattr(noted, "SLOW_S", 600)  # no hit is slow because the machine is
    provider = DaemonTracerProvider(Resource.create({}), HitBudget(0))
    async with traced_by(provider, tmp_path) as daemon:
        await daemon.stub.SaveSelector(pb.SaveSelectorRequest(query=query(), selectors=[css()]))
        daemon.spans()
        yield daemon


def asking(*elements: str) -> pb.BatchGetSelectorsRequest:
    requests = [pb.GetSelectorRequest(query=query(element=element)) for element in elements]
    return pb.BatchGetSelectorsRequest(requests=requests)


async def test_hits_one_by_one_and_in_a_batch_leave_no_span(spent: Traced) -> None:
    known = query()
    await spent.stub.GetSelector(pb.GetSelectorRequest(query=known))
    await spent.stub.BatchGetSelectors(asking(known.element, known.element))
    assert spent.spans() == []


async def test_miss_is_traced_as_any_call_is(spent: Traced) -> None:
    await spent.stub.GetSelector(pb.GetSelectorRequest(query=query(element="Unknown")))

    spans = spent.spans()
    root = next(span for span in spans if span.name == GET)
    assert said(root.attributes, names.ATTR_ANSWER_TRAIL) == (
        "memory=miss",
        "sqlite=miss",
        "discovery=skipped",
    )
    assert said(root.attributes, names.ATTR_QUERY_APP) == query().app
    assert said(root.attributes, names.ATTR_ANSWER_MISS) == "unknown"
    assert {span.name for span in spans if span is not root} == {"memory lookup", "sqlite lookup"}
    assert {span.context and span.context.trace_id for span in spans} == {
        root.context and root.context.trace_id
    }


async def test_batch_with_one_miss_is_traced_with_all_its_answers(spent: Traced) -> None:
    await spent.stub.BatchGetSelectors(asking(query().element, "Unknown"))

    (root,) = [span for span in spent.spans() if span.kind.name == "SERVER"]
    sources = [said(event.attributes, names.ATTR_ANSWER_SOURCE) for event in root.events]
    assert sources == ["memory", None]


async def test_hit_of_a_caller_who_traces_is_in_its_trace(spent: Traced) -> None:
    request = pb.GetSelectorRequest(query=query())
    await spent.stub.GetSelector(request, metadata=(TRACEPARENT,))
    assert [row[:2] for row in spent.tree()] == [(GET, ""), ("memory lookup", "memory")]


def said(attributes: Mapping[str, AttributeValue] | None, name: str) -> AttributeValue | None:
    return (attributes or {}).get(name)
