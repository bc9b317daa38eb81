from pacts_daemon.pipeline.report.grouping import (
    cases_of,
    found_of,
    loops_said,
    names_said,
    problems_of,
)
from pacts_daemon.pipeline.verdict.results import Verdict
from tests.support.pipeline.results import case
from tests.support.pipeline.runs import HEALED, a_run


def test_cases_stand_together_with_their_loops_and_take_the_worst_verdict() -> None:
    cases = cases_of(a_run())

    assert [len(one.results) for one in cases] == [2] * 6
    assert cases[1].verdict is Verdict.PASS_HEALED


def test_cases_of_one_name_under_two_headings_are_two() -> None:
    one = case("Save", Verdict.PASS, "ok", group="Orders")
    other = case("Save", Verdict.FAIL, "no", group="Accounts")

    assert [c.verdict for c in cases_of(a_run(cases=(one, other)))] == [Verdict.PASS, Verdict.FAIL]


def test_problems_begin_with_the_worst_and_are_told_once_for_all_loops() -> None:
    problems = problems_of(a_run())

    assert [problem.cases[0].verdict for problem in problems] == [
        Verdict.FAIL,
        Verdict.BLOCKED,
        Verdict.UNVERIFIED,
    ]
    assert [loops_said(problem.cases) for problem in problems] == ["loops 1, 2"] * 3


def test_problem_that_differs_between_loops_is_told_for_each() -> None:
    cases = tuple(case("a", Verdict.FAIL, f"no {loop}", loop=loop) for loop in (1, 2))

    assert [loops_said(p.cases) for p in problems_of(a_run(cases=cases))] == ["loop 1", "loop 2"]


def test_what_blocks_many_cases_is_one_problem_and_what_fails_them_is_not() -> None:
    blocked = tuple(case(f"b{n}", Verdict.BLOCKED, "No browser starts.") for n in range(7))
    failed = tuple(case(f"f{n}", Verdict.FAIL, "no") for n in range(2))

    problems = problems_of(a_run(cases=(*blocked, *failed)))

    assert [names_said(problem.cases) for problem in problems] == [
        "f0",
        "f1",
        "b0, b1, b2, b3, b4 and 2 more",
    ]


def test_element_that_was_found_again_twice_is_told_once_with_its_cases() -> None:
    healed = a_run().cases[1]
    again = healed.model_copy(update={"name": "Another case"})

    (found,) = found_of(a_run(cases=(healed, healed, again)))

    assert found.heal == HEALED
    assert names_said(found.cases) == "A full cart goes to the checkout, Another case"
    assert len(found.cases) == 2


def test_element_that_was_found_again_is_named_with_its_part_of_the_page() -> None:
    healed = a_run().cases[1].steps[1]
    action = healed.action.model_copy(update={"scope": "row of Honey"})
    in_row = case("a", Verdict.PASS_HEALED, "ok", healed.model_copy(update={"action": action}))

    (found,) = found_of(a_run(cases=(in_row,)))

    assert found.name == "Checkout button in row of Honey"
