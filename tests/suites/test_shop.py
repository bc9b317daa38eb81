"""The shop's requirements: in every form, after a redesign, and with everything that breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pacts_daemon.pipeline.verdict.results import Verdict
from suites.shop import Design, Mutation
from tests.suites.conftest import OpenShop
from tests.suites.runs import FINE, SUITES, failed_sentence

FORMS = ("journey.md", "journey.feature", "journey.yaml", "specs/journey.md")
MUTATIONS: dict[str, Any] = yaml.safe_load((SUITES / "shop/mutations.yaml").read_text("utf-8"))
JOURNEY = (SUITES / "shop/requirements/journey.md").read_text("utf-8")
long = pytest.mark.long
SHORT = (Mutation.REMOVED_BUTTON, Mutation.WRONG_ROW)
LONG = tuple(mutation for mutation in Mutation if mutation not in SHORT)
# Each expectation of the journey, and what it becomes when it is turned round.
TURNED = {
    "the Products heading is visible": "the Products heading is gone",
    'has the value "1"': 'has the value "2"',
    'Total shows "14.40 €"': 'Total shows "14.41 €"',
    'Total shows "18.90 €"': 'Total shows "18.00 €"',
    '"Coffee beans" is gone': '"Coffee beans" is visible',
    'Total shows "9.00 €"': 'Total does not contain "9.00 €"',
    '"Thank you for your order" is visible': '"Thank you for your order" is not visible',
    '"Ada Byron" is visible': '"Ada Byrom" is visible',
    '"9.00 €" is visible': '"9.00 €" is gone',
}


@pytest.mark.parametrize("form", [FORMS[0], *(pytest.param(f, marks=long) for f in FORMS[1:])])
async def test_journey_in_each_form_passes_cold_and_warm(shop: OpenShop, form: str) -> None:
    ran = await shop.run(form, "--loops", "2")

    assert ran.not_fine == []
    assert ran.code == 0
    assert {verdict for all_ in ran.verdicts.values() for verdict in all_} == {Verdict.PASS}
    assert ran.misses(1) != []
    assert ran.misses(2) == []
    assert ran.loop(2).rediscovered == 0


@long
async def test_journeys_pass_cold_and_warm(shop: OpenShop) -> None:
    ran = await shop.run("journeys.md", "--loops", "2", "--parallel", "2")

    assert ran.not_fine == []
    assert len(ran.verdicts) == 15
    assert ran.code == 0
    assert ran.misses(2) == []


async def test_journey_after_a_redesign_is_healed_once(known_shop: OpenShop) -> None:
    known_shop.shop.design = Design.SECOND
    ran = await known_shop.run("journey.md", "--loops", "2")

    assert ran.not_fine == []
    assert ran.verdicts == {"Buying tea": [Verdict.PASS_HEALED, Verdict.PASS]}
    assert {"Log in button", "Place order button"} <= set(ran.heals)
    assert ran.loop(2).heals == 0


@long
async def test_journeys_after_a_redesign_are_healed_once(shop: OpenShop) -> None:
    before = await shop.run("journeys.md", "--parallel", "2")
    shop.shop.design = Design.SECOND
    after = await shop.run("journeys.md", "--loops", "2", "--parallel", "2")

    assert before.not_fine == after.not_fine == []
    assert {second for _, second in after.verdicts.values()} == {Verdict.PASS}


def test_mutations_are_all_of_the_shops() -> None:
    assert set(MUTATIONS) == set(Mutation)
    assert all(told["fails"] in JOURNEY for told in MUTATIONS.values())


@pytest.mark.parametrize("design", [Design.FIRST, pytest.param(Design.SECOND, marks=long)])
@pytest.mark.parametrize("mutation", [*SHORT, *(pytest.param(m, marks=long) for m in LONG)])
async def test_mutation_of_what_is_known_fails_its_step(
    known_shop: OpenShop, mutation: Mutation, design: Design
) -> None:
    known_shop.shop.mutations.add(mutation)
    known_shop.shop.design = design
    ran = await known_shop.run("journey.md")

    assert (ran.code, ran.result.verdict) == (1, Verdict.FAIL)
    assert failed_sentence(ran.result.cases[0]) == MUTATIONS[mutation]["fails"]


@long
@pytest.mark.parametrize("mutation", Mutation)
async def test_mutation_on_a_cold_cache_fails_its_step(shop: OpenShop, mutation: Mutation) -> None:
    shop.shop.mutations.add(mutation)
    ran = await shop.run("journey.md")

    assert (ran.code, ran.result.verdict) == (1, Verdict.FAIL)
    assert failed_sentence(ran.result.cases[0]) == MUTATIONS[mutation]["fails"]


@long
async def test_expectation_turned_round_fails(shop: OpenShop, written: Path) -> None:
    head, title, steps = JOURNEY.partition("\n# Buying tea\n")
    turned = [steps.replace(said, wrong, 1) for said, wrong in TURNED.items()]
    cases = "".join(f"\n## Turned {number}\n{text}" for number, text in enumerate(turned, 1))
    (written / "turned.md").write_text(f"{head}\n# Buying tea\n{cases}", "utf-8")

    ran = await shop.run(written / "turned.md", "--parallel", "2")

    assert title
    assert all(text != steps for text in turned)
    assert ran.code == 1
    failed = [failed_sentence(case) for case in ran.result.cases]
    assert list(ran.verdicts.values()) == [[Verdict.FAIL]] * len(TURNED)
    assert [
        said for said, wrong in zip(failed, TURNED.values(), strict=True) if wrong not in said
    ] == []


async def test_frozen_run_on_a_cold_cache_names_each_miss(shop: OpenShop) -> None:
    ran = await shop.run("journey.yaml", "--frozen")

    assert ran.code != 0
    assert not FINE & {verdict for all_ in ran.verdicts.values() for verdict in all_}
    missed = [step.failure for step in ran.steps if step.failure]
    assert [failure.failure_class for failure in missed] == ["frozen_miss"] * 2
    assert all("E-mail address field" in failure.message for failure in missed)


@long
async def test_first_of_a_list_in_another_order_is_another_one(shop: OpenShop) -> None:
    ran = await shop.run("ordinals.md")

    assert ran.not_fine == []


@long
async def test_row_as_a_whole_is_found_after_a_redesign(shop: OpenShop) -> None:
    before = await shop.run("rows.md")
    assert before.not_fine == []
    shop.shop.design = Design.SECOND
    after = await shop.run("rows.md")

    assert after.not_fine == []
