"""Histories made by hand: what the checker must find, and what it must let pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.checker import Verdict, check
from tests.faults.history import History, Kind, Operation, Result, Rollback

BOUND_S = 2.0
KEY = "k"


def an_operation(kind: Kind, start_s: float, end_s: float, **changes: Any) -> Operation:
    given: dict[str, Any] = {
        "caller": 0,
        "replica": 0,
        "keys": (KEY,),
        "deadline_s": 5.0,
        "result": Result.DONE,
    }
    return Operation(kind, start_s=start_s, end_s=end_s, **(given | changes))


def saved(at_s: float, value: str, version: int, **changes: Any) -> Operation:
    return an_operation(Kind.SAVE, at_s, at_s + 0.1, value=value, version=version, **changes)


def save_failed(at_s: float, value: str) -> Operation:
    return saved(at_s, value, 0, result=Result.FAILED, why="DEADLINE_EXCEEDED")


def got(at_s: float, value: str, version: int, **changes: Any) -> Operation:
    return an_operation(Kind.GET, at_s, at_s + 0.1, value=value, version=version, **changes)


def missed(at_s: float) -> Operation:
    return an_operation(Kind.GET, at_s, at_s + 0.1, result=Result.MISSED)


def invalidated(at_s: float, **changes: Any) -> Operation:
    return an_operation(Kind.INVALIDATE, at_s, at_s + 0.1, **changes)


def judged(*operations: Operation, kept: str = "", rollback: Rollback | None = None) -> Verdict:
    history = History(list(operations), [rollback] if rollback else [])
    return check(history, {KEY: kept} if kept else {}, BOUND_S)


def counts(verdict: Verdict) -> tuple[int, int, int]:
    return len(verdict.lost), len(verdict.stale), len(verdict.late)


CLEAN = (0, 0, 0)
LOST = (1, 0, 0)
STALE = (0, 1, 0)


@pytest.mark.parametrize(
    ("operations", "kept", "expected"),
    [
        pytest.param([saved(0, "a", 1)], "a", CLEAN, id="kept"),
        pytest.param([saved(0, "a", 1)], "", LOST, id="nothing-kept"),
        pytest.param([saved(0, "a", 1), saved(1, "b", 2)], "a", LOST, id="older-kept"),
        pytest.param([saved(0, "a", 1), saved(1, "b", 2)], "b", CLEAN, id="newer-kept"),
        pytest.param([saved(0, "a", 1)], "x", LOST, id="kept-what-nobody-saved"),
        pytest.param([saved(0, "a", 1), invalidated(1)], "", CLEAN, id="invalidated"),
        pytest.param([invalidated(0), saved(1, "a", 2)], "", LOST, id="invalidated-before"),
        pytest.param(
            [an_operation(Kind.INVALIDATE, 0, 1.05), saved(1, "a", 2)], "", CLEAN,
            id="invalidated-meanwhile",
        ),
        pytest.param([saved(0, "a", 1), save_failed(1, "b")], "b", CLEAN, id="unknown-was-made"),
        pytest.param(
            [saved(0, "a", 3), invalidated(1), saved(2, "b", 1)], "b", CLEAN,
            id="versions-began-again",
        ),
        pytest.param(
            [saved(0, "a", 3), invalidated(1), saved(2, "b", 1)], "", LOST,
            id="lost-after-versions-began-again",
        ),
        pytest.param([saved(0, "a", 1), save_failed(1, "b")], "a", CLEAN, id="unknown-was-not"),
        pytest.param([save_failed(0, "b"), saved(1, "a", 1)], "b", CLEAN, id="unknown-came-late"),
        pytest.param(
            [saved(0, "a", 1), invalidated(1, result=Result.FAILED)], "", CLEAN,
            id="unknown-invalidation",
        ),
        pytest.param([saved(0, "a", 1), missed(3)], "a", LOST, id="missed-what-is-there"),
        pytest.param([saved(0, "a", 1), missed(1)], "a", CLEAN, id="missed-within-bound"),
        pytest.param(
            [saved(0, "a", 1), invalidated(1), missed(9)], "", CLEAN, id="missed-what-is-gone"
        ),
        pytest.param(
            [invalidated(0), saved(1, "a", 2), missed(9)], "a", LOST, id="missed-what-came-after"
        ),
    ],
)  # fmt: skip
def test_lost_is_what_no_other_change_accounts_for(
    operations: list[Operation], kept: str, expected: tuple[int, int, int]
) -> None:
    assert counts(judged(*operations, kept=kept)) == expected


@pytest.mark.parametrize(
    ("later", "kept", "expected"),
    [
        pytest.param([invalidated(1), got(3.2, "a", 1)], "", STALE, id="invalidated"),
        pytest.param([invalidated(1), got(3.0, "a", 1)], "", CLEAN, id="invalidated-in-bound"),
        pytest.param(
            [invalidated(1, result=Result.FAILED), got(9, "a", 1)], "a", CLEAN,
            id="perhaps-not-invalidated",
        ),
        pytest.param(
            [an_operation(Kind.INVALIDATE, 0.05, 1), got(9, "a", 1)], "a", CLEAN,
            id="invalidated-perhaps-before-the-save",
        ),
        pytest.param([saved(1, "b", 2), got(3.2, "a", 1)], "b", STALE, id="replaced"),
        pytest.param([saved(1, "b", 2), got(3.0, "a", 1)], "b", CLEAN, id="replaced-in-bound"),
        pytest.param([saved(1, "b", 2), got(9, "b", 2)], "b", CLEAN, id="the-newer-one"),
        pytest.param(
            [save_failed(1, "b"), got(2, "b", 2), got(5, "a", 1, caller=7)], "b", STALE,
            id="gone-back-behind-what-another-caller-saw",
        ),
        pytest.param(
            [got(2, "a", 2), got(9, "a", 1)], "a", CLEAN, id="same-selector-of-another-version"
        ),
        pytest.param(
            [save_failed(1, "b"), got(1.5, "b", 2), invalidated(2), got(9, "b", 2)], "", STALE,
            id="unknown-save-that-was-seen-then-invalidated",
        ),
        pytest.param([got(1, "x", 3)], "a", STALE, id="served-what-nobody-saved"),
        pytest.param(
            [got(1, "a", 3), invalidated(2), saved(3, "b", 1), got(9, "b", 1)], "b", CLEAN,
            id="versions-began-again",
        ),
    ],
)  # fmt: skip
def test_stale_is_what_was_certainly_gone_for_longer_than_the_bound(
    later: list[Operation], kept: str, expected: tuple[int, int, int]
) -> None:
    assert counts(judged(saved(0, "a", 1), *later, kept=kept)) == expected


BACK = Rollback(copying_s=9.5, copied_s=10, restoring_s=19.5, restored_s=20)


@pytest.mark.parametrize(
    ("operations", "kept", "expected"),
    [
        pytest.param([saved(0, "a", 1), saved(15, "b", 2)], "a", CLEAN, id="undone"),
        pytest.param([saved(0, "a", 1), saved(15, "b", 2)], "", LOST, id="more-than-undone"),
        pytest.param(
            [saved(0, "a", 1), saved(15, "b", 2), got(21, "b", 2)], "a", CLEAN, id="within-bound"
        ),
        pytest.param(
            [saved(0, "a", 1), saved(15, "b", 2), got(23, "b", 2)], "a", STALE, id="beyond-bound"
        ),
        pytest.param(
            [saved(0, "a", 1), saved(15, "b", 5), saved(21, "c", 2), got(30, "b", 5)], "c", STALE,
            id="higher-version-of-what-was-undone",
        ),
        pytest.param(
            [saved(0, "a", 1), saved(15, "b", 5), got(21, "b", 5), saved(21, "c", 2),
             got(30, "c", 2)],
            "c", CLEAN, id="lower-version-of-what-came-after",
        ),
        pytest.param(
            [saved(0, "a", 1), invalidated(15), got(30, "a", 1)], "a", CLEAN,
            id="undone-invalidation",
        ),
        pytest.param(
            [saved(0, "a", 1), invalidated(5), got(30, "a", 1)], "", STALE,
            id="invalidated-before-the-copy",
        ),
        pytest.param(
            [saved(0, "a", 1), saved(19.6, "b", 2), got(30, "b", 2)], "b", CLEAN,
            id="saved-while-it-was-put-back",
        ),
        pytest.param(
            [saved(0, "a", 1), saved(9.6, "b", 2), got(30, "b", 2)], "b", CLEAN,
            id="saved-while-it-was-copied",
        ),
        pytest.param(
            [saved(0, "a", 1), saved(15, "b", 2), got(18, "a", 1)], "a", STALE,
            id="stale-before-it-was-put-back",
        ),
    ],
)  # fmt: skip
def test_rollback_undoes_what_lies_between_its_moments(
    operations: list[Operation], kept: str, expected: tuple[int, int, int]
) -> None:
    assert counts(judged(*operations, kept=kept, rollback=BACK)) == expected


@pytest.mark.parametrize(("at_s", "expected"), [(21.9, CLEAN), (22.1, STALE)])
def test_bound_counts_from_when_older_data_were_put_back(
    at_s: float, expected: tuple[int, int, int]
) -> None:
    operations = [saved(0, "a", 1), saved(1, "b", 2), got(at_s, "a", 1)]
    history = History(operations, altered_s=[20.0])
    assert counts(check(history, {KEY: "b"}, BOUND_S)) == expected


def test_page_that_was_invalidated_counts_for_each_of_its_keys() -> None:
    page = invalidated(1, keys=(KEY, "other"))
    assert counts(judged(saved(0, "a", 1), page, got(9, "a", 1))) == STALE


def test_late_is_what_waits_beyond_deadline_and_slack() -> None:
    late = an_operation(Kind.GET, 0, 1.1, deadline_s=1.0, result=Result.FAILED)
    in_time = an_operation(Kind.GET, 0, 1.04, deadline_s=1.0, result=Result.FAILED)
    not_its_fault = an_operation(Kind.GET, 0, 1.2, deadline_s=1.0, lag_s=0.2, result=Result.FAILED)

    assert counts(judged(late)) == (0, 0, 1)
    assert counts(judged(in_time, not_its_fault)) == CLEAN
    assert judged(late).longest_wait_s == pytest.approx(1.1)


def test_stalest_tells_how_late_the_answer_was() -> None:
    verdict = judged(saved(0, "a", 1), invalidated(1), got(9.1, "a", 1))
    assert verdict.stalest_s == pytest.approx(8.0)
