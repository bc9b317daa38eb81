from __future__ import annotations

import pytest

from pacts.answers import Miss, Verification
from pacts.flow.decisions import (
    Next,
    after_check,
    after_error,
    after_miss,
    is_covered,
    is_gone,
    is_there,
    not_yet,
    refused,
)
from pacts.flow.settings import Settings
from pacts.model import Selector, SelectorStrategy
from pacts.outcomes import ElementVerdict, FailureClass, Gate, MissReason

AUTO = Settings("shop", "test")
OFF = Settings("shop", "test", heal=False)
FROZEN = Settings("shop", "test", frozen=True)
NEVER = Settings("shop", "test", never_heal=frozenset({"Save"}))


def checked(
    matches: int,
    *,
    is_same: bool | None = None,
    failed: Gate | None = None,
    is_elsewhere: bool = False,
) -> Verification:
    selector = Selector(SelectorStrategy.CSS, "#save")
    return Verification(
        selector, matches, is_same, failed, "", 0, (), None, "", is_elsewhere=is_elsewhere
    )


def a_miss(reason: MissReason, verdict: ElementVerdict | None = None) -> Miss:
    return Miss(reason, "", None, (), verdict=verdict)


@pytest.mark.parametrize("failed", [None, *Gate])
def test_same_element_is_acted_on_whatever_point_of_the_gate_fails(failed: Gate | None) -> None:
    for settings in (AUTO, OFF, FROZEN, NEVER):
        same = checked(1, is_same=True, failed=failed)
        assert after_check(same, settings, "Save", 0.0) is Next.ACT


@pytest.mark.parametrize(
    ("matches", "rested_s", "then"),
    [
        (0, 0.0, Next.WAIT),
        (0, 0.9, Next.WAIT),
        (0, 1.0, Next.RESOLVE),
        (1, 0.0, Next.WAIT),
        (1, 0.25, Next.RESOLVE),
        (3, 0.25, Next.RESOLVE),
        (0, float("inf"), Next.RESOLVE),
    ],
)
def test_element_that_is_not_there_is_waited_for_longer_than_one_that_is_another(
    matches: int, rested_s: float, then: Next
) -> None:
    is_same = False if matches == 1 else None
    assert after_check(checked(matches, is_same=is_same), AUTO, "Save", rested_s) is then


def test_element_in_plain_sight_elsewhere_is_not_waited_for_where_it_may_be_healed() -> None:
    moved = checked(0, is_elsewhere=True)
    assert after_check(moved, AUTO, "Save", 0.0) is Next.RESOLVE
    for settings in (OFF, FROZEN, NEVER):
        assert after_check(moved, settings, "Save", 0.0) is Next.WAIT
        assert after_check(moved, settings, "Save", 2.0) is Next.REFUSE


@pytest.mark.parametrize("settings", [OFF, FROZEN, NEVER])
def test_element_that_may_not_be_healed_is_waited_for_and_refused(settings: Settings) -> None:
    assert after_check(checked(0), settings, "Save", 0.5) is Next.WAIT
    assert after_check(checked(0), settings, "Save", 2.0) is Next.REFUSE
    reason = MissReason.NEVER_HEALED if settings is NEVER else MissReason.HEAL_REFUSED
    assert refused(checked(0), settings, "Save").reason is reason


def test_never_heal_is_about_the_named_elements_only() -> None:
    assert after_check(checked(0), NEVER, "Cancel", 2.0) is Next.RESOLVE


@pytest.mark.parametrize("reason", MissReason)
def test_miss_is_waited_for_only_where_another_look_may_help(reason: MissReason) -> None:
    final = {
        MissReason.UNRECOGNIZED,
        MissReason.EXPIRED,
        MissReason.INCOMPARABLE,
        MissReason.AMBIGUOUS,
        MissReason.NO_STRATEGY,
    }
    assert after_miss(a_miss(reason)) is (Next.GIVE_UP if reason in final else Next.WAIT)


def test_failed_action_is_repeated_only_when_the_element_is_another() -> None:
    assert after_error(checked(1, is_same=True), AUTO, "Save") is Next.GIVE_UP
    assert after_error(None, AUTO, "Save") is Next.GIVE_UP
    assert after_error(checked(0), AUTO, "Save") is Next.RESOLVE
    assert after_error(checked(0), NEVER, "Save") is Next.GIVE_UP


def test_gone_is_what_was_looked_for_and_not_found() -> None:
    assert is_gone(a_miss(MissReason.NOT_FOUND))
    assert is_gone(a_miss(MissReason.DRIFTED, ElementVerdict.GONE))
    for reason in set(MissReason) - {MissReason.NOT_FOUND}:
        assert not is_gone(a_miss(reason))
    assert is_there(a_miss(MissReason.HIDDEN))
    assert not is_there(a_miss(MissReason.NOT_FOUND))


def test_covered_is_the_element_itself_below_something() -> None:
    assert is_covered(checked(1, is_same=True, failed=Gate.RECEIVES_EVENTS))
    assert not is_covered(checked(1, is_same=True, failed=Gate.ENABLED))
    assert not is_covered(checked(1, is_same=False, failed=Gate.RECEIVES_EVENTS))


def test_element_that_is_not_there_yet_is_a_matter_of_time() -> None:
    miss = not_yet(checked(0))
    assert (miss.reason, miss.failure_class) == (MissReason.NOT_FOUND, FailureClass.TIMING)
    assert miss.detail == "its selectors find 0 elements"
