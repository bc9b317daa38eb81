import pytest

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.report.words import (
    cost_words,
    drift_words,
    lookup_drift,
    ms_words,
    percent,
    s_words,
    said,
)
from pacts_daemon.pipeline.verdict.results import LoopCounts, Visit
from tests.support.pipeline.results import act, claim, lookup


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (act(PlanAction.GOTO, value="/login"), 'go to "/login"'),
        (act(PlanAction.CLICK, "Save", scope="dialog"), 'click "Save" in dialog'),
        (act(PlanAction.FILL, "Name", value="Ann"), 'fill "Name" with "Ann"'),
        (act(PlanAction.FILL, "Name", value=""), 'fill "Name" with ""'),
        (act(PlanAction.SELECT, "Country", value="Austria"), 'select "Austria" in "Country"'),
        (act(PlanAction.DRAG, "Card", value="Done column"), 'drag "Card" to "Done column"'),
        (act(PlanAction.PRESS, value="Enter"), 'press "Enter"'),
        (act(PlanAction.RELOAD), "reload"),
        (act(PlanAction.RIGHT_CLICK, "Row"), 'right-click "Row"'),
        (act(PlanAction.WAIT, value="2"), 'wait "2"'),
        (claim(Assertion.NOT_VISIBLE, "Save"), 'assert that "Save" is not visible'),
        (claim(Assertion.URL, value="/home"), 'assert that the page has the URL "/home"'),
        (claim(Assertion.COUNT, "row", "3"), 'assert that "row" is there this many times: "3"'),
        (
            PlannedAction(action=PlanAction.WAIT, element="Save", assertion=Assertion.ENABLED),
            'wait until "Save" is enabled',
        ),
    ],
)
def test_action_is_a_line_that_people_read(action: PlannedAction, words: str) -> None:
    assert said(action) == words


@pytest.mark.parametrize("action", PlanAction)
@pytest.mark.parametrize("assertion", [None, *Assertion])
def test_every_action_has_words(action: PlanAction, assertion: Assertion | None) -> None:
    words = said(PlannedAction(action=action, element="Save", assertion=assertion, value="x"))

    assert '"Save"' in words
    assert "_" not in words


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "0 ms"), (0.42, "0.42 ms"), (3.14, "3.1 ms"), (317.4, "317 ms"), (2100, "2.1 s")],
)
def test_short_times_have_as_many_digits_as_they_are_worth(ms: float, words: str) -> None:
    assert ms_words(ms) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.31, "0.3 s"), (42.4, "42 s"), (185.2, "3 min 05 s"), (59.96, "60 s")]
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert s_words(seconds) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(0, "0 %"), (0.004, "under 1 %"), (0.41, "41 %"), (0.996, "over 99 %"), (1, "100 %")],
)
def test_share_is_never_rounded_to_all_or_nothing(ratio: float, words: str) -> None:
    assert percent(ratio) == words


def test_drift_is_told_in_a_sentence() -> None:
    assert drift_words(None) == "Whether the page had drifted was not measured."
    assert drift_words(0.0).startswith("The page has the structure")
    assert "12 % of the page's structure differs" in drift_words(0.12)
    assert "that is drift" in drift_words(0.5, is_drift=True)
    assert "that is drift" not in drift_words(0.5)


def test_drift_of_what_was_learned_only_now_is_not_told() -> None:
    learned = lookup("Save", 1, drift_ratio=0.0)
    dropped = Visit(tier="postgres", outcome="drifted", ms=1.0)

    assert lookup_drift(learned) == "Learned from the page as it is now."
    assert lookup_drift(lookup("Save", 2)).startswith("The page has the structure")
    assert "that is drift" in lookup_drift(lookup("Save", 1, drift_ratio=0.5, trail=(dropped,)))


def a_loop(*, lookups: int, hits: int, heals: int = 0) -> LoopCounts:
    return LoopCounts(
        loop=1,
        lookups=lookups,
        hits=hits,
        misses=lookups - hits,
        rediscovered=heals,
        heals=heals,
        resolving_ms=400,
        elapsed_s=1,
    )


def test_cost_of_a_run_is_that_of_its_loops_together() -> None:
    loops = [a_loop(lookups=5, hits=0, heals=1), a_loop(lookups=5, hits=5)]

    assert cost_words(loops) == {"Lookups": "5 of 10 known, 800 ms in all", "Healed": "1 time"}
    assert cost_words(loops[1:]) == {"Lookups": "5 of 5 known, 400 ms in all"}
    assert cost_words([a_loop(lookups=0, hits=0)]) == cost_words([]) == {}
