"""What is asked of the model, what is made of its answer, and what is kept."""

from __future__ import annotations

import json
import stat

import pytest

from pacts_daemon.cli.planning.plan_report import plan_json
from pacts_daemon.pipeline.planner.anthropic.prompt import SYSTEM
from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.telemetry import names
from tests.pipeline.planner.conftest import MODEL, Desk
from tests.pipeline.planner.messages_api import (
    MessagesApi,
    click,
    planned,
    schema_of,
    texts_of,
    unreadable,
)
from tests.pipeline.planner.requirements import KEY, SAVE, actions_of, expect, requirement, step

SECRET_STEP = step('Enter "{{env.PASSWORD}}" into the password field')
SHOWN = expect("The cart shows 3 items")
FILLED = {"action": "fill", "element": "password field", "value": "{{env.PASSWORD}}"}
SEEN = {"action": "assert", "element": "cart", "value": "3 items", "assert": "text"}


async def test_plan_by_a_model_has_each_sentence_with_its_actions(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, FILLED), planned(2, SEEN))

    plan = await desk.planner().plan(requirement(SECRET_STEP, SHOWN))

    assert [step.sentence for step in plan.cases[0].steps] == [SECRET_STEP, SHOWN]
    assert actions_of(plan) == [
        (
            PlannedAction(
                action=PlanAction.FILL, element="password field", value="{{env.PASSWORD}}"
            ),
        ),
        (
            PlannedAction(
                action=PlanAction.ASSERT,
                element="cart",
                value="3 items",
                assertion=Assertion.TEXT,
            ),
        ),
    ]
    assert plan.notes == ()
    assert plan.planner.startswith(f"anthropic {MODEL} (")


async def test_request_has_the_sentences_and_nothing_else_of_the_requirement(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, FILLED), planned(2, SEEN))

    await desk.planner().plan(requirement(SECRET_STEP, SHOWN))

    (request,) = api.asked
    (body,) = api.bodies
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert "traceparent" not in request.headers
    assert set(body) == {"model", "max_tokens", "system", "messages", "output_config"}
    assert (body["model"], body["max_tokens"], body["system"]) == (MODEL, 16_000, SYSTEM)
    assert body["output_config"]["format"]["type"] == "json_schema"
    assert texts_of(body["messages"]) == [
        '[{"id": 1, "kind": "step", '
        '"text": "Enter \\"{{env.PASSWORD}}\\" into the password field"}, '
        '{"id": 2, "kind": "expect", "text": "The cart shows 3 items"}]'
    ]
    sent = request.get_data(as_text=True)
    for private in ("hunter", "shop", "secret title", "own name", "start page", "password="):
        assert private not in sent


async def test_schema_in_the_request_lets_the_model_refuse_and_asks_for_no_exactness(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, click("Save")))

    await desk.planner().plan(requirement(step("Click Save")))

    kinds = schema_of(api.bodies[0])["$defs"]
    assert set(kinds["SentenceAnswer"]["properties"]) == {"id", "actions", "unreadable"}
    assert set(kinds["PlannedAction"]["properties"]) == {
        "action", "element", "scope", "value", "assert",
    }  # fmt: skip
    assert set(kinds["PlanAction"]["enum"]) == set(PlanAction)
    assert set(kinds["Assertion"]["enum"]) == set(Assertion)


async def test_same_sentence_in_two_places_is_asked_once_and_logins_are_planned(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, click("Save")), planned(2, click("Log in")))

    plan = await desk.planner().plan(
        requirement(
            step("Click Save", 1),
            step("Click Save", 2),
            logins={"": (step("Click Log in", 9), step("Click Save", 10))},
        )
    )

    assert len(json.loads(texts_of(api.bodies[0]["messages"])[0])) == 2
    assert [one.sentence.place.line for one in plan.logins[""]] == [9, 10]
    assert [one.actions[0].element for one in plan.logins[""]] == ["Log in", "Save"]
    assert [one.sentence.place.line for one in plan.cases[0].steps] == [1, 2]


async def test_quoted_element_is_exact_whatever_the_model_says(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, click("2nd Remove button")), planned(2, {**click("Remove"), "exact": True}))

    plan = await desk.planner().plan(
        requirement(step('Click the 2nd "Remove" button'), step("Click Remove"))
    )

    assert [one[0].is_exact for one in actions_of(plan)] == [True, False]


