"""What holds for the audit of every durable tier: `core.audit.log.AuditLog`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pacts_daemon.core.audit.model import (
    AuditAction,
    AuditFilter,
    AuditNote,
    AuditRecord,
    Cause,
    told,
)
from pacts_daemon.core.calls.caller import called_from
from pacts_daemon.core.calls.principal import Principal, acts_as
from pacts_daemon.core.errors import VersionConflictError
from pacts_daemon.core.heal.model import HealState, decided
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.tiers.proxies.heal_log import HealingTier
from tests.support.backends.harnesses import DurableHarness
from tests.support.builders import SELECTORS, a_draft, a_heal, a_query

ALL = AuditFilter()
QUERY = a_query()
KEY = key_of(QUERY)
BEST = "test_id=data-testid:search"
YEAR_S = 366 * 24 * 3600.0


async def everything(tier: HealingTier, where: AuditFilter = ALL) -> list[AuditRecord]:
    """Return what is listed, oldest first."""
    return (await tier.audit_log.records(where, 0, 1000))[::-1]


def of_the_query(record: AuditRecord) -> bool:
    whose = (record.app, record.environment, record.page, record.element, record.key)
    return whose == (QUERY.app, QUERY.environment, QUERY.page, QUERY.element, KEY)


async def test_save_is_recorded_with_whose_it_is_by_whom_and_its_version(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    acts_as(Principal("token:ci"))
    called_from("ipv4:10.0.0.7:51234")
    saved = await tier.save(a_draft(), retention_s=60)
    (record,) = await everything(tier)
    assert of_the_query(record)
    assert (record.who, record.peer, record.action) == ("token:ci", "network", AuditAction.SAVED)
    assert (record.version_before, record.version_after, record.count) == (0, 1, 1)
    assert (record.selector, record.recorded_at) == (BEST, saved.verified_at)


async def test_change_is_recorded_with_its_cause_and_one_without_a_cause_is_not(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    passed = await tier.update(replace(saved, successes=1))
    turned = replace(passed, selectors=SELECTORS[::-1])
    await tier.update(turned, Cause(AuditAction.DEMOTED, "a reported failure", "f" * 32))
    demoted = (await everything(tier))[-1]
    assert (demoted.version_before, demoted.version_after) == (2, 3)
    assert (demoted.reason, demoted.heal_id) == ("a reported failure", "f" * 32)
    assert demoted.selector == "css=form > input:nth-child(1)"
    assert len(await everything(tier)) == 2


async def test_change_that_conflicts_leaves_no_record(durable: DurableHarness) -> None:
    tier = await durable.open()
    saved = await tier.save(a_draft(), retention_s=60)
    before = await everything(tier)
    with pytest.raises(VersionConflictError):
        await tier.save(a_draft(), retention_s=60, expected_version=0)
    with pytest.raises(VersionConflictError):
        await tier.save(a_draft(), retention_s=60, expected_version=9)
    with pytest.raises(VersionConflictError):
        await tier.update(replace(saved, version=9), Cause(AuditAction.DEMOTED))
    assert await tier.remove(KEY, 9) == []
    assert await tier.remove_all(ListFilter("another")) == []
    assert await everything(tier) == before


async def test_removal_is_recorded_with_its_version(durable: DurableHarness) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    (removal,) = await tier.remove(KEY, cause=Cause(AuditAction.EVICTED, "drifted"))
    record = (await everything(tier))[-1]
    assert of_the_query(record)
    assert (record.action, record.reason, record.selector) == (AuditAction.EVICTED, "drifted", "")
    assert (record.version_before, record.version_after) == (1, removal.version)


async def test_removal_of_many_is_one_record_and_one_in_the_story_of_each(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    for element in ("one", "two", "three"):
        await tier.save(a_draft(a_query(element=element)), retention_s=60)
    await tier.remove_all(ListFilter(QUERY.app, QUERY.environment))
    summary = (await everything(tier))[-1]
    assert (summary.action, summary.count) == (AuditAction.INVALIDATED, 3)
    assert (summary.app, summary.environment, summary.page) == (QUERY.app, QUERY.environment, "")
    assert (summary.key, summary.version_before, summary.version_after) == ("", 0, 0)
    assert len(await everything(tier)) == 4
    for where in (AuditFilter(element="two"), AuditFilter(key=key_of(a_query(element="two")))):
        story = await everything(tier, where)
        assert [(one.action, one.version_after) for one in story] == [
            (AuditAction.SAVED, 1),
            (AuditAction.INVALIDATED, 2),
        ]


async def test_purge_is_recorded_of_entries_and_not_of_old_removals(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    await tier.save(a_draft(), retention_s=60)
    await tier.save(a_draft(a_query(element="dropped")), retention_s=60)
    await tier.remove(key_of(a_query(element="dropped")))
    await tier.settle([*[r for _, r in await tier.unsettled(9) if r.version == 2]])
    durable.clock.turn(2 * 24 * 3600)
    assert await tier.purge() == 1
    summary = (await everything(tier))[-1]
    assert (summary.who, summary.peer, summary.count) == ("daemon", "", 1)
    assert summary.reason == "entries past their expiry"
    gone = (await everything(tier, AuditFilter(key=KEY)))[-1]
    assert (gone.action, gone.version_before, gone.version_after) == (AuditAction.PURGED, 1, 0)
    assert await tier.purge() == 0
    assert (await everything(tier))[-1] == summary


async def test_heals_are_recorded_as_they_are_made_and_decided_on(durable: DurableHarness) -> None:
    tier = await durable.open()
    now = durable.clock.now()
    heal = a_heal(now, state=HealState.QUARANTINED)
    await tier.heal_log.record(heal)
    await tier.heal_log.record(heal)  # the retry of a call whose answer was lost
    approved = decided(heal, HealState.PROMOTED, "Ann: it moved", now)
    assert await tier.heal_log.change(approved, heal, AuditAction.HEAL_APPROVED)
    assert not await tier.heal_log.change(approved, heal, AuditAction.HEAL_APPROVED)
    counted = replace(approved, passes=1)
    assert await tier.heal_log.change(counted, approved)
    made, decision = await everything(tier)
    assert of_the_query(made)
    assert of_the_query(decision)
    assert (made.action, made.reason) == (AuditAction.HEAL_MADE, "quarantined")
    assert (decision.action, decision.reason) == (AuditAction.HEAL_APPROVED, "Ann: it moved")
    assert {made.heal_id, decision.heal_id} == {heal.id}
    assert {made.selector, decision.selector} == {"css=#found-again"}
    assert {made.version_after, made.count, decision.version_after} == {0}


async def test_note_is_recorded_with_and_without_a_query(durable: DurableHarness) -> None:
    tier = await durable.open()
    await tier.audit_log.note(AuditNote(Cause(AuditAction.POLICY_CHANGED, "log.level")))
    refused = Cause(AuditAction.HEAL_REFUSED, "healing is off")
    await tier.audit_log.note(AuditNote(refused, QUERY))
    policy, refusal = await everything(tier)
    assert (policy.action, policy.reason) == (AuditAction.POLICY_CHANGED, "log.level")
    assert (policy.key, policy.count) == ("", 0)
    assert of_the_query(refusal)
    assert refusal.reason == "healing is off"


@pytest.mark.parametrize(
    "where",
    [
        {"app": "wiki"},
        {"environment": "test"},
        {"page": QUERY.page},
        {"element": QUERY.element},
        {"key": KEY},
        {"action": AuditAction.DISCOVERED},
        {"who": "ann"},
        {"app": "wiki", "environment": "test", "page": QUERY.page, "who": "ann"},
    ],
    ids=",".join,
)
async def test_records_are_those_of_the_filter(
    durable: DurableHarness, where: dict[str, Any]
) -> None:
    tier = await durable.open()
    acts_as(Principal("bob"))
    other = a_query(app="shop", environment="prod", page="/cart", element="Pay")
    await tier.save(a_draft(other), retention_s=60)
    acts_as(Principal("ann"))
    await tier.save(a_draft(), retention_s=60, cause=Cause(AuditAction.DISCOVERED))
    assert len(await everything(tier)) == 2
    (found,) = await everything(tier, AuditFilter(**where))
    assert of_the_query(found)
    assert await everything(tier, AuditFilter(**where | {"app": "none"})) == []


async def test_records_are_those_of_the_time_from_since_on_and_before_until(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    moments = []
    for element in ("one", "two", "three"):
        durable.clock.turn(1)
        moments.append(await tier.save(a_draft(a_query(element=element)), retention_s=60))
    first, second, third = (entry.verified_at for entry in moments)
    found = await everything(tier, AuditFilter(since=second))
    assert [one.element for one in found] == ["two", "three"]
    found = await everything(tier, AuditFilter(since=first, until=third))
    assert [one.element for one in found] == ["one", "two"]
    assert await everything(tier, AuditFilter(until=first)) == []


async def test_records_are_listed_newest_first_a_page_at_a_time(durable: DurableHarness) -> None:
    tier = await durable.open()
    for number in range(5):
        await tier.save(a_draft(a_query(element=str(number))), retention_s=60)
    first = await tier.audit_log.records(ALL, 0, 2)
    rest = await tier.audit_log.records(ALL, first[-1].id, 9)
    assert [one.element for one in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert await tier.audit_log.records(ALL, rest[-1].id, 9) == []


async def test_text_that_no_line_could_show_is_recorded_readably(durable: DurableHarness) -> None:
    tier = await durable.open()
    strange = "one\n two \0\x1b[2J \u202eabc " + "Søk ✓ " * 200
    await tier.audit_log.note(AuditNote(Cause(AuditAction.HEAL_REFUSED, strange), QUERY))
    (record,) = await everything(tier)
    assert record.reason == told(strange, 512)
    assert record.reason.startswith("one two \ufffd\ufffd[2J \ufffdabc Søk ✓")
    assert len(record.reason.encode()) <= 512


async def test_records_past_their_time_are_purged_and_that_is_recorded(
    durable: DurableHarness,
) -> None:
    tier = await durable.open()
    durable.clock.jump(-YEAR_S - 1)
    await tier.save(a_draft(), retention_s=2 * YEAR_S)
    durable.clock.jump(YEAR_S + 1)
    await tier.save(a_draft(), retention_s=2 * YEAR_S)
    await tier.purge()
    kept, purged = await everything(tier)
    assert (kept.action, kept.version_after) == (AuditAction.SAVED, 2)
    assert (purged.action, purged.count) == (AuditAction.PURGED, 1)
    assert purged.reason.startswith("audit records up to ")
    assert purged.recorded_at - kept.recorded_at < timedelta(seconds=60)
