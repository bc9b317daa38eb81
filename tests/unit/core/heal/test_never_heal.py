"""Elements that are not looked for again: by a mark on their entry, or by a rule of their app."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacts_daemon.core.answers import FailureClass, Found, Missed
from pacts_daemon.core.feedback import Effect, Report
from pacts_daemon.core.heal.model import HealRules, NeverHealed
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Descriptor, Draft, Entry, MissReason, Outcome
from tests.unit.core.conftest import House
from tests.unit.core.scripted import ACCESS, CSS, NOON, QUERY, entry

KEY = key_of(QUERY)
MARKED = entry(never_heal=True)
BY_NAME = HealRules(never_heal={"shop": NeverHealed(names=("sea*",))})


def kept(house: House) -> Entry:
    held = house.durable.held[KEY]
    assert isinstance(held, Entry)
    return held


async def test_failed_selector_of_a_marked_entry_is_refused_and_the_entry_stays(
    house: House,
) -> None:
    house.durable.held[KEY] = MARKED
    missed = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.NEVER_HEALED
    assert missed.detail == "its entry is marked never to be healed"
    assert missed.failure_class is FailureClass.DRIFT
    assert missed.trail[-1].outcome is Outcome.SKIPPED
    assert (house.discovery.calls, kept(house)) == (0, MARKED)


async def test_resolve_without_a_failed_selector_does_not_go_around_the_mark(house: House) -> None:
    house.durable.held[KEY] = MARKED
    missed = await house.resolver.resolve(QUERY, ACCESS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.NEVER_HEALED
    assert kept(house) == MARKED


async def test_drift_of_a_marked_entry_neither_drops_nor_looks(house: House) -> None:
    house.durable.held[KEY] = MARKED
    missed = await house.resolver.get(QUERY, b"page-9", ACCESS)

    assert isinstance(missed, Missed)
    assert (missed.reason, missed.drift_ratio) == (MissReason.NEVER_HEALED, 0.5)
    assert (house.discovery.calls, kept(house)) == (0, MARKED)
    assert isinstance(await house.resolver.get(QUERY, b"page-1"), Found)


async def test_failures_in_a_row_do_not_evict_a_marked_entry(house: House) -> None:
    house.durable.held[KEY] = MARKED
    effects = [(await house.feedback.report(Report(QUERY, 1, CSS)))[0] for _ in range(5)]

    assert set(effects) == {Effect.DEMOTED}
    assert kept(house).never_heal


async def test_rule_of_the_app_refuses_as_a_mark_does(house: House) -> None:
    house.rules = BY_NAME
    house.durable.held[KEY] = entry()
    missed = await house.resolver.resolve(QUERY, ACCESS, CSS)

    assert isinstance(missed, Missed)
    assert missed.reason is MissReason.NEVER_HEALED
    assert missed.detail == "'sea*' of shop is never healed"


async def test_element_that_no_tier_knows_is_discovered_whatever_the_rule_says(
    house: House,
) -> None:
    house.rules = BY_NAME

    assert isinstance(await house.resolver.get(QUERY, None, ACCESS), Found)


async def test_save_keeps_the_mark_in_the_entry(house: House) -> None:
    saved = await house.store.save(Draft(QUERY, (CSS,), never_heal=True))

    assert saved.never_heal
    assert not (await house.store.save(Draft(QUERY, (CSS,)))).never_heal


DELETE = replace(
    entry(replace(QUERY, element="Remove", page="https://shop.test/users/:id")),
    descriptor=Descriptor(role="button", name="Delete user"),
    verified_at=NOON,
)


@pytest.mark.parametrize(
    ("rules", "covers"),
    [
        ({"shop": NeverHealed(names=("delete *",))}, True),
        ({"shop": NeverHealed(names=("Remove",))}, True),
        ({"shop": NeverHealed(names=("user",))}, False),
        ({"shop": NeverHealed(roles=("button",))}, True),
        ({"shop": NeverHealed(roles=("link",))}, False),
        ({"shop": NeverHealed(pages=("*/users/*",))}, True),
        ({"shop": NeverHealed(pages=("*/orders/*",))}, False),
        ({"*": NeverHealed(names=("delete*",))}, True),
        ({"other": NeverHealed(names=("delete*",))}, False),
        ({"shop": NeverHealed(), "*": NeverHealed(roles=("b*",))}, True),
        ({}, False),
    ],
)
def test_rule_covers_by_name_role_or_page(rules: dict[str, NeverHealed], *, covers: bool) -> None:
    assert bool(HealRules(never_heal=rules).never_heals(DELETE)) is covers
