"""Heals as protobuf messages and back: the stored form and that of the answers are one."""

from __future__ import annotations

from pacts.v1 import element_pb2, heal_service_pb2
from pacts_daemon.codec.enums import HEAL_STATES, VERDICTS, WAYS
from pacts_daemon.codec.messages import (
    descriptor_from_message,
    descriptor_to_message,
    entry_from_message,
    entry_to_message,
    moment,
    query_from_message,
    query_to_message,
    selector_from_message,
    selector_to_message,
    timestamp,
)
from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.model import Draft, Relocation


def heal_to_message(heal: HealRecord) -> heal_service_pb2.Heal:
    """Return the message of a heal; of the snapshot it holds the id only."""
    message = heal_service_pb2.Heal(
        id=heal.id,
        state=HEAL_STATES.number(heal.state),  # type: ignore[arg-type]
        old=entry_to_message(heal.old),
        new=_draft_to_message(heal.new),
        passes=heal.passes,
        trace_id=heal.trace_id,
        created_at=timestamp(heal.created_at),
        decided_at=timestamp(heal.decided_at) if heal.decided_at else None,
        note=heal.note,
    )
    if heal.new.relocation is not None:
        _put_relocation(message, heal.new.relocation)
    return message


def heal_from_message(message: heal_service_pb2.Heal, snapshot: bytes = b"") -> HealRecord:
    """Return the heal a message holds, with the page that was kept of it elsewhere.

    Raises:
        InvalidFieldError: an enum has a number this version does not know.
    """
    return HealRecord(
        id=message.id,
        state=HEAL_STATES.member(message.state, "state"),
        old=entry_from_message(message.old),
        new=_draft_from_message(message.new, snapshot, _relocation(message)),
        passes=message.passes,
        trace_id=message.trace_id,
        created_at=moment(message.created_at),
        decided_at=moment(message.decided_at) if message.HasField("decided_at") else None,
        note=message.note,
    )


def _draft_to_message(draft: Draft) -> element_pb2.Entry:
    return element_pb2.Entry(
        query=query_to_message(draft.query),
        selectors=[selector_to_message(s) for s in draft.selectors],
        descriptor=descriptor_to_message(draft.descriptor),
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        snapshot_id=snapshot_id(draft.snapshot),
        place=draft.place,
        heal_id=draft.heal_id,
    )


def _draft_from_message(
    message: element_pb2.Entry, snapshot: bytes, relocation: Relocation | None
) -> Draft:
    return Draft(
        query=query_from_message(message.query),
        selectors=tuple(selector_from_message(s, "new.selectors") for s in message.selectors),
        descriptor=descriptor_from_message(message.descriptor),
        fingerprints=tuple(message.fingerprints),
        neighbourhood=message.neighbourhood,
        snapshot=snapshot,
        place=message.place,
        relocation=relocation,
        heal_id=message.heal_id,
    )


def _put_relocation(message: heal_service_pb2.Heal, relocation: Relocation) -> None:
    message.way = WAYS.number(relocation.way)  # type: ignore[assignment]
    message.verdict = VERDICTS.number(relocation.verdict)  # type: ignore[assignment]
    message.score = relocation.score
    message.margin = relocation.margin
    for evidence, weight in relocation.reasons:
        message.reasons.add(evidence=evidence, weight=weight)
    message.runner_up = relocation.runner_up


def _relocation(message: heal_service_pb2.Heal) -> Relocation | None:
    if message.way == heal_service_pb2.HEAL_WAY_UNSPECIFIED:
        return None
    return Relocation(
        way=WAYS.member(message.way, "way"),
        verdict=VERDICTS.member(message.verdict, "verdict"),
        score=message.score,
        margin=message.margin,
        reasons=tuple((reason.evidence, reason.weight) for reason in message.reasons),
        runner_up=message.runner_up,
    )
