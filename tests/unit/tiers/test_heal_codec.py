from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.v1 import heal_service_pb2
from pacts_daemon.codec.enums import GATES, HEAL_STATES, WAYS
from pacts_daemon.codec.heals import heal_from_message, heal_to_message
from pacts_daemon.codec.snapshots import snapshot_id
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
from pacts_daemon.core.page_ports import Gate
from pacts_daemon.core.ports import Stale
from pacts_daemon.tiers.codec import decode_heal, encode_heal
from tests.support.builders import a_draft, a_heal

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
floats = st.floats(allow_nan=False)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))
counts = st.integers(0, 2**62)
digests = st.binary(max_size=16)
texts = st.dictionaries(text, text, max_size=3)
queries = st.builds(
    ElementQuery,
    *(text,) * 4,
    action=st.sampled_from(Action),
    scope=text,
    ordinal=st.integers(0, 10_000),
    frame=text,
    variant=texts,
)
selectors = st.lists(
    st.builds(Selector, st.sampled_from(Strategy), text, text, text, st.booleans()),
    min_size=1,
    max_size=3,
).map(tuple)
descriptors = st.builds(
    Descriptor,
    *(text,) * 5,
    attributes=texts,
    neighbourhood=st.lists(text, max_size=3).map(tuple),
    rect=st.none() | st.builds(Rect, *(floats,) * 4),
)
relocations = st.builds(
    Relocation,
    way=st.sampled_from(Way),
    verdict=st.sampled_from(Verdict),
    score=floats,
    margin=floats,
    reasons=st.lists(st.tuples(text, floats), max_size=3).map(tuple),
    runner_up=text,
)
prints = st.lists(st.binary(max_size=8), max_size=2).map(tuple)
entries = st.builds(
    Entry,
    queries,
    selectors,
    descriptors,
    prints,
    *(counts,) * 2,
    *(moments,) * 3,
    *(counts,) * 2,
    neighbourhood=digests,
    snapshot_id=digests,
    place=text,
    heal_id=text,
)
drafts = st.builds(
    Draft,
    queries,
    selectors,
    descriptors,
    prints,
    neighbourhood=digests,
    snapshot=st.binary(max_size=40),
    place=text,
    relocation=st.none() | relocations,
    heal_id=text,
)
heals = st.builds(
    HealRecord,
    id=text.filter(bool),
    state=st.sampled_from(HealState),
    old=entries,
    new=drafts,
    passes=counts,
    trace_id=text,
    created_at=moments,
    decided_at=st.none() | moments,
    note=text,
)


@given(heals)
def test_heal_of_any_content_comes_back_as_it_was(heal: HealRecord) -> None:
    assert heal_from_message(heal_to_message(heal), heal.new.snapshot) == heal
    assert decode_heal(encode_heal(heal), heal.new.snapshot) == heal


def test_message_names_the_page_of_what_was_found_and_does_not_carry_it() -> None:
    page = b"compressed page, all of it"
    heal = a_heal(NOW, new=a_draft(snapshot=page))
    assert heal_to_message(heal).new.snapshot_id == snapshot_id(page)
    assert len(snapshot_id(page)) == 16
    assert page not in encode_heal(heal)


def test_snapshot_id_of_no_page_is_empty() -> None:
    assert snapshot_id(b"") == b""
    assert heal_to_message(a_heal(NOW, new=a_draft())).new.snapshot_id == b""


def test_message_of_a_heal_that_waits_has_no_decision() -> None:
    assert not heal_to_message(a_heal(NOW)).HasField("decided_at")
    decided = a_heal(NOW, decided_at=NOW + timedelta(microseconds=1))
    assert heal_to_message(decided).decided_at.nanos == 123457000


def test_message_of_a_draft_without_relocation_says_no_way() -> None:
    message = heal_to_message(a_heal(NOW, new=a_draft()))
    assert message.way == heal_service_pb2.HEAL_WAY_UNSPECIFIED
    assert heal_from_message(message).new.relocation is None


@pytest.mark.parametrize("field", ["state", "way", "verdict"])
def test_message_with_an_unknown_number_names_the_field(field: str) -> None:
    message = heal_to_message(a_heal(NOW))
    setattr(message, field, 99)
    with pytest.raises(InvalidFieldError, match=f"{field}: 99"):
        heal_from_message(message)
    assert isinstance(decode_heal(b"\x01" + message.SerializeToString()), Stale)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "no bytes cannot be read, only format 1"),
        (b"\x02" + b"\x00" * 30, "format 2 cannot be read, only format 1"),
        (b"\x01\x0a", "damaged bytes"),
        (b"\x01", "damaged bytes"),
        (encode_heal(a_heal(NOW, id="")), "damaged bytes: not a whole heal"),
        (encode_heal(a_heal(NOW, new=a_draft(selectors=()))), "damaged bytes: not a whole heal"),
    ],
)
def test_bytes_that_are_no_heal_are_stale_with_the_reason(value: bytes, reason: str) -> None:
    held = decode_heal(value)
    assert isinstance(held, Stale)
    assert reason in held.reason


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_a_heal_or_stale(noise: bytes) -> None:
    assert isinstance(decode_heal(b"\x01" + noise), HealRecord | Stale)


@given(st.integers(0, 2000), st.integers(0, 255))
def test_heal_with_any_byte_changed_is_a_heal_or_stale(place: int, byte: int) -> None:
    value = bytearray(encode_heal(a_heal(NOW)))
    value[place % len(value)] = byte
    assert isinstance(decode_heal(bytes(value)), HealRecord | Stale)


def test_enum_tables_go_both_ways() -> None:
    for table, kind in ((HEAL_STATES, HealState), (WAYS, Way), (GATES, Gate)):
        assert [table.member(table.number(m), "field") for m in kind] == list(kind)  # type: ignore[attr-defined]
