"""What people decide on heals is carried out on what is served, over real gRPC and real storage."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import asyncpg
import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import heal_service_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.core.heal.admission import HealAdmission
from pacts_daemon.core.heal.model import HealRecord, HealRules, HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.core.store import EntryStore
from pacts_daemon.locate.snapshot import packed
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.tiers.memory import MemoryTier
from tests.support.builders import a_draft
from tests.support.daemons.behind import NEW, OLD, QUERY, Behind, open_behind
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in

Decision = Callable[[Stubs, str, str], Awaitable[pb.Heal]]
UNKNOWN = "0" * 32
CAPTURE = b'{"format":1,"url":"https://shop.test/\xc3\xb8"}'


async def approve(stubs: Stubs, heal_id: str, note: str = "") -> pb.Heal:
    return (await stubs.heal.ApproveHeal(pb.ApproveHealRequest(id=heal_id, note=note))).heal


async def reject(stubs: Stubs, heal_id: str, note: str = "") -> pb.Heal:
    return (await stubs.heal.RejectHeal(pb.RejectHealRequest(id=heal_id, note=note))).heal


async def rollback(stubs: Stubs, heal_id: str, note: str = "") -> pb.Heal:
    return (await stubs.heal.RollbackHeal(pb.RollbackHealRequest(id=heal_id, note=note))).heal


async def ask(stubs: Stubs, heal_id: str) -> pb.Heal:
    return (await stubs.heal.GetHeal(pb.GetHealRequest(id=heal_id))).heal


async def report(
    behind: Behind, version: int, *, failed: bool
) -> selector_pb.ReportOutcomeResponse:
    request = selector_pb.ReportOutcomeRequest(query=query(), version=version)
    if failed:
        request.failed.why = "it opened a menu"
        request.selector.CopyFrom(css(NEW))
    else:
        request.succeeded.SetInParent()
    return await behind.stubs.selector.ReportOutcome(request)


@pytest.fixture(params=["embedded", "servers"])
async def behind(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Behind]:
    namespace = f"t{uuid4().hex[:8]}"
    servers: dict[str, dict[str, object]] = {}
    if request.param == "servers":
        servers["redis"] = {"url": request.getfixturevalue("redis_url")}
        servers["postgres"] = {"dsn": request.getfixturevalue("postgres_dsn")}
    settings = settings_in(tmp_path, cache={"namespace": namespace}, **servers)
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings)
        yield await open_behind(stack, stubs, settings)
        await stubs.daemon.fast.clear()
    if settings.postgres.dsn is not None:
        connection = await asyncpg.connect(settings.postgres.dsn.get_secret_value())
        await connection.execute(f'DROP SCHEMA "{settings.postgres_schema}" CASCADE')
        await connection.close()


async def test_heal_is_told_with_both_sides_and_all_evidence(behind: Behind) -> None:
    heal = await behind.heal()
    told = await ask(behind.stubs, heal.id)
    assert (told.id, told.state) == (heal.id, pb.HEAL_STATE_QUARANTINED)
    assert [s.value for s in told.old.selectors] == [OLD]
    assert told.old.query.page == "https://shop.test/orders/:id"
    assert [s.value for s in told.new.selectors] == [NEW]
    assert told.new.identity.neighbourhood == ["Main page", "Søk ✓"]
    assert (told.way, told.verdict) == (
        pb.HEAL_WAY_DESCRIPTOR,
        element_pb2.ELEMENT_VERDICT_MOVED,
    )
    assert (told.score, told.margin) == (0.97, 0.41)
    assert [(r.evidence, r.weight) for r in told.reasons] == [("role", 1.25), ("text", -0.5)]
    assert told.runner_up == "/html/body/form[1]/input[1]"
    assert told.trace_id == heal.trace_id
    assert told.created_at.ToDatetime(heal.created_at.tzinfo) == heal.created_at
    assert not told.HasField("decided_at")


async def test_pages_of_a_heal_are_told_as_they_were_captured(behind: Behind) -> None:
    snapshot, place = packed(CAPTURE), "/html[1]/body[1]/button[1]"
    heal = await behind.heal(new=replace(a_draft(QUERY), snapshot=snapshot, place=place))
    told = await behind.stubs.heal.GetHealPages(pb.GetHealPagesRequest(id=heal.id))

    assert (told.new.capture, told.new.place) == (CAPTURE, place)
    assert not told.HasField("old"), "its entry was saved without a page"


async def test_quarantined_heal_approved_is_served(behind: Behind) -> None:
    heal = await behind.heal()
    assert await behind.selector() is None
    told = await approve(behind.stubs, heal.id, "looked at it: Øystein")
    assert (told.state, told.note) == (pb.HEAL_STATE_PROMOTED, "looked at it: Øystein")
    assert told.HasField("decided_at")
    answer = await behind.stubs.selector.GetSelector(selector_pb.GetSelectorRequest(query=query()))
    assert [s.value for s in answer.found.selectors] == [NEW]
    assert answer.found.heal_id == ""


async def test_discovery_does_not_go_around_a_quarantined_heal(behind: Behind) -> None:
    heal = await behind.heal()
    access = element_pb2.PageAccess(url="http://127.0.0.1:1/")
    request = selector_pb.GetSelectorRequest(query=query(), access=access)
    answer = await behind.stubs.selector.GetSelector(request)
    assert answer.miss.reason == element_pb2.MISS_REASON_QUARANTINED
    assert answer.miss.heal_id == heal.id


async def test_heal_on_probation_is_named_by_the_answer_until_it_is_approved(
    behind: Behind,
) -> None:
    heal = await behind.heal(HealState.PROBATION)
    get = selector_pb.GetSelectorRequest(query=query())
    for _ in range(2):  # from the durable tier, then from the fast one
        assert (await behind.stubs.selector.GetSelector(get)).found.heal_id == heal.id
    await approve(behind.stubs, heal.id)
    found = (await behind.stubs.selector.GetSelector(get)).found
    assert ([s.value for s in found.selectors], found.heal_id) == ([NEW], "")


async def test_quarantined_heal_rejected_is_never_made_again(behind: Behind) -> None:
    heal = await behind.heal()
    told = await reject(behind.stubs, heal.id, "that is Cancel")
    assert (told.state, told.note) == (pb.HEAL_STATE_REJECTED, "that is Cancel")
    assert await behind.selector() is None
    fast = MemoryTier(behind.clock, ttl_s=60, max_entries=10)
    store = EntryStore(
        fast, behind.tier, Metrics(behind.clock.now()).counters, Policy(), behind.clock
    )
    healer = HealAdmission(
        store, behind.tier.heal_log, behind.clock, InForce(HealRules()), lambda: ""
    )
    again = replace(heal.new, place="/html/body/elsewhere")
    history = await healer.history(again.query)
    kept = await healer.keep(again, heal.old, history)
    assert isinstance(kept, NotDiscovered)
    assert (kept.reason, kept.heal_id) == (MissReason.HEAL_REFUSED, heal.id)
    assert await behind.selector() is None


async def test_rejected_heal_approved_after_all_is_served(behind: Behind) -> None:
    heal = await behind.heal(HealState.PROBATION)
    await reject(behind.stubs, heal.id)
    told = await approve(behind.stubs, heal.id, "it was right")
    assert (told.state, told.note) == (pb.HEAL_STATE_PROMOTED, "it was right")
    assert await behind.selector() == NEW


async def test_heal_on_probation_rejected_is_dropped(behind: Behind) -> None:
    heal = await behind.heal(HealState.PROBATION)
    assert await behind.selector() == NEW
    await reject(behind.stubs, heal.id)
    assert await behind.selector() is None


@pytest.mark.parametrize("state", [HealState.PROBATION, HealState.PROMOTED])
async def test_served_heal_rolled_back_serves_what_was_before(
    behind: Behind, state: HealState
) -> None:
    heal = await behind.heal(state)
    assert await behind.selector() == NEW
    told = await rollback(behind.stubs, heal.id, "the old one was right")
    assert told.state == pb.HEAL_STATE_ROLLED_BACK
    assert await behind.selector() == OLD
    assert (await behind.entry()).heal_id == ""


@pytest.mark.parametrize(
    ("decide", "state"),
    [
        (approve, HealState.ROLLED_BACK),
        (reject, HealState.PROMOTED),
        (reject, HealState.ROLLED_BACK),
        (rollback, HealState.QUARANTINED),
        (rollback, HealState.REJECTED),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
async def test_heal_that_stands_elsewhere_is_not_decided_on(
    behind: Behind, decide: Decision, state: HealState
) -> None:
    heal = await behind.heal(state)
    served = await behind.selector()
    code, info = await failure(decide(behind.stubs, heal.id, ""))  # type: ignore[arg-type]
    assert (code, info.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "HEAL_STATE")
    assert dict(info.metadata) == {"id": heal.id, "state": state.value}
    assert (await behind.record(heal)).state is state
    assert await behind.selector() == served


@pytest.mark.parametrize("decide", [approve, reject, rollback])
async def test_decision_said_again_answers_the_same(behind: Behind, decide: Decision) -> None:
    heal = await behind.heal(HealState.PROBATION)
    first = await decide(behind.stubs, heal.id, "first")
    served = await behind.selector()
    again = await decide(behind.stubs, heal.id, "again")
    assert again == first
    assert await behind.selector() == served


async def test_reported_passes_promote_a_heal_on_probation(behind: Behind) -> None:
    heal = await behind.heal(HealState.PROBATION)
    version = (await behind.entry()).version
    effects = [(await report(behind, version, failed=False)).effect for _ in range(3)]
    assert effects == [selector_pb.REPORT_EFFECT_PROMOTED] * 3
    told = await ask(behind.stubs, heal.id)
    assert (told.state, told.passes) == (pb.HEAL_STATE_PROMOTED, 3)
    assert told.note == "3 reported passes"
    assert (await behind.entry()).heal_id == ""
    assert await behind.selector() == NEW


async def test_one_reported_failure_rejects_and_evicts_a_heal_on_probation(
    behind: Behind,
) -> None:
    heal = await behind.heal(HealState.PROBATION)
    version = (await behind.entry()).version
    await report(behind, version, failed=False)
    told = await report(behind, version, failed=True)
    assert (told.effect, told.version) == (selector_pb.REPORT_EFFECT_EVICTED, 0)
    assert (await ask(behind.stubs, heal.id)).state == pb.HEAL_STATE_REJECTED
    assert await behind.selector() is None


async def test_list_filters_and_pages_newest_first(behind: Behind) -> None:
    made = list[HealRecord]()
    for n in range(5):
        named = replace(QUERY, element=f"Element {n}", app="shop" if n < 4 else "blog")
        state = HealState.QUARANTINED if n % 2 else HealState.PROBATION
        made.append(await behind.heal(state, query=named))

    async def listed(**fields: object) -> list[list[int]]:
        pages, token = list[list[int]](), ""
        ids = [heal.id for heal in made]
        while token or not pages:
            request = pb.ListHealsRequest(page_size=2, page_token=token, **fields)  # type: ignore[arg-type]
            answer = await behind.stubs.heal.ListHeals(request)
            pages.append([ids.index(heal.id) for heal in answer.heals])
            assert len(pages) < 9
            token = answer.next_page_token
        return pages

    shop = {"app": "shop", "environment": "test", "page": "https://shop.test/orders/9"}
    assert await listed() == [[4, 3], [2, 1], [0]]
    assert await listed(app="blog") == [[4]]
    assert await listed(**shop) == [[3, 2], [1, 0], []]
    assert await listed(state=pb.HEAL_STATE_QUARANTINED) == [[3, 1], []]
    assert await listed(environment="prod") == [[]]
    assert await listed(page="checkout") == [[]]


async def test_approving_what_somebody_saved_over_keeps_theirs(behind: Behind) -> None:
    heal = await behind.heal()
    request = selector_pb.SaveSelectorRequest(query=query(), selectors=[css("#mine")])
    await behind.stubs.selector.SaveSelector(request)
    await approve(behind.stubs, heal.id)
    assert await behind.selector() == "#mine"
    assert isinstance(await behind.tier.lookup(key_of(QUERY)), type(heal.old))
