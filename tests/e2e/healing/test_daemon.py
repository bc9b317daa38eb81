"""A selector fails on the live page, and the daemon heals it, keeps it back or says gone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

import pacts
from tests.e2e.healing.conftest import BEFORE, CANCEL, FIELDS, FORM, SAVE, ShopOf, captured

pytestmark = pytest.mark.asyncio(loop_scope="session")

RENAMED = FORM.format(FIELDS, '<button id="keep-order" class="btn">Save my order</button>' + CANCEL)
REMOVED = FORM.format(FIELDS, CANCEL)
NAMESAKE = BEFORE.replace("<nav>", "<nav><a href=/saved>Save order</a> ")
WITHOUT_BUTTON = NAMESAKE.replace(SAVE, "")
ELEMENT = "Save order"


async def test_renamed_element_is_healed_on_probation_and_promoted_by_passes(
    shop_of: ShopOf,
) -> None:
    shop = shop_of("renamed")
    known = await shop.learned(BEFORE, ELEMENT)
    shop.release(RENAMED)
    healed = await shop.failed(ELEMENT, known.selectors[0])

    assert isinstance(healed, pacts.Found), healed
    assert healed.verdict == pacts.ElementVerdict.CHANGED
    heal = await shop.client.heals.get(healed.heal_id)
    assert (heal.state, heal.way) == (pacts.HealState.PROBATION, pacts.HealWay.DESCRIPTOR)
    assert heal.reasons
    assert 0 < heal.margin <= 1

    for _ in range(2):
        await shop.client.report_outcome(shop.query(ELEMENT), healed.version, pacts.Succeeded())
    assert (await shop.client.heals.get(healed.heal_id)).state == pacts.HealState.PROMOTED
    answer = await shop.client.get_selector(shop.query(ELEMENT))
    assert isinstance(answer, pacts.Found)
    assert answer.heal_id == ""


async def test_renamed_element_waits_in_quarantine_until_it_is_approved(shop_of: ShopOf) -> None:
    shop = shop_of("quarantine")
    known = await shop.learned(BEFORE, ELEMENT)
    shop.release(RENAMED)
    missed = await shop.failed(ELEMENT, known.selectors[0])
    again = await shop.client.get_selector(shop.query(ELEMENT), access=shop.access)

    for answer in (missed, again):
        assert isinstance(answer, pacts.Miss), answer
        assert answer.reason == pacts.MissReason.QUARANTINED
    await shop.client.heals.approve(missed.heal_id, "renamed on purpose")
    verified = await shop.client.verify_selector(shop.query(ELEMENT), shop.access)
    assert isinstance(verified, pacts.Verification)
    assert verified.is_right


async def test_removed_element_is_gone_and_heals_to_no_neighbour(shop_of: ShopOf) -> None:
    shop = shop_of("removed")
    known = await shop.learned(BEFORE, ELEMENT)
    shop.release(REMOVED)
    missed = await shop.failed(ELEMENT, known.selectors[0])

    assert isinstance(missed, pacts.Miss), missed
    assert (missed.reason, missed.verdict) == (
        pacts.MissReason.NOT_FOUND,
        pacts.ElementVerdict.GONE,
    )
    assert [heal async for heal in shop.client.heals.list(app=shop.app)] == []


async def test_removed_element_is_gone_although_another_has_its_name(
    shop_of: ShopOf, page: Page
) -> None:
    shop = shop_of("namesake")
    selector = pacts.Selector(pacts.SelectorStrategy.CSS, "#save-order")
    was = await captured(page, NAMESAKE)
    await shop.client.save_selector(shop.query(ELEMENT), [selector], evidence=was)
    shop.release(WITHOUT_BUTTON)
    missed = await shop.failed(ELEMENT, selector)

    assert isinstance(missed, pacts.Miss), missed
    assert missed.verdict == pacts.ElementVerdict.GONE
    assert "was another element before" in missed.detail


async def test_entry_that_a_client_saved_with_a_capture_heals_by_more_than_its_name(
    shop_of: ShopOf, page: Page
) -> None:
    shop = shop_of("saved")
    selector = pacts.Selector(pacts.SelectorStrategy.CSS, "#save-order")
    name = "the button at the end"
    await shop.client.save_selector(
        shop.query(name), [selector], evidence=await captured(page, BEFORE)
    )
    shop.release(RENAMED)
    healed = await shop.failed(name, selector)

    assert isinstance(healed, pacts.Found), healed
    heal = await shop.client.heals.get(healed.heal_id)
    assert heal.way == pacts.HealWay.DESCRIPTOR
    assert heal.old.descriptor.name == "Save order"


async def test_rejected_heal_stays_away_and_rollback_brings_the_old_back(shop_of: ShopOf) -> None:
    shop = shop_of("rejected")
    known = await shop.learned(BEFORE, ELEMENT)
    shop.release(RENAMED)
    healed = await shop.failed(ELEMENT, known.selectors[0])
    assert isinstance(healed, pacts.Found), healed
    rolled = await shop.client.heals.rollback(healed.heal_id, "the release was taken back")
    assert rolled.state == pacts.HealState.ROLLED_BACK
    answer = await shop.client.get_selector(shop.query(ELEMENT))
    assert isinstance(answer, pacts.Found)
    assert answer.selectors == known.selectors

    again = await shop.failed(ELEMENT, known.selectors[0])
    assert isinstance(again, pacts.Found), again
    await shop.client.heals.reject(again.heal_id, "not ours")
    missed = await shop.client.get_selector(shop.query("Save my order"), access=shop.access)
    assert isinstance(missed, pacts.Found), "another name is another element"
    refused = await shop.client.get_selector(shop.query(ELEMENT), access=shop.access)
    assert isinstance(refused, pacts.Miss)


async def test_healing_that_is_off_leaves_the_entry(shop_of: ShopOf) -> None:
    shop = shop_of("off")
    known = await shop.learned(BEFORE, ELEMENT)
    shop.release(RENAMED)
    missed = await shop.failed(ELEMENT, known.selectors[0])

    assert isinstance(missed, pacts.Miss)
    assert missed.reason == pacts.MissReason.HEAL_REFUSED
    assert isinstance(await shop.client.get_selector(shop.query(ELEMENT)), pacts.Found)
