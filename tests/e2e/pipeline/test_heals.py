"""Elements that changed between two runs: healed, refused, or honestly gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pacts import HealState
from pacts_daemon.pipeline.executor.ports import HealBudget
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.verdict.results import CaseResult, StepStatus, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOP = """<header><a href=#>Home</a> <a href=#>Help</a></header><h1>Newsletter</h1>
<form onsubmit="return false"><label>Email <input name=email></label>{button}
<button type=button class=quiet>Cancel</button></form>
<p>What we send is read by many.</p><p id=told></p><footer><a href=#>Imprint</a></footer>"""
SEND = "told.textContent = 'Thank you'"
OLD = f'<button id=sub class="btn primary" onclick="{SEND}">Subscribe</button>'
NEW = f'<button id=join class="cta" onclick="{SEND}">Subscribe now</button>'
MOVED = f'<div><button class="cta" onclick="{SEND}">Subscribe</button></div>'
THANKS = claim("visible", "Thank you", is_exact=True)


async def in_turn(
    bench: Bench, pages: tuple[str, ...], *actions: PlannedAction, **settings: Any
) -> CaseResult:
    """Run the same case on one design after the other; returns the last result."""
    path = f"/shop/{bench.settings.app}x"
    settings = {"wait_s": 3.0} | settings
    for loop, button in enumerate(pages, start=1):
        url = bench.site.page(SHOP.format(button=button), path)
        result = await bench.run(do("goto", value=url), *actions, loop=loop, **settings)
    return result


async def test_renamed_button_is_healed_with_evidence_and_a_picture(bench: Bench) -> None:
    result = await in_turn(bench, (OLD, NEW), do("click", "Subscribe button"), THANKS)

    assert result.verdict is Verdict.PASS_HEALED, last(result).failure
    clicked = result.steps[1]
    assert clicked.status is StepStatus.HEALED
    (heal,) = clicked.heals
    assert (heal.element, heal.verdict) == ("Subscribe button", "changed")
    assert heal.heal_id
    assert heal.evidence
    assert 0 < (heal.confidence or 0) <= 1
    assert heal.drift_ratio != 0
    assert bench.settings.artifacts is not None
    assert (bench.settings.artifacts / heal.screenshot).stat().st_size > 1000
    assert [attempt.what for attempt in clicked.attempts] == ["check", "relocate"]


async def test_healed_element_is_known_in_the_next_run(bench: Bench) -> None:
    result = await in_turn(bench, (OLD, NEW, NEW), do("click", "Subscribe button"), THANKS)

    assert result.verdict is Verdict.PASS, last(result).failure
    assert [lookup.is_hit for lookup in result.steps[1].lookups] == [True]


async def test_quoted_button_that_was_renamed_fails_and_says_what_it_is_now(bench: Bench) -> None:
    click = do("click", "Subscribe", is_exact=True)
    result = await in_turn(bench, (OLD, NEW), click, THANKS)

    assert (result.verdict, failure_class(result)) in {
        (Verdict.FAIL, "text_changed"),
        (Verdict.FAIL, "not_found"),
    }, last(result)
    failure = last(result).failure
    assert failure is not None
    assert "Subscribe now" in failure.message


async def test_quoted_button_in_another_place_is_healed(bench: Bench) -> None:
    click = do("click", "Subscribe", is_exact=True)
    result = await in_turn(bench, (OLD, MOVED), click, THANKS)

    assert result.verdict in {Verdict.PASS, Verdict.PASS_HEALED}, last(result).failure


async def test_removed_button_is_gone_and_not_its_neighbour(bench: Bench) -> None:
    result = await in_turn(bench, (OLD, ""), do("click", "Subscribe button"), THANKS)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "gone")
    assert result.steps[1].heals == ()


@pytest.mark.parametrize(
    "expected",
    [
        claim("visible", "Subscribe button"),
        claim("enabled", "Subscribe button"),
        claim("visible", "Subscribe", is_exact=True),
    ],
    ids=["visible", "enabled", "quoted"],
)
async def test_expectation_of_a_removed_button_fails(bench: Bench, expected: PlannedAction) -> None:
    result = await in_turn(bench, (OLD, ""), expected)

    assert result.verdict is Verdict.FAIL
    assert failure_class(result) in {"gone", "not_found"}


async def test_expectation_does_not_hold_of_what_is_called_otherwise_now(bench: Bench) -> None:
    leave = OLD.replace("Subscribe<", "Leave us<")
    for pages in ((OLD, leave), (OLD, leave, leave)):
        result = await in_turn(bench, pages, claim("visible", "Subscribe button"))
        assert result.verdict is Verdict.FAIL, result.steps[1]


