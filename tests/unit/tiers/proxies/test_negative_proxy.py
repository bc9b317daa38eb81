from dataclasses import replace

import pytest

from pacts_daemon.browser.proxies.negative import NegativeProxy
from pacts_daemon.core.content.page import PageForm, sent_page
from pacts_daemon.core.errors import BrowserUnavailableError
from pacts_daemon.core.model import MissReason, PageAccess
from pacts_daemon.core.page_ports import Located, NotDiscovered
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.unit.tiers.proxies.scripted import ScriptedFinder

ACCESS = PageAccess("http://127.0.0.1/")
NOT_THERE = NotDiscovered(MissReason.NOT_FOUND, "no such element")
STILL_NOT = NotDiscovered(MissReason.NOT_FOUND, "still not")


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


def remembering(wait_s: float, *answers: NotDiscovered) -> NegativeProxy:
    return NegativeProxy(ScriptedFinder(*answers), TurnedClock(), wait_s=wait_s)


async def test_not_found_is_remembered_for_seconds_only(clock: TurnedClock) -> None:
    finder = ScriptedFinder(NOT_THERE, STILL_NOT)
    proxy = NegativeProxy(finder, clock, wait_s=3, ttl_s=5)
    assert await proxy.find(a_query(), ACCESS) == NOT_THERE
    clock.turn(4.9)
    assert await proxy.find(a_query(), ACCESS) == NOT_THERE
    clock.turn(0.1)
    assert await proxy.find(a_query(), ACCESS) == STILL_NOT


async def test_fresh_look_is_taken_and_refreshes_what_is_remembered(clock: TurnedClock) -> None:
    proxy = NegativeProxy(ScriptedFinder(NOT_THERE, STILL_NOT), clock, wait_s=3, ttl_s=5)
    await proxy.find(a_query(), ACCESS)
    clock.turn(4)
    assert await proxy.find(a_query(), ACCESS, fresh=True) == STILL_NOT
    clock.turn(4)
    assert await proxy.find(a_query(), ACCESS) == STILL_NOT


async def test_fresh_find_forgets_the_not_found(clock: TurnedClock) -> None:
    entry = an_entry(clock.now())
    proxy = NegativeProxy(
        ScriptedFinder(NOT_THERE, Located(entry), Located(entry)), clock, wait_s=3, ttl_s=5
    )
    await proxy.find(a_query(), ACCESS)
    assert await proxy.find(a_query(), ACCESS, fresh=True) == Located(entry)
    assert await proxy.find(a_query(), ACCESS) == Located(entry)


async def test_another_query_is_looked_for(clock: TurnedClock) -> None:
    proxy = NegativeProxy(ScriptedFinder(NOT_THERE, STILL_NOT), clock, wait_s=3, ttl_s=5)
    await proxy.find(a_query(), ACCESS)
    assert await proxy.find(a_query(ordinal=2), ACCESS) == STILL_NOT


async def test_failure_is_not_remembered(clock: TurnedClock) -> None:
    entry = an_entry(clock.now())
    proxy = NegativeProxy(
        ScriptedFinder(BrowserUnavailableError("none"), Located(entry)), clock, wait_s=3, ttl_s=5
    )
    with pytest.raises(BrowserUnavailableError):
        await proxy.find(a_query(), ACCESS)
    assert await proxy.find(a_query(), ACCESS) == Located(entry)


async def test_memory_is_bounded(clock: TurnedClock) -> None:
    results = [NotDiscovered(MissReason.NOT_FOUND, str(n)) for n in range(4)]
    proxy = NegativeProxy(ScriptedFinder(*results), clock, wait_s=3, ttl_s=5, max_entries=2)
    for n in range(3):
        await proxy.find(a_query(ordinal=n), ACCESS)
    assert (await proxy.find(a_query(ordinal=0), ACCESS)).detail == "3"  # type: ignore[union-attr]


async def test_heal_looks_although_the_element_was_not_found_before(clock: TurnedClock) -> None:
    entry = an_entry(clock.now())
    proxy = NegativeProxy(ScriptedFinder(NOT_THERE, Located(entry)), clock, wait_s=3, ttl_s=5)
    await proxy.find(a_query(), ACCESS)
    assert await proxy.find(a_query(), ACCESS, known=entry) == Located(entry)


@pytest.mark.parametrize("reason", [MissReason.QUARANTINED, MissReason.HEAL_REFUSED])
async def test_what_a_person_may_decide_on_is_not_remembered(
    clock: TurnedClock, reason: MissReason
) -> None:
    entry = an_entry(clock.now())
    proxy = NegativeProxy(
        ScriptedFinder(NotDiscovered(reason, "waits"), Located(entry)), clock, wait_s=3, ttl_s=5
    )
    await proxy.find(a_query(), ACCESS)
    assert await proxy.find(a_query(), ACCESS) == Located(entry)


async def test_call_that_waits_longer_than_the_one_remembered_is_looked_for() -> None:
    proxy = remembering(5, NOT_THERE, STILL_NOT)
    await proxy.find(a_query(), replace(ACCESS, appear_wait_s=5))
    assert await proxy.find(a_query(), replace(ACCESS, appear_wait_s=5.1)) == STILL_NOT


async def test_call_that_waits_no_longer_than_the_one_remembered_is_answered_from_memory() -> None:
    proxy = remembering(5, NOT_THERE)
    await proxy.find(a_query(), replace(ACCESS, appear_wait_s=5))
    assert await proxy.find(a_query(), replace(ACCESS, appear_wait_s=5)) == NOT_THERE
    assert await proxy.find(a_query(), ACCESS) == NOT_THERE


async def test_call_that_does_not_say_waits_as_long_as_is_set() -> None:
    proxy = remembering(3, NOT_THERE, STILL_NOT)
    await proxy.find(a_query(), replace(ACCESS, appear_wait_s=2.9))
    assert await proxy.find(a_query(), ACCESS) == STILL_NOT
    assert await proxy.find(a_query(), replace(ACCESS, appear_wait_s=3)) == STILL_NOT


async def test_answer_from_memory_says_that_it_did_not_wait_itself() -> None:
    missed = replace(NOT_THERE, waited="waited 1.4 s: the page had settled after 0.4 s")
    proxy = remembering(3, missed)
    assert await proxy.find(a_query(), ACCESS) == missed

    again = await proxy.find(a_query(), ACCESS)

    assert isinstance(again, NotDiscovered)
    assert again.waited == f"remembered of a call that {missed.waited}"


async def test_not_found_on_a_page_that_was_sent_is_remembered_of_that_page_only() -> None:
    one, two = (
        PageAccess(page=sent_page(PageForm.HTML, html, "access.page"))
        for html in ("<p>one</p>", "<p>two</p>")
    )
    proxy = remembering(3, NOT_THERE, STILL_NOT, NOT_THERE)
    assert await proxy.find(a_query(), one) == NOT_THERE
    assert await proxy.find(a_query(), two) == STILL_NOT
    assert await proxy.find(a_query(), ACCESS) == NOT_THERE
    assert await proxy.find(a_query(), two) == STILL_NOT
    assert await proxy.find(a_query(), one) == NOT_THERE
