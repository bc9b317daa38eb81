from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.v1 import heal_service_pb2
from pacts_daemon.codec.enums import GATES, HEAL_STATES, WAYS
from pacts_daemon.codec.heals import heal_to_message
from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.codec.stored import heal_from_stored, heal_to_stored
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

OF_THE_FIRST_VERSION = bytes.fromhex(
    "010a20616261626162616261626162616261626162616261626162616261626162616210011a790a1c0a0477696b6912"
    "04746573741a04686f6d652206536561726368280212060801120223711a070a05696e7075742201012807320b08d7e2"
    "90cd06108094ef3a3a0b08d7e290cd06108094ef3a420b08d7d7b5cd06108094ef3a4803500158056201026a01037210"
    "2f68746d6c2f626f64792f696e707574225c0a1c0a0477696b691204746573741a04686f6d6522065365617263682802"
    "120b080212072f2f696e7075741a120a05696e7075741209736561726368626f7822010462010572152f68746d6c2f62"
    "6f64792f666f726d2f696e70757428013002390ad7a3703d0aef3f413d0ad7a3703dda3f4a0f0a04726f6c6511000000"
    "000000f43f520c2f68746d6c2f626f64792f615802622063646364636463646364636463646364636463646364636463"
    "646364636463646a0b08d7e290cd06108094ef3a"
)

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
    assert heal_from_stored(heal_to_stored(heal), heal.new.snapshot) == heal
    assert decode_heal(encode_heal(heal), heal.new.snapshot) == heal


def test_heal_of_the_first_version_is_read() -> None:
    query = ElementQuery("wiki", "test", "home", "Search", Action.FILL)
    old = Entry(
        query=query,
        selectors=(Selector(Strategy.CSS, "#q"),),
        descriptor=Descriptor(tag="input"),
        fingerprints=(b"\x01",),
        version=7,
        revision=5,
        created_at=NOW,
        verified_at=NOW,
        expires_at=NOW + timedelta(days=7),
        successes=3,
        failures=1,
        neighbourhood=b"\x02",
        snapshot_id=b"\x03",
        place="/html/body/input",
    )
    new = Draft(
        query=query,
        selectors=(Selector(Strategy.XPATH, "//input"),),
        descriptor=Descriptor(tag="input", role="searchbox"),
        fingerprints=(b"\x04",),
        neighbourhood=b"\x05",
        place="/html/body/form/input",
        relocation=Relocation(
            Way.DESCRIPTOR, Verdict.MOVED, 0.97, 0.41, (("role", 1.25),), "/html/body/a"
        ),
    )
    assert decode_heal(OF_THE_FIRST_VERSION) == HealRecord(
        id="ab" * 16,
        state=HealState.QUARANTINED,
        old=old,
        new=new,
        passes=2,
        trace_id="cd" * 16,
        created_at=NOW,
    )


def test_message_names_the_page_of_what_was_found_and_does_not_carry_it() -> None:
    page = b"compressed page, all of it"
    heal = a_heal(NOW, new=a_draft(snapshot=page))
    assert heal_to_stored(heal).new.snapshot_id == snapshot_id(page)
    assert len(snapshot_id(page)) == 16
    assert page not in encode_heal(heal)


def test_snapshot_id_of_no_page_is_empty() -> None:
    assert snapshot_id(b"") == b""
    assert heal_to_stored(a_heal(NOW, new=a_draft())).new.snapshot_id == b""


def test_message_of_a_heal_that_waits_has_no_decision() -> None:
    assert not heal_to_message(a_heal(NOW)).HasField("decided_at")
    decided = a_heal(NOW, decided_at=NOW + timedelta(microseconds=1))
    assert heal_to_message(decided).decided_at.nanos == 123457000


def test_message_of_a_draft_without_relocation_says_no_way() -> None:
    message = heal_to_stored(a_heal(NOW, new=a_draft()))
    assert message.way == heal_service_pb2.HEAL_WAY_UNSPECIFIED
    assert heal_from_stored(message).new.relocation is None


@pytest.mark.parametrize("field", ["state", "way", "verdict"])
def test_message_with_an_unknown_number_names_the_field(field: str) -> None:
    message = heal_to_stored(a_heal(NOW))
    setattr(message, field, 99)
    with pytest.raises(InvalidFieldError, match=f"{field}: 99"):
        heal_from_stored(message)
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