async def test_gone_holds_only_of_what_was_removed(bench: Bench) -> None:
    gone = claim("gone", "Subscribe button")
    first = do("click", "Subscribe button")
    assert (await in_turn(bench, (OLD,), first, gone)).verdict is Verdict.FAIL
    assert (await in_turn(bench, (NEW,), gone)).verdict is Verdict.FAIL
    assert (await in_turn(bench, ("",), gone)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"heals_per_step": 0}, "budget"),
        ({"heals_per_case": 0}, "budget"),
        ({"heal": False}, "heal_refused"),
        ({"never_heal": frozenset({"Subscribe button"})}, "heal_refused"),
    ],
    ids=["step", "case", "off", "never"],
)
async def test_heal_that_is_not_allowed_fails(
    bench: Bench, settings: dict[str, Any], kind: str
) -> None:
    click = do("click", "Subscribe button")
    await in_turn(bench, (OLD,), click, THANKS)
    result = await in_turn(bench, (NEW,), click, THANKS, **settings)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, kind)
    assert result.steps[1].heals == ()


async def test_budget_of_a_run_is_shared_and_given_back(bench: Bench) -> None:
    click = do("click", "Subscribe button")
    await in_turn(bench, (OLD,), click, THANKS)
    spent = replace(bench, budget=HealBudget(most=0))
    assert failure_class(await in_turn(spent, (NEW,), click, THANKS)) == "budget"
    one = replace(bench, budget=HealBudget(most=1))
    assert (await in_turn(one, (NEW,), click, THANKS)).verdict is Verdict.PASS_HEALED
    assert one.budget.used == 1
    gone = replace(bench, budget=HealBudget(most=1))
    assert (await in_turn(gone, ("",), click, THANKS)).verdict is Verdict.FAIL
    assert gone.budget.used == 0


async def test_frozen_run_blocks_on_what_is_not_known(bench: Bench) -> None:
    click = do("click", "Subscribe button")
    cold = await in_turn(bench, (OLD,), click, THANKS, frozen=True)
    await in_turn(bench, (OLD,), click, THANKS)
    warm = await in_turn(bench, (OLD,), click, THANKS, frozen=True)

    assert (cold.verdict, failure_class(cold)) == (Verdict.BLOCKED, "frozen_miss")
    assert "Subscribe button" in cold.why
    assert warm.verdict is Verdict.PASS, last(warm).failure


async def test_application_that_is_wrong_speaks_against_no_selector(bench: Bench) -> None:
    click, wrong = do("click", "Subscribe button"), claim("visible", "Sorry", is_exact=True)
    await in_turn(bench, (OLD,), click, THANKS)
    result = await in_turn(bench, (OLD,), click, wrong, wait_s=1.5)

    assert result.verdict is Verdict.FAIL
    entries = [e async for e in bench.client.list_selectors(bench.settings.app, "test")]
    assert [(entry.successes, entry.failures) for entry in entries] == [(1, 0)]


async def test_heal_of_a_case_that_failed_is_rejected(bench: Bench) -> None:
    click, wrong = do("click", "Subscribe button"), claim("visible", "Sorry", is_exact=True)
    await in_turn(bench, (OLD,), click, THANKS)
    result = await in_turn(bench, (NEW,), click, wrong)

    (heal,) = result.steps[1].heals
    assert result.verdict is Verdict.FAIL
    assert (await bench.client.heals.get(heal.heal_id)).state is HealState.REJECTED


async def test_heal_that_led_to_what_was_expected_outlives_a_failure_behind_it(
    bench: Bench,
) -> None:
    click, wrong = do("click", "Subscribe button"), claim("visible", "Sorry", is_exact=True)
    await in_turn(bench, (OLD,), click, THANKS)
    result = await in_turn(bench, (NEW,), click, THANKS, wrong)

    (heal,) = result.steps[1].heals
    assert result.verdict is Verdict.FAIL
    assert (await bench.client.heals.get(heal.heal_id)).state is HealState.PROBATION


async def test_absence_that_was_expected_is_no_missed_lookup(bench: Bench) -> None:
    gone = claim("gone", "Delete button")
    result = await in_turn(bench, (OLD,), gone, claim("not_visible", "Delete", is_exact=True))

    assert result.verdict is Verdict.PASS, last(result).failure
    assert [step.lookups for step in result.steps] == [(), (), ()]
    assert [attempt.what for attempt in result.steps[1].attempts] == ["look"]


async def test_text_that_a_frozen_run_does_not_see_fails(bench: Bench) -> None:
    cancel, sorry = (claim("visible", text, is_exact=True) for text in ("Cancel", "Sorry"))
    seen = await in_turn(bench, (OLD,), cancel, frozen=True)
    unseen = await in_turn(bench, (OLD,), sorry, frozen=True, wait_s=1.5)

    assert seen.verdict is Verdict.PASS, last(seen).failure
    assert (unseen.verdict, failure_class(unseen)) == (Verdict.FAIL, "not_found")
