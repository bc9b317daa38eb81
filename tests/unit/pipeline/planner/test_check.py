"""What a planned sentence has to keep to."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pacts_daemon.pipeline.planner.anthropic.answer import CannotRead
from pacts_daemon.pipeline.planner.anthropic.check import (
    problems_of,
    problems_of_refusal,
    quoted,
    with_exactness,
)
from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.model import Sentence, SentenceKind
from pacts_daemon.pipeline.requirement.reader import read_requirement

SUITES = Path(__file__).parents[4] / "suites"


def problems(text: str, *actions: dict[str, Any], kind: str = "step") -> list[str]:
    sentence = Sentence(text=text, kind=SentenceKind(kind))
    return problems_of(sentence, [PlannedAction.model_validate(action) for action in actions])


def does(action: str, element: str = "", **more: Any) -> dict[str, Any]:
    return {"action": action, "element": element, **more}


def holds(claim: str, element: str = "", **more: Any) -> dict[str, Any]:
    return {"action": "assert", "assert": claim, "element": element, **more}


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ('Click the 2nd "Remove" button', [does("click", "2nd Remove button")]),
        ("Click the second Remove", [does("click", "2nd Remove button")]),
        ("Search for hats", [does("fill", "search", value="hats"), does("press", value="Enter")]),
        ("Type Ada in the name field", [does("fill", "name field", value="Ada")]),
        ("Log in", [does("login")]),
        ("Wait three seconds", [does("wait", value="3")]),
        ("Click \uff0b", [does("click", "\uff0b")]),
        ("点击搜索按钮", [does("click", "搜索按钮")]),
        (
            "Check that it has pinned and saved links",
            [holds("visible", "pinned link"), holds("visible", "saved link")],
        ),
        ("The cart badge is not shown", [holds("not_visible", "cart badge")]),
        ("Save is not disabled", [holds("enabled", "Save")]),
        ("The name field is empty", [holds("value", "name field", value="")]),
        ('The error says "Do not do this"', [holds("text", "error", value="Do not do this")]),
        ("There are two rows of Bob", [holds("count", "rows of Bob", value="2")]),
        (
            "Fill the password with {{env.PW}}",
            [does("fill", "password", value="{{env.PW}}")],
        ),
        ("Click the user's photo", [does("click", "user's photo")]),
    ],
)
def test_plan_in_the_words_of_the_sentence_is_right(text: str, actions: list[Any]) -> None:
    assert problems(text, *actions) == []


@pytest.mark.parametrize(
    ("text", "action", "problem"),
    [
        ("Click Save", does("click", "Delete"), "element 'Delete' has words that the sentence"),
        ("Click Save", does("click", "Save all"), "does not: all"),
        ("Click Save", does("click", "button"), "element 'button' has words"),
        ("Click Save", does("click", "Save", scope="dialog of Bob"), "scope 'dialog of Bob' has"),
        ("Click Save", does("click"), "click needs an element"),
        ("Fill the name", does("fill", "name"), "fill needs a value"),
        ("Fill the name", does("fill", "name", value=""), "value of fill is empty"),
        ("Fill the name with ada", does("fill", "name", value="Ada"), "value 'Ada' does not"),
        ("Press the key {{env.A}}", does("press", value="{{env.B}}"), "'{{env.B}}' does not"),
        ("Drag Bob to Done", does("drag", "Bob"), "drag needs a value"),
        ("Scroll", does("scroll"), "scroll needs"),
        ("Wait a little", does("wait"), "wait needs seconds"),
        ("Wait a little", does("wait", value="a little"), "wait needs seconds"),
        ("Click Save", does("click", "Save", **{"assert": "visible"}), "can't have an assert"),
        ("Verify Save", does("assert", "Save"), "assert needs what must hold"),
        ("Verify it is shown", holds("visible"), "assert visible needs an element"),
        ("Verify the title", holds("title"), "assert title needs a value"),
        ("Verify 2 rows", holds("count", "rows", value="two"), "needs a number"),
        ("Verify Save is not shown", holds("visible", "Save"), "does not hold"),
        ("Verify Save isn\u2019t shown", holds("visible", "Save"), "does not hold"),
        ("Ensure that Save is shown", does("click", "Save"), "no action asserts it"),
        ('Click "Save" in "Bob"', does("click", "Save"), "'Bob' stands in the sentence, and no"),
        ("Enter {{env.PW}}", does("fill", value="PW"), "'{{env.PW}}' stands in the sentence"),
    ],
)
def test_plan_that_invents_or_loses_something_is_told_what(
    text: str, action: dict[str, Any], problem: str
) -> None:
    assert any(problem in one for one in problems(text, action)), problems(text, action)


def test_expectation_without_an_assertion_is_wrong() -> None:
    assert problems("Save is shown", does("click", "Save"), kind="expect") == [
        "the sentence says what must hold, and no action asserts it"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Click \"A\" and 'B' and `C` and “D” and «E» and „F“", ("A", "B", "C", "D", "E", "F")),
        ("Click the user's 'Save' in Bob's row", ("Save",)),
        ("Click \u2018Save\u2019", ("Save",)),
        ('Say "Don\'t"', ("Don't",)),
        ('Leave "" as it is', ()),
        ("Enter {{env.A}} and {{env.B}}", ("{{env.A}}", "{{env.B}}")),
    ],
)
def test_quoted_texts_are_found(text: str, found: tuple[str, ...]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("text", "element", "is_exact"),
    [
        ('Click "Save"', "Save", True),
        ('Click the 2nd "Save" button', "2nd Save button", True),
        ("Click Save", "Save", False),
        ('Type "Save" into Name', "Name", False),
    ],
)
def test_element_is_exact_when_it_was_quoted(text: str, element: str, is_exact: bool) -> None:
    action = PlannedAction.model_validate(does("click", element, exact=not is_exact))

    assert with_exactness(text, action).is_exact is is_exact


@pytest.mark.parametrize(("part", "count"), [("that user", 0), ("That User", 0), ("this user", 1)])
def test_refusal_names_words_of_the_sentence(part: str, count: int) -> None:
    refusal = CannotRead(part=part, hint="a name")

    assert len(problems_of_refusal(Sentence(text="Click that user"), refusal)) == count


def read_in_suites() -> list[tuple[Sentence, tuple[PlannedAction, ...]]]:
    written = [path for path in SUITES.rglob("*") if path.suffix in {".md", ".feature", ".yaml"}]
    sentences = []
    for path in written:
        with suppress(RequirementError):  # a table of verdicts
            cases = read_requirement(path).cases
            sentences += [one for case in cases for one in case.sentences]
    read = []
    for one in sentences:
        with suppress(UnreadableSentenceError):  # a README
            read.append((one, read_sentence(one.text, one.kind)))
    return read


def test_what_the_rules_read_of_the_suites_is_right_by_the_same_checks() -> None:
    read = read_in_suites()

    assert len(read) > 100
    for sentence, actions in read:
        assert problems_of(sentence, actions) == []
        assert [with_exactness(sentence.text, one) for one in actions] == list(actions)
