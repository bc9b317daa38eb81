"""What holds for the heal log of every durable tier: `core.ports.HealLog`."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealFilter, HealRecord, HealState
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, Relocation, Selector, Strategy, Verdict, Way
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from tests.support.backends.harnesses import (
    IN_A_DATABASE,
    DurableHarness,
    PostgresHarness,
    SqlHarness,
)
from tests.support.builders import a_draft, a_heal, a_query, an_entry

KEY = key_of(a_query())
ALL = HealFilter()
STRANGE = 'Søk ✓ 🦆 \0 "quoted" \\ \n e\u0301 \u202e'


async def recorded(durable: DurableHarness, tier: HealingTier, **changes: Any) -> HealRecord:
    """Record a heal, a second after the one before."""
    durable.clock.turn(1)
    heal = a_heal(durable.clock.now(), **changes)
    await tier.heal_log.record(heal)
    return heal


def listed(heal: HealRecord) -> HealRecord:
    """The heal as lists give it: without the page."""
    return replace(heal, new=replace(heal.new, snapshot=b""))


async def test_heal_recorded_comes_back_equal_with_its_page(durable: DurableHarness) -> None:
    tier = await durable.open()
    now = durable.clock.now()
    old = an_entry(now, version=7, revision=4, snapshot_id=b"\x01" * 16, place="/html/body/a")
    heal = a_heal(
        now, old=old, state=HealState.REJECTED, passes=2, decided_at=now, note="not this one"
    )
    await tier.heal_log.record(heal)
    assert await tier.heal_log.heal(heal.id) == heal
    assert await tier.heal_log.heals(ALL, "", 5) == [listed(heal)]
    assert await tier.heal_log.heals_of(KEY, 5) == [listed(heal)]


@pytest.mark.parametrize(
    "new",
    [
        a_draft(),
        a_draft(snapshot=b"page", place="/html", heal_id="0" * 32),
        a_draft(relocation=Relocation(Way.NAME, Verdict.KEPT, 0.0, 0.0)),
        a_draft(descriptor=replace(a_draft().descriptor, rect=None)),
    ],
)
async def test_heal_of_any_draft_comes_back_equal(durable: DurableHarness, new: Draft) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier, new=new)
    assert await tier.heal_log.heal(heal.id) == heal


async def test_heal_of_strange_text_comes_back_equal(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(
        durable,
        tier,
        new=a_draft(
            selectors=(Selector(Strategy.TEXT, STRANGE),),
            relocation=Relocation(Way.NAME, Verdict.CHANGED, 1.0, 0.5, ((STRANGE, -1.5),), STRANGE),
        ),
        note=STRANGE,
    )
    assert await tier.heal_log.heal(heal.id) == heal


async def test_heal_of_a_page_over_the_limit_comes_back_without_it(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier, new=a_draft(snapshot=b"x" * ((1 << 20) + 1), place="/a"))
    assert await tier.heal_log.heal(heal.id) == listed(heal)


async def test_heal_of_the_longest_query_is_kept(durable: DurableHarness) -> None:
    tier = await durable.open()
    query = a_query(app="ä" * 64, environment="e" * 128, page="p/ß" * 1000, element="x" * 512)
    heal = await recorded(durable, tier, query=query)
    assert await tier.heal_log.heals(HealFilter(page=query.page), "", 2) == [listed(heal)]


async def test_heal_that_is_not_there_is_none(durable: DurableHarness) -> None:
    tier = await durable.open()
    assert await tier.heal_log.heal("0" * 32) is None
    assert await tier.heal_log.heals(ALL, "", 5) == []
    assert await tier.heal_log.heals_of(KEY, 5) == []


async def test_record_of_the_same_heal_again_changes_nothing(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier)
    decided = replace(heal, state=HealState.PROMOTED)
    assert await tier.heal_log.change(decided, heal)
    await tier.heal_log.record(heal)
    assert await tier.heal_log.heal(heal.id) == decided


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (ALL, ["live", "talk", "shop", "home/b", "home/a"]),
        (HealFilter(app="wiki", environment="test", page="home"), ["home/b", "home/a"]),
        (HealFilter(environment="live"), ["live"]),
        (HealFilter(state=HealState.QUARANTINED), ["talk", "home/b"]),
        (HealFilter(page="home", state=HealState.QUARANTINED), ["home/b"]),
        (HealFilter(app="none"), []),
    ],
)
async def test_heals_are_those_that_match_newest_first(
    durable: DurableHarness, where: HealFilter, names: list[str]
) -> None:
    tier = await durable.open()
    waits = HealState.QUARANTINED
    heals = {
        "home/a": await recorded(durable, tier, query=a_query(page="home", element="a")),
        "home/b": await recorded(
            durable, tier, query=a_query(page="home", element="b"), state=waits
        ),
        "shop": await recorded(durable, tier, query=a_query(page="home", app="shop")),
        "talk": await recorded(durable, tier, query=a_query(page="talk"), state=waits),
        "live": await recorded(durable, tier, query=a_query(page="home", environment="live")),
    }
    assert await tier.heal_log.heals(where, "", 10) == [listed(heals[name]) for name in names]


async def test_heals_come_a_page_at_a_time_even_when_made_at_once(durable: DurableHarness) -> None:
    tier = await durable.open()
    made = [a_heal(durable.clock.now(), id=f"{n:032x}") for n in (3, 11, 7, 1, 9)]
    for heal in made:
        await tier.heal_log.record(heal)
    later = await recorded(durable, tier)
    ids, before = list[str](), ""
    while page := await tier.heal_log.heals(HealFilter(app="wiki"), before, 2):
        ids += [heal.id for heal in page]
        before = ids[-1]
    assert ids == [later.id, *(f"{n:032x}" for n in (11, 9, 7, 3, 1))]


async def test_heals_before_one_that_is_gone_are_none(durable: DurableHarness) -> None:
    tier = await durable.open()
    await recorded(durable, tier)
    assert await tier.heal_log.heals(ALL, "f" * 32, 5) == []


async def test_heals_of_a_query_are_its_own_newest_first(durable: DurableHarness) -> None:
    tier = await durable.open()
    made = [await recorded(durable, tier) for _ in range(3)]
    await recorded(durable, tier, query=a_query(ordinal=2))
    assert await tier.heal_log.heals_of(KEY, 9) == [listed(heal) for heal in made[::-1]]
    assert await tier.heal_log.heals_of(KEY, 2) == [listed(heal) for heal in made[:0:-1]]


async def test_heals_that_bind_a_query_are_not_hidden_by_newer_ones(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    states = (HealState.REJECTED, HealState.QUARANTINED, HealState.PROMOTED, HealState.ROLLED_BACK)
    made = [await recorded(durable, tier, state=state) for state in states]
    bound = await tier.heal_log.heals_of(KEY, 2, binding=True)
    assert bound == [listed(made[1]), listed(made[0])]


async def test_change_of_a_heal_as_expected_replaces_it(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier, state=HealState.QUARANTINED)
    durable.clock.turn(60)
    approved = replace(
        heal, state=HealState.PROMOTED, decided_at=durable.clock.now(), note="by hand"
    )
    assert await tier.heal_log.change(approved, heal)
    assert await tier.heal_log.heal(heal.id) == approved
    assert await tier.heal_log.heals(HealFilter(state=HealState.QUARANTINED), "", 5) == []
    assert await tier.heal_log.heals(HealFilter(state=HealState.PROMOTED), "", 5) == [
        listed(approved)
    ]


@pytest.mark.parametrize("meanwhile", [{"passes": 1}, {"state": HealState.PROMOTED}])
async def test_change_of_a_heal_that_is_another_meanwhile_is_refused(
    durable: DurableHarness, meanwhile: dict[str, Any]
) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier)
    changed = replace(heal, **meanwhile)
    assert await tier.heal_log.change(changed, heal)
    assert not await tier.heal_log.change(replace(heal, state=HealState.REJECTED), heal)
    assert await tier.heal_log.heal(heal.id) == changed


async def test_change_of_a_heal_that_is_not_there_is_refused(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = a_heal(durable.clock.now())
    assert not await tier.heal_log.change(heal, heal)


async def test_change_of_a_listed_heal_keeps_its_page(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier)
    (seen,) = await tier.heal_log.heals(ALL, "", 1)
    assert await tier.heal_log.change(replace(seen, passes=1), seen)
    assert await tier.heal_log.heal(heal.id) == replace(heal, passes=1)


async def test_change_by_many_at_once_loses_no_pass(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(3)]
    heal = await recorded(durable, tiers[0])

    async def count_a_pass(tier: HealingTier) -> None:
        is_counted = False
        while not is_counted:
            known = await tier.heal_log.heal(heal.id)
            assert known is not None
            is_counted = await tier.heal_log.change(replace(known, passes=known.passes + 1), known)

    await asyncio.gather(*(count_a_pass(tiers[n % 3]) for n in range(12)))
    assert await tiers[0].heal_log.heal(heal.id) == replace(heal, passes=12)


async def test_change_to_different_ends_at_once_lets_one_through(durable: DurableHarness) -> None:
    tiers = [await durable.open() for _ in range(2)]
    heal = await recorded(durable, tiers[0])
    ends = [HealState.PROMOTED, HealState.REJECTED] * 4
    wanted = [replace(heal, state=state, note=str(n)) for n, state in enumerate(ends)]
    done = await asyncio.gather(
        *(tiers[n % 2].heal_log.change(end, heal) for n, end in enumerate(wanted))
    )
    assert sum(done) == 1
    assert await tiers[0].heal_log.heal(heal.id) == wanted[done.index(True)]


@pytest.mark.parametrize("durable", IN_A_DATABASE, indirect=True)
@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(lambda value: value[:-7], id="truncated"),
        pytest.param(lambda value: value[:1], id="header-only"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff" * 64, id="noise"),
        pytest.param(lambda value: value[:1] + b"\xff" * 64, id="noise-after-the-header"),
        pytest.param(lambda value: b"\x63" + value[1:], id="unknown-format"),
    ],
)
async def test_heal_of_damaged_bytes_is_as_good_as_none(
    durable: DurableHarness, damaged: Callable[[bytes], bytes]
) -> None:
    assert isinstance(durable, SqlHarness)
    tier = await durable.open()
    heals = [await recorded(durable, tier) for _ in range(3)]
    await durable.damage_heal(heals[1], damaged)
    whole = [listed(heals[2]), listed(heals[0])]
    assert await tier.heal_log.heal(heals[1].id) is None
    assert await tier.heal_log.heals(ALL, "", 2) == whole
    assert await tier.heal_log.heals_of(KEY, 3) == whole


async def test_heals_survive_reopening(durable: DurableHarness) -> None:
    tier = await durable.open()
    heal = await recorded(durable, tier)
    await tier.close()
    assert await (await durable.open()).heal_log.heal(heal.id) == heal


async def test_postgres_heal_of_text_it_cannot_keep_is_the_callers_fault(postgres_dsn: str) -> None:
    harness = PostgresHarness(postgres_dsn)
    async with harness.resources:
        await harness.prepare()
        tier = await harness.open()
        with pytest.raises(InvalidFieldError, match="query"):
            await recorded(harness, tier, query=a_query(page="a\0b"))
        assert await tier.heal_log.heals(ALL, "", 5) == []
