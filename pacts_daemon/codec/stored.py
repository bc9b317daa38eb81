"""Entries and heals in the form that they are stored in, and back."""

from __future__ import annotations

from pacts.v1 import heal_service_pb2
from pacts_daemon.codec.enums import HEAL_STATES, VERDICTS, WAYS
from pacts_daemon.codec.heals import put_relocation
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
from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.codec.v1 import stored_pb2 as pb
from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.model import Draft, Entry, Relocation


def entry_to_stored(entry: Entry) -> pb.StoredEntry:
    return pb.StoredEntry(
        query=query_to_message(entry.query),
        selectors=[selector_to_message(s) for s in entry.selectors],
        identity=descriptor_to_message(entry.descriptor),
        fingerprints=entry.fingerprints,
        version=entry.version,
        revision=entry.revision,
        created_at=timestamp(entry.created_at),
        verified_at=timestamp(entry.verified_at),
        expires_at=timestamp(entry.expires_at),
        successes=entry.successes,
        failures=entry.failures,
        neighbourhood=entry.neighbourhood,
        snapshot_id=entry.snapshot_id,
        place=entry.place,
        heal_id=entry.heal_id,
        never_heal=entry.never_heal,
    )


def entry_from_stored(stored: pb.StoredEntry) -> Entry:
    """Return the entry a message holds.

    Raises:
        InvalidFieldError: an enum has a number this version does not know.
    """
    return Entry(
        query=query_from_message(stored.query),
        selectors=tuple(selector_from_message(s, "selectors") for s in stored.selectors),
        descriptor=descriptor_from_message(stored.identity),
        fingerprints=tuple(stored.fingerprints),
        version=stored.version,
        revision=stored.revision,
        created_at=moment(stored.created_at),
        verified_at=moment(stored.verified_at),
        expires_at=moment(stored.expires_at),
        successes=stored.successes,
        failures=stored.failures,
        neighbourhood=stored.neighbourhood,
        snapshot_id=stored.snapshot_id,
        place=stored.place,
        heal_id=stored.heal_id,
        never_heal=stored.never_heal,
    )


def heal_to_stored(heal: HealRecord) -> pb.StoredHeal:
    """Return the message of a heal; of the snapshot it holds the id only."""
    stored = pb.StoredHeal(
        id=heal.id,
        state=HEAL_STATES.number(heal.state),  # type: ignore[arg-type]
        old=entry_to_stored(heal.old),
        new=_draft_to_stored(heal.new),
        passes=heal.passes,
        trace_id=heal.trace_id,
        created_at=timestamp(heal.created_at),
        decided_at=timestamp(heal.decided_at) if heal.decided_at else None,
        note=heal.note,
    )
    if heal.new.relocation is not None:
        put_relocation(stored, heal.new.relocation)
    return stored


def heal_from_stored(stored: pb.StoredHeal, snapshot: bytes = b"") -> HealRecord:
    """Return the heal a message holds, with the page that was kept of it elsewhere.

    Raises:
        InvalidFieldError: an enum has a number this version does not know.
    """
    return HealRecord(
        id=stored.id,
        state=HEAL_STATES.member(stored.state, "state"),
        old=entry_from_stored(stored.old),
        new=_draft_from_stored(stored.new, snapshot, _relocation(stored)),
        passes=stored.passes,
        trace_id=stored.trace_id,
        created_at=moment(stored.created_at),
        decided_at=moment(stored.decided_at) if stored.HasField("decided_at") else None,
        note=stored.note,
    )


def _draft_to_stored(draft: Draft) -> pb.StoredEntry:
    return pb.StoredEntry(
        query=query_to_message(draft.query),
        selectors=[selector_to_message(s) for s in draft.selectors],
        identity=descriptor_to_message(draft.descriptor),
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        snapshot_id=snapshot_id(draft.snapshot),
        place=draft.place,
        heal_id=draft.heal_id,
        never_heal=draft.never_heal,
    )


def _draft_from_stored(
    stored: pb.StoredEntry, snapshot: bytes, relocation: Relocation | None
) -> Draft:
    return Draft(
        query=query_from_message(stored.query),
        selectors=tuple(selector_from_message(s, "new.selectors") for s in stored.selectors),
        descriptor=descriptor_from_message(stored.identity),
        fingerprints=tuple(stored.fingerprints),
        neighbourhood=stored.neighbourhood,
        snapshot=snapshot,
        place=stored.place,
        relocation=relocation,
        heal_id=stored.heal_id,
        never_heal=stored.never_heal,
    )


def _relocation(stored: pb.StoredHeal) -> Relocation | None:
    if stored.way == heal_service_pb2.HEAL_WAY_UNSPECIFIED:
        return None
    return Relocation(
        way=WAYS.member(stored.way, "way"),
        verdict=VERDICTS.member(stored.verdict, "verdict"),
        score=stored.score,
        margin=stored.margin,
        reasons=tuple((reason.evidence, reason.weight) for reason in stored.reasons),
        runner_up=stored.runner_up,
    )
