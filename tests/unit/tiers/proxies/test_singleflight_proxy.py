import asyncio
from dataclasses import replace
from typing import Any

import pytest

from pacts_daemon.browser.proxies.singleflight import SingleFlightProxy
from pacts_daemon.core.calls.time_left import limited_to, time_left_s
from pacts_daemon.core.content.page import PageForm, sent_page
from pacts_daemon.core.errors import AddressNotAllowedError, BrowserUnavailableError
from pacts_daemon.core.model import MissReason, PageAccess
from pacts_daemon.core.page_ports import Located, NotDiscovered
from tests.support.builders import a_query, an_entry
from tests.support.clock import TurnedClock
from tests.unit.tiers.proxies.scripted import ScriptedFinder

HERE = PageAccess("http://127.0.0.1/")
THERE = PageAccess("http://127.0.0.1/", "http://127.0.0.1:9222")
KNOWN = an_entry(TurnedClock().now())
ENTRY = Located(KNOWN)
NOT_THERE = NotDiscovered(MissReason.NOT_FOUND, "no such element")


def at_the_gate(
    *results: Located | NotDiscovered | Exception,
) -> tuple[ScriptedFinder, SingleFlightProxy]:
    finder = ScriptedFinder(*results)
    finder.gate.clear()
    return finder, SingleFlightProxy(finder)


async def test_calls_at_once_for_one_query_share_a_flight() -> None:
    finder, proxy = at_the_gate(ENTRY)
    calls = [asyncio.ensure_future(proxy.find(a_query(), HERE)) for _ in range(5)]
    await asyncio.sleep(0)
    finder.gate.set()
    assert await asyncio.gather(*calls) == [ENTRY] * 5
    assert len(finder.calls) == 1


async def test_flight_has_not_the_deadline_of_the_caller_who_began_it() -> None:
    left_s: list[float | None] = []

    class Finder(ScriptedFinder):
        async def find(self, *given: Any, **more: Any) -> Located | NotDiscovered:
            left_s.append(time_left_s())
            return await super().find(*given, **more)

    with limited_to(0.5):
        assert await SingleFlightProxy(Finder(ENTRY)).find(a_query(), HERE) == ENTRY
    assert left_s == [None]


async def test_calls_one_after_another_fly_each() -> None:
    finder = ScriptedFinder(NOT_THERE, ENTRY)
    proxy = SingleFlightProxy(finder)
    assert await proxy.find(a_query(), HERE) == NOT_THERE
    assert await proxy.find(a_query(), HERE) == ENTRY


async def test_calls_for_different_queries_fly_each() -> None:
    finder, proxy = at_the_gate(ENTRY, NOT_THERE)
    one = asyncio.ensure_future(proxy.find(a_query(), HERE))
    other = asyncio.ensure_future(proxy.find(a_query(ordinal=2), HERE))
    await asyncio.sleep(0)
    finder.gate.set()
    assert [await one, await other] == [ENTRY, NOT_THERE]


async def test_fresh_call_does_not_join_one_that_is_not() -> None:
    finder, proxy = at_the_gate(NOT_THERE, ENTRY)
    plain = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    fresh = asyncio.ensure_future(proxy.find(a_query(), HERE, fresh=True))
    await asyncio.sleep(0)
    finder.gate.set()
    assert [await plain, await fresh] == [NOT_THERE, ENTRY]
    assert [fresh for _, _, fresh in finder.calls] == [False, True]


async def test_cancellation_of_the_first_caller_leaves_the_flight_to_the_others() -> None:
    finder, proxy = at_the_gate(ENTRY)
    first = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    finder.gate.set()
    assert await second == ENTRY
    assert len(finder.calls) == 1


async def test_error_is_shared_by_callers_of_the_same_page() -> None:
    finder, proxy = at_the_gate(BrowserUnavailableError("no browser"))
    calls = [asyncio.ensure_future(proxy.find(a_query(), HERE)) for _ in range(3)]
    await asyncio.sleep(0)
    finder.gate.set()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [str(result) for result in results] == ["no browser"] * 3
    assert len(finder.calls) == 1


async def test_error_of_another_callers_page_is_not_shared() -> None:
    finder, proxy = at_the_gate(AddressNotAllowedError("access.url", "http://elsewhere"), ENTRY)
    refused = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    allowed = [asyncio.ensure_future(proxy.find(a_query(), THERE)) for _ in range(3)]
    await asyncio.sleep(0)
    finder.gate.set()
    with pytest.raises(AddressNotAllowedError):
        await refused
    assert await asyncio.gather(*allowed) == [ENTRY] * 3
    assert [access for _, access, _ in finder.calls] == [HERE, THERE]