async def test_long_requirement_is_asked_in_parts(api: MessagesApi, desk: Desk) -> None:
    sentences = [step(f"Click Item {number}") for number in range(1, 51)]
    api.says(*(planned(n, click(f"Item {n}")) for n in range(1, 41)))
    api.says(*(planned(n, click(f"Item {n + 40}")) for n in range(1, 11)))

    plan = await desk.planner().plan(requirement(*sentences))

    assert len(api.asked) == 2
    assert [one[0].element for one in actions_of(plan)] == [f"Item {n}" for n in range(1, 51)]


async def test_sentence_the_model_cannot_read_is_an_error_with_its_place_and_no_plan_by_rules(
    api: MessagesApi, desk: Desk
) -> None:
    api.says(planned(1, click("Save")), unreadable(2, "Close", "what is closed"))

    with pytest.raises(UnreadableRequirementError) as raised:
        await desk.planner().plan(requirement(step("Click Save", 3), step("Click Close", 4)))

    assert str(raised.value) == "shop.md:4:10: 'Close': what is closed"


async def test_second_run_makes_no_call(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, FILLED), planned(2, SEEN))
    asked = requirement(SECRET_STEP, SHOWN)

    first = await desk.planner().plan(asked)
    again = await desk.planner().plan(asked)

    assert again == first
    assert len(api.asked) == 1


async def test_changed_sentence_is_the_only_one_asked_about(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")), planned(2, click("Close")))
    await desk.planner().plan(requirement(step("Click Save"), step("Click Close")))
    api.answers.clear()
    api.says(planned(1, click("Cancel")))

    plan = await desk.planner().plan(requirement(step("Click Save"), step("Click Cancel")))

    assert texts_of(api.bodies[1]["messages"]) == [
        '[{"id": 1, "kind": "step", "text": "Click Cancel"}]'
    ]
    assert [one[0].element for one in actions_of(plan)] == ["Save", "Cancel"]


async def test_other_model_is_asked_anew(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))
    await desk.planner().plan(requirement(step("Click Save")))
    await desk.planner(model="another-model").plan(requirement(step("Click Save")))

    assert [body["model"] for body in api.bodies] == [MODEL, "another-model"]


async def test_kept_plans_are_their_owners_alone(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))
    await desk.planner().plan(requirement(step("Click Save")))

    (kept,) = (desk.data_dir / "plans").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


async def test_plans_that_cannot_be_kept_are_used_and_it_is_said(
    api: MessagesApi, desk: Desk
) -> None:
    desk.data_dir.mkdir()
    (desk.data_dir / "plans").write_text("a file where the folder should be")
    api.says(planned(1, click("Save")))

    plan = await desk.planner().plan(requirement(step("Click Save")))

    assert actions_of(plan)[0][0].element == "Save"
    assert plan.notes[0].startswith("the plan could not be kept, and will be asked for again: ")


async def test_notes_of_the_requirement_stand_once(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))
    noted = SAVE.model_copy(update={"notes": ("a section has no steps",)})

    plan = await desk.planner().plan(noted)

    assert plan.notes == ()
    assert plan_json(plan)["notes"] == ["a section has no steps"]


async def test_span_counts_tokens_and_has_no_sentence(api: MessagesApi, desk: Desk) -> None:
    api.says_text("no JSON")
    api.says(planned(1, FILLED), planned(2, SEEN))

    plan = await desk.planner().plan(requirement(SECRET_STEP, SHOWN))

    span = desk.span()
    assert span.name == names.SPAN_PLAN
    assert dict(span.attributes or {}) == {
        "pacts.plan.planner": plan.planner,
        "pacts.plan.sentences": 2,
        "pacts.plan.kept": 0,
        "pacts.plan.calls": 2,
        "gen_ai.provider.name": "anthropic",
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": MODEL,
        "gen_ai.response.model": "model-that-answered",
        "gen_ai.usage.input_tokens": 1400,
        "gen_ai.usage.output_tokens": 60,
    }
    assert span.events == ()


async def test_span_of_kept_plans_has_no_tokens(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))
    await desk.planner().plan(requirement(step("Click Save")))
    desk.spans.clear()

    await desk.planner().plan(requirement(step("Click Save")))

    attributes = desk.span().attributes or {}
    assert (attributes["pacts.plan.kept"], attributes["pacts.plan.calls"]) == (1, 0)
    assert "gen_ai.usage.input_tokens" not in attributes
