"""The RPC of the audit as a value, as in `_calls`."""

from __future__ import annotations

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp

from pacts._rpc import convert, read
from pacts._rpc.calls import Call
from pacts.audit import AuditAction, AuditFilter, AuditRecord
from pacts.v1 import admin_service_pb2 as pb


def list_audit_records(
    where: AuditFilter, page_size: int, page_token: str
) -> Call[
    pb.ListAuditRecordsRequest,
    pb.ListAuditRecordsResponse,
    tuple[tuple[AuditRecord, ...], str],
]:
    request = convert.build(
        pb.ListAuditRecordsRequest,
        app=where.app,
        environment=where.environment,
        page=where.page,
        element=where.element,
        key=where.key,
        action=convert.filter_number_of(
            pb.AuditAction, "action", AuditAction, where.action, "AUDIT_ACTION"
        ),
        who=where.who,
        since=_moment(where.since, "since"),
        until=_moment(where.until, "until"),
        page_size=page_size,
        page_token=page_token,
    )
    return Call(
        lambda stubs: stubs.admin.ListAuditRecords,
        request,
        lambda r: (tuple(_record(record) for record in r.records), r.next_page_token),
    )


def _moment(moment: datetime | None, field: str) -> Timestamp | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise convert.invalid_field(field, "has no time zone")
    message = Timestamp()
    message.FromDatetime(moment)
    return message


def _record(record: pb.AuditRecord) -> AuditRecord:
    return AuditRecord(
        id=record.id,
        recorded_at=read.time_of(record.recorded_at),
        who=record.who,
        peer=record.peer,
        action=read.enum_of(AuditAction, pb.AuditAction, record.action, "AUDIT_ACTION"),
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
