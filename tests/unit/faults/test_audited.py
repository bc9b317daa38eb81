"""What the fault suite holds against the audit, on records made by hand."""

from __future__ import annotations

from tests.faults.history import Kind, Operation, Result
from tests.faults.scenarios.audited import wrongly_recorded


def save(value: str, version: int, result: Result = Result.DONE) -> Operation:
    return Operation(Kind.SAVE, 0, 0, ("k",), 1.0, 2.0, 5.0, result, value, version)


SAVES = [save("#1", 1), save("#2", 2), save("#3", 0, Result.FAILED)]
RECORDS = [("k", 1, "css=#1"), ("k", 2, "css=#2")]


def test_saves_recorded_once_are_no_problem_whether_a_failed_one_is_there_or_not() -> None:
    assert list(wrongly_recorded(SAVES, RECORDS)) == []
    assert list(wrongly_recorded(SAVES, [*RECORDS, ("k", 3, "css=#3")])) == []


def test_acknowledged_save_without_its_record_is_told() -> None:
    assert list(wrongly_recorded(SAVES, RECORDS[:1])) == [
        "#2 was acknowledged as version 2, and is not recorded"
    ]


def test_save_recorded_twice_is_told() -> None:
    told = list(wrongly_recorded(SAVES, [*RECORDS, ("k", 2, "css=#2")]))
    assert told == ["k has 2 records of version 2", "css=#2 is recorded 2 times"]
    told = list(wrongly_recorded(SAVES, [*RECORDS, ("k", 4, "css=#2")]))
    assert told == ["css=#2 is recorded 2 times"]


def test_record_that_nobody_asked_for_is_told() -> None:
    assert list(wrongly_recorded(SAVES, [*RECORDS, ("k", 3, "css=#9")])) == [
        "css=#9 was asked by nobody"
    ]
