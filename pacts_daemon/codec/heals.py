"""Heals as callers see them."""

from __future__ import annotations

from pacts.v1 import heal_service_pb2
from pacts_daemon.codec.enums import HEAL_STATES, VERDICTS, WAYS
from pacts_daemon.codec.messages import draft_to_message, entry_to_message, timestamp
from pacts_daemon.codec.v1 import stored_pb2
from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.model import Relocation


def heal_to_message(heal: HealRecord) -> heal_service_pb2.Heal:
    message = heal_service_pb2.Heal(
        id=heal.id,
        state=HEAL_STATES.number(heal.state),  # type: ignore[arg-type]
        old=entry_to_message(heal.old),
        new=draft_to_message(heal.new),
        passes=heal.passes,
        trace_id=heal.trace_id,
        created_at=timestamp(heal.created_at),
        decided_at=timestamp(heal.decided_at) if heal.decided_at else None,
        note=heal.note,
    )
    if heal.new.relocation is not None:
        put_relocation(message, heal.new.relocation)
    return message


def put_relocation(
    message: heal_service_pb2.Heal | stored_pb2.StoredHeal, relocation: Relocation
) -> None:
    message.way = WAYS.number(relocation.way)  # type: ignore[assignment]
    message.verdict = VERDICTS.number(relocation.verdict)  # type: ignore[assignment]
    message.score = relocation.score
    message.margin = relocation.margin
    for evidence, weight in relocation.reasons:
        message.reasons.add(evidence=evidence, weight=weight)
    message.runner_up = relocation.runner_up
