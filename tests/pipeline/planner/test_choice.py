"""Who plans: by name, by what is set, and by what is installed."""

from __future__ import annotations

import sys

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from tests.pipeline.planner.conftest import MODEL, Desk
from tests.pipeline.planner.messages_api import MessagesApi, click, planned
from tests.pipeline.planner.requirements import KEY, SAVE, note_of, requirement, step


@pytest.mark.parametrize("variables", [{}, {"ANTHROPIC_API_KEY": "  "}])
async def test_no_key_is_said_when_the_model_was_asked_for(
    variables: dict[str, str], api: MessagesApi, desk: Desk
) -> None:
    note = note_of(await desk.planner(variables=variables).plan(SAVE))

    assert note.endswith(": no_key: ANTHROPIC_API_KEY is not set")
    assert api.asked == []


async def test_key_that_no_header_takes_is_authentication(api: MessagesApi, desk: Desk) -> None:
    note = note_of(await desk.planner(variables={"ANTHROPIC_API_KEY": "sk-ключ"}).plan(SAVE))

    assert note.endswith(": authentication: ANTHROPIC_API_KEY has characters that no key has")
    assert api.asked == []


async def test_no_model_is_said(api: MessagesApi, desk: Desk) -> None:
    note = note_of(await desk.planner("auto", model=None).plan(SAVE))

    assert note == "planned by rules/1, not by anthropic: no_model: PACTS_PLANNER_MODEL is not set"
    assert api.asked == []


async def test_address_in_the_environment_that_is_none_is_said(desk: Desk) -> None:
    variables = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "nowhere"}

    note = note_of(await desk.planner(variables=variables, base_url=None).plan(SAVE))

    assert note.endswith(": bad_address: ANTHROPIC_BASE_URL is no HTTP address")


async def test_address_in_the_environment_is_asked(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))
    variables = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": api.url}

    await desk.planner(variables=variables, base_url=None).plan(SAVE)

    assert len(api.asked) == 1


async def test_missing_sdk_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    room = "pacts_daemon.pipeline.planner.anthropic"
    for module in [name for name in sys.modules if name.startswith(f"{room}.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "anthropic", None)

    note = note_of(await desk.planner().plan(SAVE))

    assert ": no_sdk: pip install 'pacts-daemon[anthropic]'" in note


async def test_auto_without_a_key_asks_the_rules_and_has_nothing_to_say(
    api: MessagesApi, desk: Desk
) -> None:
    plan = await desk.planner("auto", variables={}).plan(SAVE)

    assert (plan.planner, plan.notes, api.asked) == ("rules/1", (), [])


async def test_auto_with_a_key_asks_the_model(api: MessagesApi, desk: Desk) -> None:
    api.says(planned(1, click("Save")))

    assert (await desk.planner("auto").plan(SAVE)).planner.startswith("anthropic")


async def test_rules_are_asked_when_named_whatever_key_there_is(
    api: MessagesApi, desk: Desk
) -> None:
    plan = await desk.planner("rules").plan(SAVE)

    assert (plan.planner, plan.notes, api.asked) == ("rules/1", (), [])


async def test_rules_that_cannot_read_either_say_why_they_were_asked(
    api: MessagesApi, desk: Desk
) -> None:
    api.fails(401, "authentication_error", "invalid x-api-key")

    with pytest.raises(UnreadableRequirementError) as raised:
        await desk.planner().plan(requirement(step("Sort it out somehow")))

    assert raised.value.__notes__ == [
        f"planned by rules/1, not by anthropic {MODEL}: authentication: invalid x-api-key"
    ]
    assert desk.span().attributes["error.type"] == "UnreadableRequirementError"  # type: ignore[index]
