"""Elements that a page brings late: waited for, whether or not they may be looked for again."""

from __future__ import annotations

from typing import Any

import pytest

from pacts_daemon.pipeline.planner.plan import Assertion, PlannedAction
from pacts_daemon.pipeline.verdict.results import CaseResult, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = """<h1>Orders</h1><main id=main>{first}</main><p id=told></p>
<script>setTimeout(() => {{ main.innerHTML = `{then}` }}, {after_ms})</script>"""
LIST = """<ul><li>Order 1</li><li>Order 2</li></ul>
<button onclick="told.textContent = 'Sent'">Send orders</button>"""
# Drawn a while before what it stands for: no page that is at rest for a second is there yet.
SKELETON = "<div class=skeleton aria-busy=true>Loading</div>"
SEND, SENT = do("click", "Send orders button"), claim("visible", "Sent", is_exact=True)
LATE_MS = 2000
WITHHELD: dict[str, dict[str, Any]] = {
    "off": {"heal": False},
    "never": {"never_heal": frozenset({"Send orders button"})},
    "budget": {"heals_per_case": 0},
    "frozen": {"frozen": True},
}


async def shown(
    bench: Bench, page: tuple[str, str, int], *actions: PlannedAction, **settings: Any
) -> CaseResult:
    """Carry out actions on a page that shows one thing first and another later."""
    first, then, after_ms = page
    body = PAGE.format(first=first, then=then, after_ms=after_ms)
    url = bench.site.page(body, f"/orders/{bench.settings.app}")
    return await bench.run(do("goto", value=url), *actions, **({"wait_s": 5.0} | settings))


def waited(assertion: str, element: str, **more: Any) -> PlannedAction:
    return do("wait", element, assertion=Assertion(assertion), **more)


@pytest.mark.parametrize("settings", WITHHELD.values(), ids=WITHHELD)
async def test_known_element_that_may_not_be_healed_is_waited_for(
    bench: Bench, settings: dict[str, Any]
) -> None:
    known = await shown(bench, (LIST, LIST, 0), SEND, SENT)
    assert known.verdict is Verdict.PASS, last(known).failure

    late = await shown(bench, (SKELETON, LIST, LATE_MS), SEND, SENT, **settings)

    assert late.verdict is Verdict.PASS, last(late).failure


@pytest.mark.parametrize("settings", WITHHELD.values(), ids=WITHHELD)
async def test_known_element_that_may_not_be_healed_and_never_comes_fails(
    bench: Bench, settings: dict[str, Any]
) -> None:
    await shown(bench, (LIST, LIST, 0), SEND, SENT)
    other = LIST.replace("Send orders", "Post all")

    never = await shown(bench, (SKELETON, other, LATE_MS), SEND, SENT, **settings)

    assert never.verdict is Verdict.FAIL
    assert failure_class(never) in {"heal_refused", "budget"}


async def test_wait_for_an_element_is_longer_than_a_step_takes(bench: Bench) -> None:
    wait = waited("visible", "Send orders button")
    for settings in ({}, {"heal": False}, {"frozen": True}):
        came = await shown(
            bench, (SKELETON, LIST, LATE_MS), wait, SEND, SENT, **({"wait_s": 0.5} | settings)
        )
        assert came.verdict is Verdict.PASS, (settings, last(came).failure)


async def test_two_of_a_name_while_one_view_fades_into_the_next_are_waited_out(
    bench: Bench,
) -> None:
    result = await shown(bench, (LIST + LIST, LIST, 600), SEND, SENT)

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_two_of_a_name_that_stay_are_ambiguous(bench: Bench) -> None:
    result = await shown(bench, (LIST + LIST, LIST + LIST, 600), SEND, SENT)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "ambiguous")
