"""Why actions fail, each told by its own class; and what is no failure."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser

from pacts import AsyncClient
from pacts_daemon.pipeline.executor.ports import HealBudget
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.verdict.results import StepStatus, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, executor_of, failure_class, last, planned
from tests.support.backends.servers import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

BANNER = """<button onclick="document.body.append('Bought')">Buy</button>
<div id=banner style="position:fixed;inset:0;background:#eee">We use cookies
<button id=ok onclick="banner.remove()">Accept</button></div>"""
RERENDERED = """<div id=app></div><p id=told></p><script>
let drawn = 0;
const draw = () => app.innerHTML = `<button class=b${drawn += 1}
  onmousedown="told.textContent += 'pressed '" onclick="told.textContent += 'bought'">Buy</button>`;
draw();
const timer = setInterval(draw, 40);
setTimeout(() => clearInterval(timer), 900);
</script>"""
EMPTIED = """<label>Email <input id=e></label><p id=told></p><script>
let once = false;
e.addEventListener("input", () => {
  if (!once) { once = true; e.value = ""; } else told.textContent = "took " + e.value;
});</script>"""
MENU = """<button aria-haspopup=menu aria-expanded=false aria-controls=menu
  onclick="menu.hidden = !menu.hidden">More</button>
<ul role=menu id=menu hidden><li role=menuitem
  onclick="document.body.append('Archived it')">Archive</ul>"""
LATE = """<div id=app>Loading</div><script>
setTimeout(() => app.innerHTML = '<button>Buy</button><p>Sold out</p>', 700)</script>"""


@pytest.mark.parametrize(
    ("page", "action", "kind"),
    [
        ("<button disabled>Buy</button>", do("click", "Buy"), "disabled"),
        ("<label>Name <input readonly></label>", do("fill", "Name", "x"), "disabled"),
        (BANNER, do("click", "Buy"), "covered"),
        ("<button hidden>Buy</button>", do("click", "Buy"), "hidden"),
        ("<button>Buy</button><button>Buy</button>", do("click", "Buy"), "ambiguous"),
        ("<button>Sell</button>", do("click", "Buy"), "not_found"),
        ("<button>Buy now</button>", do("click", "Buy", is_exact=True), "not_found"),
    ],
    ids=["disabled", "readonly", "covered", "hidden", "ambiguous", "missing", "longer"],
)
async def test_action_that_cannot_be_done_fails(
    bench: Bench, page: str, action: PlannedAction, kind: str
) -> None:
    result = await bench.on(page, action, claim("visible", "Buy"))

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, kind), last(result).failure
    assert result.steps[-1].status is StepStatus.NOT_RUN


async def test_known_interruption_is_closed_and_noted(bench: Bench) -> None:
    result = await bench.on(
        BANNER,
        do("click", "Buy"),
        claim("visible", "Bought", is_exact=True),
        interruptions={"cookie banner": "#ok"},
    )

    assert result.verdict is Verdict.PASS, last(result).failure
    assert result.steps[1].notes == ("closed 'cookie banner', which was in the way",)
    assert "close" in [attempt.what for attempt in result.steps[1].attempts]


async def test_interruption_that_fades_and_comes_once_more_is_waited_for(bench: Bench) -> None:
    again = """banner.style.opacity = .5; setTimeout(() => {
        if (window.twice) banner.remove();
        window.twice = true;
        banner.style.opacity = 1;
    }, 300)"""
    page = BANNER.replace("banner.remove()", again)
    result = await bench.on(
        page,
        do("click", "Buy"),
        interruptions={"cookie banner": "#ok"},
        wait_s=15,
    )

    assert result.steps[1].status is StepStatus.PASSED, result.steps[1].failure


async def test_rerendering_between_finding_and_acting_is_no_heal(bench: Bench) -> None:
    bought = claim("visible", "bought", is_exact=True)
    for loop in (1, 2):
        result = await bench.on(RERENDERED, do("click", "Buy"), bought, wait_s=10.0)
        assert result.verdict is Verdict.PASS, (loop, last(result).failure)


async def test_field_that_a_framework_empties_is_filled_again(bench: Bench) -> None:
    took = claim("visible", "took ada", is_exact=True)
    result = await bench.on(EMPTIED, do("fill", "Email", "ada"), took)

    assert result.verdict is Verdict.PASS, last(result).failure
    assert [attempt.what for attempt in result.steps[1].attempts] == ["settle"]


async def test_hidden_element_is_reached_by_a_step_that_is_added(bench: Bench) -> None:
    url = bench.site.page(MENU)
    actions = (do("goto", value=url), do("click", "Archive"))
    archived = claim("visible", "Archived it", is_exact=True)
    for loop in (1, 2):
        result = await bench.run(*actions, archived, loop=loop)
        assert result.verdict is Verdict.PASS, (loop, last(result).failure)
        assert [step.is_added for step in result.steps] == [False, True, False, False]
        assert [step.number for step in result.steps] == [1, 2, 3, 4]
        assert "More" in result.steps[1].action.element
        assert "reveal" in [attempt.what for attempt in result.steps[2].attempts]


async def test_hidden_element_fails_where_nothing_may_be_added(bench: Bench) -> None:
    result = await bench.on(MENU, do("click", "Archive"), reveal=False)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "hidden")
    failure = last(result).failure
    assert failure is not None
    assert "More" in failure.message


async def test_expectation_opens_no_menu(bench: Bench) -> None:
    shown = await bench.on(MENU, claim("visible", "Archive"))
    gone = await bench.on(MENU, claim("gone", "Archive"))

    assert (shown.verdict, failure_class(shown)) == (Verdict.FAIL, "hidden")
    assert (gone.verdict, failure_class(gone)) == (Verdict.FAIL, "hidden")


@pytest.mark.parametrize(
    "expected",
    [
        claim("gone", "Buy button"),
        claim("not_visible", "Sold out", is_exact=True),
        claim("not_contains", "", "Sold out"),
        claim("count", "buttons", "0"),
    ],
    ids=["gone", "not visible", "not contains", "count"],
)
async def test_negated_expectation_does_not_hold_before_the_page_is_there(
    bench: Bench, expected: PlannedAction
) -> None:
    bench.site.json("/late-data", {"sold": "out"}, delay_s=1.2)
    page = """<div id=app>Loading</div><script>
    fetch("/late-data").then(r => r.json()).then(() => {
      app.innerHTML = "<button>Buy</button><p>Sold out</p>"; });</script>"""
    result = await bench.on(page, expected, wait_s=2.5)

    assert result.verdict is Verdict.FAIL, last(result)


async def test_expectation_waits_for_what_comes_late(bench: Bench) -> None:
    soldout = claim("visible", "Sold out", is_exact=True)
    result = await bench.on(LATE, soldout, claim("visible", "Buy button"))

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_wait_for_a_state_is_no_assertion(bench: Bench) -> None:
    come = do("wait", "Buy button", assertion="visible")
    result = await bench.on(LATE, come)

    assert (result.verdict, result.why) == (Verdict.UNVERIFIED, "nothing was asserted")


async def test_application_that_answers_500_fails(bench: Bench) -> None:
    bench.site.json("/broken", {}, status=500)
    result = await bench.run(do("goto", value=bench.site.url("/broken")), claim("visible", "A"))

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "navigation")


async def test_page_that_is_not_found_can_be_looked_at(bench: Bench) -> None:
    nowhere = do("goto", value=bench.site.url("/nowhere"))
    result = await bench.run(nowhere, claim("visible", "no such page", is_exact=True))

    assert result.verdict is Verdict.PASS, last(result).failure
    assert "404" in result.steps[0].notes[0]


async def test_daemon_that_is_away_blocks(bench: Bench, browser: Browser) -> None:
    async with AsyncClient(f"127.0.0.1:{free_port()}", timeout_s=0.5, retries=0) as nobody:
        executor = executor_of(bench, client=nobody)
        url = bench.site.page("<button>Buy</button>")
        case = planned(do("goto", value=url), do("click", "Buy"), claim("visible", "Buy"))
        result = await executor.run(case, 1, HealBudget())

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, "environment")


async def test_step_that_takes_too_long_fails(bench: Bench) -> None:
    wait = do("wait", "Buy button", assertion="visible")
    result = await bench.on("<p>Nothing</p>", wait, step_s=1.0)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "timeout")


async def test_case_that_is_cancelled_closes_its_context(bench: Bench, browser: Browser) -> None:
    before = len(browser.contexts)
    task = asyncio.create_task(bench.on("<p>A</p>", do("wait", value="30")))
    while len(browser.contexts) == before:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert len(browser.contexts) == before


async def test_cases_beside_each_other_do_not_meet(bench: Bench) -> None:
    async def one(number: int) -> Verdict:
        page = f"""<label>Name <input id=n></label>
        <button onclick="document.body.append('Hello ' + n.value)">Greet</button>{number}"""
        said = claim("visible", f"Hello {number}", is_exact=True)
        fill = do("fill", "Name", str(number))
        result = await bench.on(page, fill, do("click", "Greet"), said, wait_s=10.0)
        return result.verdict

    assert set(await asyncio.gather(*map(one, range(4)))) == {Verdict.PASS}


async def test_click_that_the_page_is_slow_to_take_and_that_leads_on_is_done(bench: Bench) -> None:
    there = bench.site.page("<h1>Orders</h1>")
    # The page is busy for longer than an action may take, and goes where it was told to then.
    slow = f"""<button onclick="location.href = '{there}'; const since = performance.now();
      while (performance.now() - since < 3000);">Continue</button>"""
    result = await bench.on(slow, do("click", "Continue"), claim("visible", "Orders"), wait_s=2)

    assert result.verdict is Verdict.PASS, last(result).failure