async def test_flight_that_fails_with_nobody_left_is_no_unhandled_error() -> None:
    finder, proxy = at_the_gate(BrowserUnavailableError("no browser"), ENTRY)
    alone = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    alone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await alone
    finder.gate.set()
    await asyncio.sleep(0.01)
    assert await proxy.find(a_query(), HERE) == ENTRY


async def test_close_ends_what_is_under_way() -> None:
    _, proxy = at_the_gate(ENTRY)
    call = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    await proxy.close()
    with pytest.raises(asyncio.CancelledError):
        await call
    await proxy.close()


async def test_heal_does_not_join_a_flight_that_knows_nothing_of_the_element() -> None:
    finder, proxy = at_the_gate(NOT_THERE, ENTRY)
    plain = asyncio.ensure_future(proxy.find(a_query(), HERE, fresh=True))
    heal = asyncio.ensure_future(proxy.find(a_query(), HERE, fresh=True, known=KNOWN))
    await asyncio.sleep(0)
    finder.gate.set()
    assert await asyncio.gather(plain, heal) == [NOT_THERE, ENTRY]
    assert finder.knowns == [None, KNOWN]


async def test_page_that_differs_for_another_caller_is_looked_at_anew() -> None:
    differs = NotDiscovered(MissReason.PAGE_DIFFERS, "another page")
    finder, proxy = at_the_gate(differs, ENTRY)
    first = asyncio.ensure_future(proxy.find(a_query(), HERE, evidence=b"mine"))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(proxy.find(a_query(), HERE, evidence=b"yours"))
    await asyncio.sleep(0)
    finder.gate.set()
    assert await asyncio.gather(first, second) == [differs, ENTRY]


async def test_call_that_waits_another_time_flies_for_itself() -> None:
    finder, proxy = at_the_gate(NOT_THERE, ENTRY)
    once = replace(HERE, appear_wait_s=0.0)
    first = asyncio.ensure_future(proxy.find(a_query(), once))
    second = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    finder.gate.set()
    assert await asyncio.gather(first, second) == [NOT_THERE, ENTRY]
    assert [access for _, access, _ in finder.calls] == [once, HERE]


async def test_calls_that_bring_their_page_share_a_flight_with_the_very_same_only() -> None:
    finder, proxy = at_the_gate(ENTRY, NOT_THERE)
    pages = ["<p>one</p>", "<p>two</p>", "<p>one</p>"]
    sent = [PageAccess(page=sent_page(PageForm.HTML, html, "access.page")) for html in pages]
    calls = [asyncio.ensure_future(proxy.find(a_query(), access)) for access in sent]
    await asyncio.sleep(0)
    finder.gate.set()
    assert await asyncio.gather(*calls) == [ENTRY, NOT_THERE, ENTRY]


async def test_hung_page_of_another_caller_is_waited_for_shortly_and_then_done_without() -> None:
    class Finder(ScriptedFinder):
        async def find(
            self, query: Any, access: PageAccess, **more: Any
        ) -> Located | NotDiscovered:
            if access == HERE:
                await asyncio.Event().wait()
            return await super().find(query, access, **more)

    finder = Finder(ENTRY)
    proxy = SingleFlightProxy(finder, patience_s=0.05)
    hung = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    finder.gate.clear()
    others = asyncio.gather(*[proxy.find(a_query(), THERE) for _ in range(3)])
    # The last of them has lost its patience long before then.
    asyncio.get_running_loop().call_later(0.5, finder.gate.set)
    assert await asyncio.wait_for(others, 5) == [ENTRY] * 3
    assert [access for _, access, _ in finder.calls] == [THERE]
    assert not hung.done()
    await proxy.close()
    await asyncio.wait({hung})


async def test_flight_with_another_access_that_lands_in_time_is_shared() -> None:
    finder, proxy = at_the_gate(ENTRY)
    first = asyncio.ensure_future(proxy.find(a_query(), HERE))
    await asyncio.sleep(0)
    other = asyncio.ensure_future(proxy.find(a_query(), THERE))
    await asyncio.sleep(0.01)
    finder.gate.set()
    assert await asyncio.gather(first, other) == [ENTRY] * 2
    assert len(finder.calls) == 1
