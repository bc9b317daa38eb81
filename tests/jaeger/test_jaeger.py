"""What people see in Jaeger: each outcome of a lookup is one trace, joined to the test's own span.

``pytest -s`` prints the waterfalls that docs/telemetry.md shows.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from opentelemetry import baggage, context
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.trace import format_trace_id
from redis.asyncio import Redis

from pacts import AsyncClient, ElementQuery, Found, Miss, Page, PageAccess, Selector
from pacts import SelectorStrategy as Strategy
from tests.jaeger.server import Jaeger, Span, running_jaeger
from tests.jaeger.waterfall import waterfall
from tests.support.daemons.processes import serving

QUERY = ElementQuery("shop", "test", "/checkout", "Place order")
CLIENT_KIND = 3
OLD = "<main><h1>Checkout</h1><form><label>Name<input name=n></label>" + "".join(
    f"<p id=line-{n}><b>Item</b> <i>{n}</i></p>" for n in range(12)
)
PAGE = f"{OLD}<button id=order>Place order</button></form></main>"
REDESIGNED = (
    "<div class=app><table>"
    + "".join(f"<tr id=row-{n}><td>Item<td><em>{n}</em>" for n in range(12))
    + "</table><footer><button class=cta>Place order</button></footer></div>"
)


@pytest.fixture(scope="module")
def jaeger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jaeger]:
    with running_jaeger(tmp_path_factory.mktemp("jaeger")) as server:
        yield server


@pytest.fixture(scope="module")
def address(
    jaeger: Jaeger, redis_url: str, postgres_dsn: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    environment = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": jaeger.otlp,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
        "PACTS_REDIS_URL": redis_url,
        "PACTS_POSTGRES_DSN": postgres_dsn,
    }
    with serving(tmp_path_factory.mktemp("data"), **environment) as daemon:
        yield daemon.address


@pytest_asyncio.fixture
async def client(address: str) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(address) as connected:
        await connected.invalidate_selectors(QUERY.app, QUERY.environment)
        yield connected


class Traced:
    """A test's own span, around calls."""

    def __init__(self, jaeger: Jaeger, name: str) -> None:
        self._jaeger = jaeger
        resource = Resource.create({"service.name": "shop-tests"})
        self._provider = TracerProvider(resource=resource)
        exporter = OTLPSpanExporter(jaeger.otlp, insecure=True)
        self._provider.add_span_processor(SimpleSpanProcessor(exporter))
        self._name = name
        self._id = ""

    def __enter__(self) -> Traced:
        self._token = context.attach(baggage.set_baggage("test.name", self._name))
        tracer = self._provider.get_tracer("shop-tests")
        self._span = tracer.start_as_current_span(f"test: {self._name}")
        self._id = format_trace_id(self._span.__enter__().get_span_context().trace_id)
        return self

    def __exit__(self, *_: object) -> None:
        self._span.__exit__(None, None, None)
        context.detach(self._token)
        self._provider.shutdown()

    async def spans(self, count: int) -> list[Span]:
        """Return the trace, the test's span first; all of one trace, and joined."""
        spans = await self._jaeger.trace(self._id, count)
        ids = {span.id for span in spans}
        assert spans[0].name == f"test: {self._name}"
        assert [span.name for span in spans[1:] if span.parent not in ids] == []
        assert spans[1].attributes["test.name"] == self._name
        sys.stdout.write(f"\n{waterfall(spans)}\n")
        return spans


async def save(client: AsyncClient) -> None:
    selectors = [Selector(Strategy.CSS, "#order")]
    await client.save_selector(QUERY, selectors, evidence=Page(html=PAGE))


def named(spans: list[Span], name: str) -> Span:
    (found,) = (span for span in spans if span.name == name)
    return found


async def test_redis_hit_is_one_child_of_kind_client(client: AsyncClient, jaeger: Jaeger) -> None:
    await save(client)
    with Traced(jaeger, "pays from the cache") as traced:
        answer = await client.get_selector(QUERY)
    assert isinstance(answer, Found)
    spans = await traced.spans(3)

    assert [span.name for span in spans[1:]] == [
        "pacts.v1.SelectorService/GetSelector",
        "redis lookup",
    ]
    asked = named(spans, "redis lookup")
    assert asked.kind == CLIENT_KIND
    assert asked.attributes["db.system.name"] == "redis"
    assert asked.attributes["pacts.tier.outcome"] == "hit"


async def test_postgres_hit_warms_redis(
    client: AsyncClient, jaeger: Jaeger, redis_url: str
) -> None:
    await save(client)
    await empty(redis_url)
    with Traced(jaeger, "pays after a restart of Redis") as traced:
        answer = await client.get_selector(QUERY)
    assert isinstance(answer, Found)
    assert answer.source == "postgres"
    spans = await traced.spans(5)

    assert {span.name: span.attributes.get("pacts.tier.outcome") for span in spans[2:]} == {
        "redis lookup": "miss",
        "postgres lookup": "hit",
        "redis store": "done",
    }
    assert named(spans, "postgres lookup").attributes["db.system.name"] == "postgresql"


async def test_discovery_shows_its_steps(client: AsyncClient, jaeger: Jaeger) -> None:
    with Traced(jaeger, "pays for the first time") as traced:
        answer = await client.get_selector(QUERY, access=PageAccess(page=Page(html=PAGE)))
    assert isinstance(answer, Found)
    assert answer.source == "discovery"
    spans = await traced.spans(13)

    discovery = named(spans, "discovery lookup")
    assert discovery.attributes["pacts.tier.outcome"] == "hit"
    assert "pacts.page.find" in {span.name for span in spans if span.parent == discovery.id}
    assert {"postgres save", "redis store"} <= {span.name for span in spans}


async def test_drift_is_measured_dropped_and_healed_in_one_trace(
    client: AsyncClient, jaeger: Jaeger
) -> None:
    await save(client)
    with Traced(jaeger, "pays after a redesign") as traced:
        answer = await client.get_selector(QUERY, access=PageAccess(page=Page(html=REDESIGNED)))
    assert not isinstance(answer, Miss), answer
    spans = await traced.spans(18)

    drift = next(span for span in spans if span.name == "pacts.drift")
    assert drift.attributes["pacts.drift.found"] is True
    assert drift.attributes["pacts.drift.ratio"] > drift.attributes["pacts.drift.threshold"]
    assert {"postgres remove", "discovery lookup", "postgres save", "postgres heal_save"} <= {
        span.name for span in spans
    }
    assert spans[1].attributes["pacts.heal.id"] == answer.heal_id


async def test_services_are_the_tests_and_the_daemon(jaeger: Jaeger) -> None:
    assert {"shop-tests", "pacts"} <= set(jaeger.services())


async def empty(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        names = [name async for name in redis.scan_iter()]
        kept = [name for name in names if b"standing" not in name]
        if kept:
            await redis.delete(*kept)


def test_waterfall_shows_the_tree_in_order() -> None:
    spans = [
        Span("t", "test", "a", "", 1, 0, 10, {}),
        Span("p", "call", "b", "a", 2, 2, 6, {}),
        Span("p", "redis lookup", "c", "b", 3, 3, 1, {"pacts.tier.outcome": "hit"}),
    ]
    lines = waterfall(spans).splitlines()

    assert [line.split("  ")[0] or line.strip().split("  ")[0] for line in lines] == [
        "test",
        "call",
        "redis lookup = hit",
    ]
    assert all(line.endswith("|") for line in lines)
