"""Closed sets cross the border as enums, and the core's own words are the same."""

import pickle
from enum import StrEnum

import pytest

from pacts.v1 import drift_service_pb2
from pacts_daemon import _drift_core as core
from pacts_daemon.codec.enums import change_kind
from pacts_daemon.core import model

ENUMS: list[type[StrEnum]] = [
    core.Action, core.ChangeKind, core.DiscoveryOutcome, core.HealOutcome, core.PageSource,
    core.RecordKeySource, core.RecordKind, core.Strategy,
]  # fmt: skip
PAGE = core.Page.from_html(b"<button>Pay</button>")


def words(enum: type[StrEnum]) -> dict[str, str]:
    return {member.name: member.value for member in enum}


@pytest.mark.parametrize(
    ("compiled", "own"), [(core.Strategy, model.Strategy), (core.Action, model.Action)]
)
def test_words_of_the_core_are_those_of_the_product(
    compiled: type[StrEnum], own: type[StrEnum]
) -> None:
    assert words(compiled) == words(own)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_member_that_was_pickled_is_the_same_object(enum: type[StrEnum]) -> None:
    assert list(enum)
    assert [pickle.loads(pickle.dumps(member)) is member for member in enum] == [True] * len(enum)  # noqa: S301


def test_member_that_crossed_is_the_one_of_the_class() -> None:
    found = [PAGE.discover("Pay").outcome for _ in range(2)]
    assert all(outcome is core.DiscoveryOutcome.FOUND for outcome in found)


@pytest.mark.parametrize("given", ["css", core.Action.CLICK, model.Strategy.CSS, None])
def test_select_by_what_is_no_strategy_of_the_core_is_refused(given: object) -> None:
    with pytest.raises(TypeError, match="no Strategy"):
        PAGE.select(given, "button")  # type: ignore[arg-type]


def test_change_kinds_are_those_of_the_proto() -> None:
    numbers = {change_kind(kind) for kind in core.ChangeKind}
    kinds = set(drift_service_pb2.PageChangeKind.values())
    assert numbers == kinds - {drift_service_pb2.PAGE_CHANGE_KIND_UNSPECIFIED}
