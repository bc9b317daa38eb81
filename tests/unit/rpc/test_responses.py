"""What callers are told: one form for each answer, and nothing in a field that is not known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pacts.v1 import element_pb2 as pb
from pacts_daemon.codec.enums import GATES
from pacts_daemon.core.answers import Answer, Found, Hidden, Missed, Revealer
from pacts_daemon.core.entry_check import EntryCheck
from pacts_daemon.core.errors import (
    AllTiersUnavailableError,
    FrozenMissError,
    InvalidFieldError,
    PactsError,
)
from pacts_daemon.core.model import (
    DriftCheck,
    MissReason,
    Outcome,
    TierName,
    TierVisit,
    Verdict,
)
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.rpc import responses
from tests.support.builders import SELECTORS
from tests.unit.core.scripted import CSS, entry

MAX_BYTES = 1024 * 1024
TRAIL = (
    TierVisit(TierName("redis"), Outcome.ERROR, 1.5, "down"),
    TierVisit(TierName("postgres"), Outcome.HIT, 0.25),
)
FOUND = Found(
    entry(version=7, selectors=SELECTORS, heal_id="ab"), TierName("postgres"), 90.5,
    DriftCheck.CHECKED, 0.25, TRAIL, Verdict.MOVED, 0.125,
)  # fmt: skip
MISSED = Missed(MissReason.DRIFTED, "another page", 0.5, TRAIL, Verdict.GONE, "cd")
ANSWERS = [(FOUND, "found"), (MISSED, "miss")]


@pytest.mark.parametrize(("answer", "kind"), ANSWERS)
def test_answer_has_one_kind_and_the_whole_trail(answer: Answer, kind: str) -> None:
    for response in (responses.get_response(answer), responses.resolve_response(answer)):
        assert response.WhichOneof("result") == kind
        first, second = response.trail
        assert (first.tier, first.outcome, first.reason) == ("redis", pb.OUTCOME_ERROR, "down")
        assert first.elapsed.ToTimedelta() == timedelta(milliseconds=1.5)
        assert (second.tier, second.outcome) == ("postgres", pb.OUTCOME_HIT)


def test_found_tells_selectors_in_order_age_drift_and_verdict() -> None:
    told = responses.get_response(FOUND).found
    assert [selector.value for selector in told.selectors] == [s.value for s in SELECTORS]
    assert (told.source, told.version, told.heal_id) == ("postgres", 7, "ab")
    assert told.age.ToTimedelta() == timedelta(seconds=90.5)
    assert (told.drift_check, told.drift_ratio) == (pb.DRIFT_CHECK_CHECKED, 0.25)
    assert (told.verdict, told.neighbourhood_drift) == (pb.ELEMENT_VERDICT_MOVED, 0.125)


def test_found_without_evidence_tells_no_ratio_and_no_verdict() -> None:
    answer = Found(entry(), TierName("redis"), 0, DriftCheck.NO_EVIDENCE, None, ())
    told = responses.get_response(answer).found
    assert not told.HasField("drift_ratio")
    assert not told.HasField("neighbourhood_drift")
    assert told.verdict == pb.ELEMENT_VERDICT_UNSPECIFIED


def test_miss_tells_reason_detail_ratio_verdict_and_heal() -> None:
    told = responses.miss_to(MISSED)
    assert (told.reason, told.detail) == (pb.MISS_REASON_DRIFTED, "another page")
    assert (told.drift_ratio, told.verdict, told.heal_id) == (0.5, pb.ELEMENT_VERDICT_GONE, "cd")
    bare = responses.miss_to(Missed(MissReason.UNKNOWN, "", None, ()))
    assert not bare.HasField("drift_ratio")


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (InvalidFieldError("query.app", "must not be empty"), 3, "INVALID_FIELD"),
        (AllTiersUnavailableError({"redis": "down"}), 14, "ALL_TIERS_UNAVAILABLE"),
        (FrozenMissError("unknown", "no Search"), 5, "FROZEN_MISS"),
    ],
)
def test_item_of_a_batch_that_failed_tells_code_reason_and_message(
    error: PactsError, code: int, reason: str
) -> None:
    result = responses.batch_response([error], MAX_BYTES).results[0]
    assert result.WhichOneof("result") == "error"
    assert (result.error.code, result.error.reason) == (code, reason)
    assert str(error) in result.error.message


@pytest.mark.parametrize(("answer", "kind"), ANSWERS)
def test_item_of_a_batch_that_was_answered_is_that_answer(answer: Answer, kind: str) -> None:
    result = responses.batch_response([answer], MAX_BYTES).results[0]
    assert result.response == responses.get_response(answer)
    assert result.response.WhichOneof("result") == kind


def test_item_of_a_batch_that_finds_no_room_is_refused_and_a_smaller_one_is_not() -> None:
    size = len(responses.batch_response([FOUND], MAX_BYTES).results[0].SerializeToString())
    room = responses._KEPT_FOR_REFUSALS + 2 * size
    told = responses.batch_response([FOUND, FOUND, MISSED], room)
    kinds = [one.WhichOneof("result") for one in told.results]
    assert kinds == ["response", "error", "response"]
    assert told.results[1].error.reason == "OVERLOADED"


@pytest.mark.parametrize("is_same", [True, False, None])
@pytest.mark.parametrize("failed", [None, *Gate])
def test_verification_tells_only_what_is_known(is_same: bool | None, failed: Gate | None) -> None:
    told = responses.verification_to(Verification(CSS, 1, is_same, failed, "why"))
    assert told.HasField("is_same") is (is_same is not None)
    assert told.is_same is bool(is_same)
    assert told.failed == (0 if failed is None else GATES.number(failed))
    assert (told.matches, told.detail, told.selector.value) == (1, "why", CSS.value)


def test_check_of_an_unknown_entry_is_its_miss_with_the_trail() -> None:
    told = responses.verify_response(EntryCheck(MISSED))
    assert told.WhichOneof("result") == "miss"
    assert len(told.trail) == 2


def test_hidden_element_is_told_with_what_shows_it() -> None:
    revealer = Revealer(SELECTORS[:1], 'button "More"', "aria-controls", 0.95)
    hidden = Hidden(SELECTORS, 0.75, (revealer,))
    told = responses.miss_to(Missed(MissReason.HIDDEN, "in a menu", None, (), hidden=hidden))
    assert told.reason == pb.MISS_REASON_HIDDEN
    assert [selector.value for selector in told.hidden.selectors] == [s.value for s in SELECTORS]
    assert told.hidden.confidence == 0.75
    (step,) = told.hidden.revealed_by
    assert (step.brief, step.via, step.confidence) == ('button "More"', "aria-controls", 0.95)
    assert [selector.value for selector in step.selectors] == [SELECTORS[0].value]
    assert not responses.miss_to(MISSED).HasField("hidden")
