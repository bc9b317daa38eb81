"""Audit records as callers see them."""

from __future__ import annotations

from pacts.v1 import admin_service_pb2 as pb
from pacts_daemon.codec.enums import AUDIT_ACTIONS
from pacts_daemon.codec.messages import timestamp
from pacts_daemon.core.audit.model import AuditRecord


def audit_record_to_message(record: AuditRecord) -> pb.AuditRecord:
    return pb.AuditRecord(
        id=record.id,
        recorded_at=timestamp(record.recorded_at),
        who=record.who,
        peer=record.peer,
        action=AUDIT_ACTIONS.number(record.action),  # type: ignore[arg-type]
        app=record.app,
        environment=record.environment,
        page=record.page,
        element=record.element,
        key=record.key,
        version_before=record.version_before,
        version_after=record.version_after,
        count=record.count,
        heal_id=record.heal_id,
        trace_id=record.trace_id,
        selector=record.selector,
        reason=record.reason,
    )
