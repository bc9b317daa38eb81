from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.core.model import (
    Action,
    Descriptor,
    ElementQuery,
    Entry,
    Selector,
    Strategy,
)
from pacts_daemon.core.ports import Stale
from pacts_daemon.tiers.codec import Removed, decode, encode_entry, encode_removal
from tests.support.builders import a_query, an_entry

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)
OF_THE_FIRST_VERSION = bytes.fromhex(
    "010000000000000007000a1c0a0477696b691204746573741a04686f6d652206536561726368280212060801120223"
    "711a070a05696e7075742201012807320b08d7e290cd06108094ef3a3a0b08d7e290cd06108094ef3a420b08d7d7b5"
    "cd06108094ef3a480350015805620102"
)


def test_entry_comes_back_as_it_was() -> None:
    entry = an_entry(NOW, version=7, revision=5, successes=3, failures=1)
    assert decode(encode_entry(entry)) == entry


def test_entry_with_a_page_and_a_heal_comes_back_as_it_was() -> None:
    entry = an_entry(NOW, snapshot_id=b"\x00\xff" * 8, place="/html/body", heal_id="ab" * 16)
    assert decode(encode_entry(entry)) == entry


def test_entry_that_is_never_healed_comes_back_as_it_was() -> None:
    entry = an_entry(NOW, never_heal=True)
    assert decode(encode_entry(entry)) == entry


def test_entry_of_the_first_version_is_read() -> None:
    entry = Entry(
        query=ElementQuery("wiki", "test", "home", "Search", Action.FILL),
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
    )
    assert decode(OF_THE_FIRST_VERSION) == entry


def test_removal_comes_back_to_the_millisecond() -> None:
    until = NOW.replace(microsecond=123000)
    assert decode(encode_removal(Removed(9, until))) == Removed(9, until)


def test_header_is_format_then_version_then_flag() -> None:
    assert (
        encode_entry(an_entry(NOW, version=0x0102030405))[:10].hex()
        == "01" + "0000000102030405" + "00"
    )
    assert encode_removal(Removed(2, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))).hex() == (
        "01" + "0000000000000002" + "01" + "00000000000003e8"
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "no bytes cannot be read, only format 1"),
        (b"\x02" + b"\x00" * 30, "format 2 cannot be read, only format 1"),
        (b"\x01\x00", "damaged bytes"),
        (encode_removal(Removed(2, NOW))[:-1], "damaged bytes"),
        (encode_removal(Removed(2, NOW))[:10] + b"\xff" * 8, "damaged bytes"),
        (encode_entry(an_entry(NOW, version=3))[:10], "header and content disagree"),
        (encode_entry(an_entry(NOW, version=3)).replace(b"\x03", b"\x04", 1), "disagree"),
    ],
)
def test_bytes_that_cannot_be_read_are_stale_with_the_reason(value: bytes, reason: str) -> None:
    held = decode(value)
    assert isinstance(held, Stale)
    assert not held.expired
    assert reason in held.reason


def test_unknown_enum_number_is_stale() -> None:
    entry = an_entry(NOW, a_query(element="x"))
    value = encode_entry(entry).replace(b"\x08\x09", b"\x08\x63", 1)
    assert value != encode_entry(entry)
    assert isinstance(decode(value), Stale)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_at_all_are_an_answer(noise: bytes, with_header: bool) -> None:
    value = encode_entry(an_entry(NOW))[:10] + noise if with_header else noise
    assert isinstance(decode(value), Entry | Removed | Stale)


@given(st.integers(0, 400), st.integers(0, 255))
def test_entry_with_any_byte_changed_is_an_answer(place: int, byte: int) -> None:
    value = bytearray(encode_entry(an_entry(NOW)))
    value[place % len(value)] = byte
    assert isinstance(decode(bytes(value)), Entry | Removed | Stale)
