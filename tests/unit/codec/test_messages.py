"""Queries, entries and heals as messages and back: nothing is lost, nothing unknown is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.v1 import element_pb2 as pb
from pacts_daemon.codec import enums
from pacts_daemon.codec.messages import (
    descriptor_from_message,
    descriptor_to_message,
    moment,
    query_from_message,
    query_to_message,
    selector_from_message,
    selector_to_message,
    timestamp,
)
from pacts_daemon.codec.stored import (
    entry_from_stored,
    entry_to_stored,
    heal_from_stored,
    heal_to_stored,
)
from pacts_daemon.codec.v1 import stored_pb2
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealRecord, HealState
from pacts_daemon.core.model import (
    Action,
    Descriptor,
    Draft,
    ElementQuery,
    Entry,
    Rect,
    Relocation,
    Selector,
    Strategy,
    Verdict,
    Way,
)
from tests.support.builders import a_heal, an_entry

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)
TABLES = {name: value for name, value in vars(enums).items() if isinstance(value, enums.EnumTable)}

# Protobuf text is UTF-8, which has no lone surrogates; its floats are doubles unless they say so.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.dictionaries(texts, texts, max_size=3)
counts = st.integers(0, 2**31 - 1)
doubles = st.floats(allow_nan=False)
singles = st.floats(allow_nan=False, width=32)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))
queries = st.builds(
    ElementQuery, texts, texts, texts, texts, st.sampled_from(Action), texts, counts, texts, words
)
selectors = st.builds(Selector, st.sampled_from(Strategy), texts, texts, texts, st.booleans())
rects = st.builds(Rect, doubles, doubles, doubles, doubles)
descriptors = st.builds(
    Descriptor, texts, texts, texts, texts, texts, words,
    st.lists(texts, max_size=3).map(tuple), st.none() | rects,
)  # fmt: skip
several = st.lists(selectors, max_size=3).map(tuple)
fingerprints = st.lists(st.binary(max_size=8), max_size=3).map(tuple)
entries = st.builds(
    Entry, queries, several, descriptors, fingerprints, counts, counts, moments, moments, moments,
    counts, counts, st.binary(max_size=8), st.binary(max_size=16), texts, texts,
)  # fmt: skip
relocations = st.builds(
    Relocation, st.sampled_from(Way), st.sampled_from(Verdict), doubles, doubles,
    st.lists(st.tuples(texts, doubles), max_size=3).map(tuple), texts,
)  # fmt: skip
drafts = st.builds(
    Draft, queries, several, descriptors, fingerprints, st.binary(max_size=8),
    place=texts, relocation=st.none() | relocations, heal_id=texts,
)  # fmt: skip
heals = st.builds(
    HealRecord, texts, st.sampled_from(HealState), entries, drafts, counts, texts, moments,
    st.none() | moments, texts,
)  # fmt: skip


@given(queries)
def test_query_comes_back_as_it_was(query: ElementQuery) -> None:
    assert query_from_message(query_to_message(query)) == query


@given(selectors)
def test_selector_comes_back_as_it_was(selector: Selector) -> None:
    assert selector_from_message(selector_to_message(selector)) == selector


@given(descriptors)
def test_descriptor_comes_back_as_it_was(descriptor: Descriptor) -> None:
    assert descriptor_from_message(descriptor_to_message(descriptor)) == descriptor


@given(moments)
def test_moment_comes_back_to_the_microsecond(at: datetime) -> None:
    assert moment(timestamp(at)) == at


@given(entries)
def test_stored_entry_comes_back_from_its_bytes_as_it_was(entry: Entry) -> None:
    raw = entry_to_stored(entry).SerializeToString()
    assert entry_from_stored(stored_pb2.StoredEntry.FromString(raw)) == entry


@given(heals)
def test_stored_heal_comes_back_from_its_bytes_as_it_was(heal: HealRecord) -> None:
    raw = heal_to_stored(heal).SerializeToString()
    assert heal_from_stored(stored_pb2.StoredHeal.FromString(raw)) == heal


def test_descriptor_without_a_rectangle_has_none_and_a_flat_one_is_kept() -> None:
    assert descriptor_from_message(pb.Descriptor()).rect is None
    flat = Descriptor(rect=Rect(0, 0, 0, 0))
    assert descriptor_from_message(descriptor_to_message(flat)) == flat


@pytest.mark.parametrize("table", TABLES)
def test_number_that_is_no_member_names_the_field(table: str) -> None:
    for number in (-1, 9999):
        with pytest.raises(InvalidFieldError) as caught:
            TABLES[table].member(number, "some.field")
        assert caught.value.field == "some.field"
        assert caught.value.problem == f"{number} is not a value it can have"


@pytest.mark.parametrize("table", [name for name in TABLES if name != "ACTIONS"])
def test_number_that_says_nothing_is_no_member(table: str) -> None:
    with pytest.raises(InvalidFieldError):
        TABLES[table].member(0, "some.field")


def test_action_that_says_nothing_is_any() -> None:
    assert enums.ACTIONS.member(pb.ACTION_UNSPECIFIED, "query.action") is Action.ANY


def test_table_that_lacks_a_member_cannot_be_made() -> None:
    class Colour(StrEnum):
        MAUVE = "mauve"

    with pytest.raises(KeyError, match="ACTION_MAUVE"):
        enums.EnumTable(Colour, pb.Action, "ACTION_")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (lambda m: setattr(m.query, "action", 99), "query.action"),
        (lambda m: setattr(m.selectors[1], "strategy", 99), "selectors.strategy"),
        (lambda m: setattr(m.selectors[0], "strategy", 0), "selectors.strategy"),
    ],
    ids=["action", "strategy", "no strategy"],
)
def test_stored_entry_with_an_unknown_number_names_the_field(changed: object, field: str) -> None:
    message = entry_to_stored(an_entry(NOW))
    changed(message)  # type: ignore[operator]
    with pytest.raises(InvalidFieldError) as caught:
        entry_from_stored(message)
    assert caught.value.field == field


@pytest.mark.parametrize("field", ["state", "way", "verdict"])
def test_stored_heal_with_an_unknown_number_names_the_field(field: str) -> None:
    message = heal_to_stored(a_heal(NOW))
    setattr(message, field, 99)
    with pytest.raises(InvalidFieldError) as caught:
        heal_from_stored(message)
    assert caught.value.field == field


def test_stored_heal_without_a_way_has_no_relocation() -> None:
    heal = a_heal(NOW)
    bare = replace(heal, new=replace(heal.new, relocation=None))
    assert heal_from_stored(heal_to_stored(bare)).new.relocation is None
