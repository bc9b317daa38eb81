"""A requirement planned by rules: every sentence, or every reason why not."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from pacts_daemon.pipeline.planner.plan import Planner
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.requirement.model import (
    Case,
    Place,
    Requirement,
    Sentence,
    SentenceKind,
)

PLANNER: Planner = RulesPlanner()


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(text=text, place=Place(line=line, column=4)) for line, text in enumerate(texts, 3)
    )


async def test_plan_has_every_sentence_and_the_logins() -> None:
    expected = Sentence(text="The cart badge shows 1", kind=SentenceKind.EXPECT)
    case = Case(name="buys", sentences=(*sentences("log in as bob", 'click "Buy"'), expected))
    requirement = Requirement(
        title="Shop", cases=(case,), logins={"bob": sentences('type "bob" in the name field')}
    )

    plan = await PLANNER.plan(requirement)

    (planned,) = plan.cases
    assert [step.sentence.text for step in planned.steps] == [one.text for one in case.sentences]
    assert [step.actions[0].action for step in planned.steps] == ["login", "click", "assert"]
    assert planned.has_assertions
    assert plan.logins["bob"][0].actions[0].value == "bob"
    assert plan.planner == PLANNER.name


async def test_plan_of_unreadable_sentences_names_all_of_them_with_their_places() -> None:
    case = Case(name="buys", sentences=sentences("click Save", "close it", "open that page"))
    requirement = Requirement(
        title="Shop", cases=(case,), logins={"": sentences("log in somehow")}, source="shop.md"
    )

    with pytest.raises(UnreadableRequirementError) as raised:
        await PLANNER.plan(requirement)

    texts = [one.sentence.text for one in raised.value.sentences]
    assert texts == ["close it", "open that page", "log in somehow"]
    said = str(raised.value).splitlines()
    assert said[0].startswith("shop.md:4:10: 'it'")
    assert said[1].startswith("shop.md:5:9: 'that page'")
