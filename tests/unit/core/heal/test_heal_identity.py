from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pacts_daemon.core.heal.identity import is_same_element, judge_again
from pacts_daemon.core.model import Descriptor, Entry, Rect, Selector, Strategy, Verdict
from tests.support.builders import an_entry

SAVE = Descriptor(tag="button", role="button", name="Save", attributes={"id": "save"})
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Drifted:
    """A meter that has seen the surroundings drift so far."""

    def __init__(self, drift: float | None) -> None:
        self._drift = drift

    def compare_neighbourhood(self, _old: bytes, _new: bytes) -> float | None:
        return self._drift


def found(descriptor: Descriptor, css: str = "#save") -> Entry:
    entry = an_entry(NOW, descriptor=descriptor)
    return replace(entry, selectors=(Selector(Strategy.CSS, css),))


def test_element_that_moved_is_the_same() -> None:
    moved = replace(SAVE, neighbourhood=("Cancel",), rect=Rect(0, 0, 10, 10))

    assert is_same_element(found(SAVE), found(moved, "#other"))


@pytest.mark.parametrize(
    ("now", "reads"),
    [
        (replace(SAVE, name="Store"), False),
        (replace(SAVE, role="link"), False),
        (replace(SAVE, tag="a"), False),
        (replace(SAVE, attributes={"id": "store"}), True),
        (replace(SAVE, label="Save the form"), True),
    ],
)
def test_element_that_says_something_else_is_another(now: Descriptor, reads: bool) -> None:
    assert not is_same_element(found(SAVE), found(now))
    verdict, _ = judge_again(found(SAVE), found(now), Drifted(0.1), threshold=0.35)
    assert verdict is (Verdict.KEPT if reads else Verdict.CHANGED)


@pytest.mark.parametrize("other", [SAVE, Descriptor()])
def test_without_a_description_the_selectors_decide(other: Descriptor) -> None:
    nothing = found(Descriptor())

    assert is_same_element(nothing, found(other))
    assert not is_same_element(nothing, found(other, "#store"))
    assert not is_same_element(found(other, "#store"), nothing)


@pytest.mark.parametrize(
    ("drift", "verdict"), [(0.35, Verdict.KEPT), (0.36, Verdict.MOVED), (None, None)]
)
def test_element_of_another_neighbourhood_has_moved(
    drift: float | None, verdict: Verdict | None
) -> None:
    judged = judge_again(found(SAVE), found(SAVE), Drifted(drift), threshold=0.35)

    assert judged == (verdict, drift)
