"""What callers are told of entries and heals, beside what is stored of them."""

from datetime import UTC, datetime

from pacts.v1 import element_pb2
from pacts_daemon.codec.heals import heal_to_message
from pacts_daemon.codec.messages import entry_to_message
from pacts_daemon.codec.stored import entry_to_stored
from pacts_daemon.codec.v1 import stored_pb2
from tests.support.builders import a_draft, a_heal, an_entry

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)
INTERNAL = {"fingerprints", "revision", "neighbourhood", "snapshot_id", "place"}


def fields(message: object) -> set[str]:
    return {field.name for field in message.DESCRIPTOR.fields}  # type: ignore[attr-defined]


def test_public_entry_lacks_the_internal_fields_and_nothing_else() -> None:
    assert fields(stored_pb2.StoredEntry) - fields(element_pb2.Entry) == INTERNAL
    assert fields(element_pb2.Entry) < fields(stored_pb2.StoredEntry)


def test_numbers_of_internal_fields_stay_reserved_in_the_public_entry() -> None:
    stored = stored_pb2.StoredEntry.DESCRIPTOR.fields_by_name
    numbers = {stored[name].number for name in INTERNAL}
    raw = entry_to_stored(an_entry(NOW, place="/html")).SerializeToString()
    told = element_pb2.Entry.FromString(raw)
    told.DiscardUnknownFields()
    assert not numbers & {field.number for field in element_pb2.Entry.DESCRIPTOR.fields}
    assert told == entry_to_message(an_entry(NOW))


def test_heal_is_told_without_prints_pages_and_places() -> None:
    new = a_draft(fingerprints=(b"print!",), neighbourhood=b"around!", place="/html/where")
    old = an_entry(NOW, fingerprints=(b"print!",), snapshot_id=b"page!", place="/html/where")
    told = heal_to_message(a_heal(NOW, old=old, new=new)).SerializeToString()
    assert not [kept for kept in (b"print!", b"around!", b"page!", b"/html/where") if kept in told]
