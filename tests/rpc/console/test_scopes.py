"""What the scopes of a token let its holder see and do in the console."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from opentelemetry.trace import NoOpTracer

from pacts_daemon.console.history import History
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.site import console_of
from pacts_daemon.console.views.overview import Figures
from pacts_daemon.core.calls.principal import Principal, Scope
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.policy import InForce
from pacts_daemon.drift_core import Limits, RustMeter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.lines import LineWriter
from pacts_daemon.telemetry.readiness import Readiness, State
from pacts_daemon.telemetry.setup import LogLevel, make_logger
from tests.support.builders import a_draft, a_heal, a_query
from tests.support.console import Visitor
from tests.unit.core.conftest import House

MINE, THEIRS = a_query(app="shop-eu"), a_query(app="bank")
PEOPLE = {
    "reads": Principal("reads", frozenset({Scope.READ}), "shop"),
    "heals": Principal("heals", frozenset({Scope.READ, Scope.HEAL}), "shop"),
    "administers": Principal("administers", frozenset({Scope.READ, Scope.ADMIN}), "shop"),
    "reports": Principal("reports", frozenset({Scope.REPORT})),
}


def parts_of(house: House, meter: RustMeter) -> Parts:
    return Parts(
        store=house.store,
        durable=house.durable,
        heals=house.log,
        audit=house.durable.audit_log,
        review=house.desk,
        resolver=house.resolver,
        meter=meter,
        pages=SentPages(meter, house.clock),
        clock=house.clock,
        readiness=lambda: Readiness(State.DEGRADED, {"redis": "it does not answer <b>"}),
        kept_parameters=(),
        max_page_bytes=1024,
        policy=InForce(house.policy),
    )


@pytest_asyncio.fixture
async def house() -> House:
    """A daemon's core that knows an element of two apps, each with a heal that waits."""
    made = House()
    for number, query in enumerate((MINE, THEIRS)):
        await made.store.save(a_draft(query))
        heal = a_heal(made.clock.now(), query, id=f"{number}" * 32, state=HealState.QUARANTINED)
        await made.log.record(heal)
    return made


@pytest_asyncio.fixture
async def origin(house: House) -> AsyncIterator[str]:
    meter, metrics = RustMeter(Limits()), Metrics(house.clock.now())
    history = History(metrics.counters, metrics.registry, house.clock)
    figures = Figures(metrics.counters, metrics.registry, history)
    with LineWriter(2) as lines:
        logger = make_logger(LogLevel("error"), lines)
        app = web.Application()
        parts = parts_of(house, meter)
        app.add_subapp(
            "/console", console_of(parts, figures, PEOPLE.get, logger, NoOpTracer(), is_local=True)
        )
        async with TestServer(app) as server:
            yield f"http://127.0.0.1:{server.port}"


async def visiting(http: ClientSession, origin: str, who: str) -> Visitor:
    """Log somebody in."""
    visitor = Visitor(http, origin)
    fields = {"token": who, "csrf": await visitor.proof("/console/login")}
    assert (await visitor.post("/console/login", fields)).status == 303
    return visitor


@pytest_asyncio.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def test_apps_out_of_reach_are_not_there(http: ClientSession, origin: str) -> None:
    visitor = await visiting(http, origin, "reads")

    entries = await (await visitor.get("/console/entries")).text()
    heals = await (await visitor.get("/console/heals")).text()
    entry = await visitor.get(f"/console/entries/{key_of(THEIRS)}")
    page = await visitor.get(f"/console/entries/{key_of(THEIRS)}/page")
    heal = await visitor.get(f"/console/heals/{'1' * 32}")
    compared = await visitor.get(f"/console/compare?entry={key_of(THEIRS)}")

    assert "shop-eu" in entries
    assert "shop-eu" in heals
    assert "bank" not in entries + heals
    assert {one.status for one in (entry, page, heal, compared)} == {404}


async def test_reader_decides_on_no_heal(http: ClientSession, origin: str, house: House) -> None:
    visitor = await visiting(http, origin, "reads")
    path = f"/console/heals/{'0' * 32}"
    text = await (await visitor.get(path)).text()

    answer = await visitor.post(path, {"decision": "approve", "csrf": await visitor.proof(path)})

    assert "it lacks the scope heal" in text
    assert answer.status == 403
    assert house.log.held["0" * 32].state is HealState.QUARANTINED


async def test_healer_decides_on_heals_of_own_apps_alone(
    http: ClientSession, origin: str, house: House
) -> None:
    visitor = await visiting(http, origin, "heals")
    proof = {"decision": "approve", "csrf": await visitor.proof("/console/heals")}

    own = await visitor.post(f"/console/heals/{'0' * 32}", proof)
    other = await visitor.post(f"/console/heals/{'1' * 32}", proof)

    assert (own.status, other.status) == (303, 404)
    assert house.log.held["0" * 32].state is HealState.PROMOTED
    assert house.log.held["0" * 32].note == "decided in the console by heals"
    assert house.log.held["1" * 32].state is HealState.QUARANTINED


async def test_lookup_beyond_the_own_apps_is_refused(http: ClientSession, origin: str) -> None:
    visitor = await visiting(http, origin, "reads")
    fields = {"environment": "test", "page": "p", "element": "e"}
    proof = {"csrf": await visitor.proof("/console/lookup")}

    own = await visitor.post("/console/lookup", fields | proof | {"app": "shop-eu"})
    other = await visitor.post("/console/lookup", fields | proof | {"app": "bank"})

    assert (own.status, other.status) == (200, 403)


async def test_token_that_may_not_read_shows_no_page(http: ClientSession, origin: str) -> None:
    visitor = await visiting(http, origin, "reports")

    pages = [await visitor.get(f"/console/{path}") for path in ("", "entries", "heals", "lookup")]

    assert {page.status for page in pages} == {403}
    assert (await visitor.get("/console/static/style.css")).status == 200
    assert "shop-eu" not in "".join([await page.text() for page in pages])


async def test_audit_is_shown_to_those_who_administer_of_their_own_apps(
    http: ClientSession, origin: str
) -> None:
    visitor = await visiting(http, origin, "administers")

    text = await (await visitor.get("/console/audit")).text()

    assert "shop-eu" in text
    assert "bank" not in text


async def test_audit_is_kept_from_those_who_do_not_administer(
    http: ClientSession, origin: str
) -> None:
    visitor = await visiting(http, origin, "heals")

    page = await visitor.get("/console/audit")

    assert page.status == 403
    assert "shop-eu" not in await page.text()


async def test_overview_names_who_is_to_blame(http: ClientSession, origin: str) -> None:
    visitor = await visiting(http, origin, "reads")

    text = await (await visitor.get("/console/")).text()

    assert "degraded" in text
    assert "<dt>redis</dt>" in text
    assert "it does not answer &lt;b&gt;" in text


async def test_tier_that_is_away_is_told_and_its_secrets_are_not(
    http: ClientSession, origin: str, house: House
) -> None:
    visitor = await visiting(http, origin, "reads")
    house.durable.down = True

    page = await visitor.get("/console/entries")

    assert page.status == 503
    assert "postgres is unavailable" in await page.text()


async def test_defect_is_told_by_its_request_id_alone(
    http: ClientSession, origin: str, house: House
) -> None:
    visitor = await visiting(http, origin, "reads")
    house.log.held["0" * 32] = None  # type: ignore[assignment]

    page = await visitor.get("/console/heals")

    text = await page.text()
    assert page.status == 500
    assert "request id" in text
    assert "Traceback" not in text
