from __future__ import annotations

from typing import Any

import pytest

from pacts_daemon.browser.facts import Candidate
from pacts_daemon.core.model import Action, ElementQuery, MissReason
from pacts_daemon.core.ports import NotDiscovered
from pacts_daemon.locate.choose import Chosen, choose, why_unfit
from pacts_daemon.locate.wording import Reading

SAVE = Reading("Save")
ORDER = ["test_id", "role", "label", "placeholder", "text", "alt", "title", "name", "id"]


def query(**fields: Any) -> ElementQuery:
    return ElementQuery("app", "test", "page", "Save", **fields)


def called(index: int, strategy: str = "role", *, exact: bool = True, **facts: Any) -> Candidate:
    return Candidate(index, {strategy: exact}, brief=f"element {index}", **facts)


@pytest.mark.parametrize("at", range(len(ORDER) - 1))
def test_choose_takes_the_better_strategy(at: int) -> None:
    candidates = [called(0, ORDER[at + 1]), called(1, ORDER[at])]

    assert choose(candidates, query(), SAVE, hidden=False) == Chosen(1)


def test_choose_takes_an_exact_name_of_a_worse_strategy_before_a_loose_one() -> None:
    candidates = [called(0, "role", exact=False), called(1, "title")]

    assert choose(candidates, query(), SAVE, hidden=False) == Chosen(1)


def test_choose_between_two_equals_is_ambiguous() -> None:
    answer = choose([called(0), called(1), called(2)], query(), SAVE, hidden=False)

    assert isinstance(answer, NotDiscovered)
    assert answer.reason is MissReason.AMBIGUOUS
    assert answer.detail == "'Save' is equally well element 0 and element 1 and 1 more"


def test_choose_among_hidden_elements_only_when_told() -> None:
    candidates = [called(0, visible=False)]

    assert isinstance(choose(candidates, query(), SAVE, hidden=False), NotDiscovered)
    assert choose(candidates, query(), SAVE, hidden=True) == Chosen(0)


@pytest.mark.parametrize(
    ("action", "ability"),
    [
        (Action.FILL, "editable"),
        (Action.CLICK, "clickable"),
        (Action.SELECT, "selectable"),
        (Action.CHECK, "checkable"),
    ],
)
def test_choose_for_an_action_takes_what_can_take_it(action: Action, ability: str) -> None:
    candidates = [called(0, "test_id"), called(1, "id", **{ability: True})]

    assert choose(candidates, query(action=action), SAVE, hidden=False) == Chosen(1)


def test_choose_without_an_action_prefers_a_control_to_its_region() -> None:
    candidates = [called(0, role="form"), called(1, role="button", interactive=True)]

    assert choose(candidates, query(), SAVE, hidden=False) == Chosen(1)
    read = choose(candidates, query(action=Action.READ), SAVE, hidden=False)
    assert isinstance(read, NotDiscovered)


def test_choose_with_a_role_expected_takes_no_other_role() -> None:
    reading = Reading("Save", frozenset({"button"}))
    candidates = [called(0, "test_id", role="link"), called(1, "text", role="button")]

    assert choose(candidates, query(), reading, hidden=False) == Chosen(1)


@pytest.mark.parametrize("ordinal", [1, 2])
def test_choose_by_ordinal_counts_equals(ordinal: int) -> None:
    candidates = [called(3), called(5), called(6, "title")]

    answer = choose(candidates, query(ordinal=ordinal), SAVE, hidden=False)

    assert answer == Chosen([3, 5][ordinal - 1])


def test_choose_by_ordinal_beyond_the_equals_finds_nothing() -> None:
    answer = choose([called(0)], query(ordinal=2), SAVE, hidden=False)

    assert isinstance(answer, NotDiscovered)
    assert answer.reason is MissReason.NOT_FOUND


@pytest.mark.parametrize(
    ("facts", "asked", "why"),
    [
        ({"in_scope": False}, {"scope": "dialog"}, "element 0 is outside the scope 'dialog'"),
        ({}, {"action": Action.FILL}, "element 0 cannot take the action 'fill'"),
        ({}, {}, "element 0 is of another kind"),
    ],
)
def test_why_unfit_names_what_was_left_out(
    facts: dict[str, Any], asked: dict[str, Any], why: str
) -> None:
    assert why_unfit([called(0, **facts)], query(**asked)) == why
