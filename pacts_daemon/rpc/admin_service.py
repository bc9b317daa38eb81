"""AdminService: the counters and the audit over gRPC."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

import grpc

import pacts_daemon
from pacts.v1 import admin_service_pb2 as pb
from pacts.v1 import admin_service_pb2_grpc
from pacts_daemon.codec.audit import audit_record_to_message
from pacts_daemon.codec.enums import AUDIT_ACTIONS
from pacts_daemon.codec.messages import moment, timestamp
from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.audit.model import MAX_WHO_BYTES, AuditAction, AuditFilter
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Clock
from pacts_daemon.rpc import paging, requests
from pacts_daemon.rpc.responses import duration
from pacts_daemon.telemetry.counters import WalkCounters

PLACE = re.compile(r"[1-9][0-9]{0,17}")


class AdminService(admin_service_pb2_grpc.AdminServiceServicer):
    """Tells how the daemon is doing, and what was changed by whom."""

    def __init__(
        self,
        counters: WalkCounters,
        clock: Clock,
        audit: AuditLog,
        reader: requests.RequestReader,
        fast: TierName,
        durable: TierName,
    ) -> None:
        self._counters = counters
        self._clock = clock
        self._audit = audit
        self._reader = reader
        self._fast = fast
        self._durable = durable

    async def GetCacheStats(
        self,
        request: pb.GetCacheStatsRequest,
        context: grpc.aio.ServicerContext[pb.GetCacheStatsRequest, pb.GetCacheStatsResponse],
    ) -> pb.GetCacheStatsResponse:
        since = self._counters.since
        return pb.GetCacheStatsResponse(
            **self._promised(),
            hits=self._counters.hits,
            hit_rate=self._counters.hit_rate(),
            since=timestamp(since),
            uptime=duration((self._clock.now() - since).total_seconds()),
            daemon_version=pacts_daemon.__version__,
            fast_tier=self._fast,
            durable_tier=self._durable,
        )

    async def ListAuditRecords(
        self,
        request: pb.ListAuditRecordsRequest,
        context: grpc.aio.ServicerContext[pb.ListAuditRecordsRequest, pb.ListAuditRecordsResponse],
    ) -> pb.ListAuditRecordsResponse:
        size = paging.size_from(request.page_size)
        where = self._filter(request)
        listing = paging.Listing(
            lambda before, most: self._audit.records(where, int(before or 0), most),
            audit_record_to_message,
            lambda record: str(record.id),
        )
        records, token = await listing.page(paging.place_from(request.page_token, PLACE), size)
        return pb.ListAuditRecordsResponse(records=records, next_page_token=token)

    def _filter(self, request: pb.ListAuditRecordsRequest) -> AuditFilter:
        return AuditFilter(
            app=requests.wanted("app", request.app),
            environment=requests.wanted("environment", request.environment),
            page=self._reader.page(request.page) if request.page else "",
            element=_bounded("element", request.element, requests.MAX_ELEMENT_BYTES),
            key=_bounded("key", request.key, requests.MAX_ELEMENT_BYTES),
            action=_action(request.action),
            who=_bounded("who", request.who, MAX_WHO_BYTES),
            since=_moment(request, "since"),
            until=_moment(request, "until"),
        )

    def _promised(self) -> dict[str, int]:
        """The counters that have fields of their own."""
        fields = pb.GetCacheStatsResponse.DESCRIPTOR.fields_by_name
        return {name: n for name, n in self._counters.snapshot().items() if name in fields}


def _bounded(field: str, text: str, most: int) -> str:
    return requests.bounded(field, text, most, required=False)


def _action(number: int) -> AuditAction | None:
    if number == pb.AUDIT_ACTION_UNSPECIFIED:
        return None
    return AUDIT_ACTIONS.member(number, "action")


def _moment(
    request: pb.ListAuditRecordsRequest, field: Literal["since", "until"]
) -> datetime | None:
    if not request.HasField(field):
        return None
    try:
        return moment(getattr(request, field))
    except (ValueError, OverflowError):
        raise InvalidFieldError(field, "is no moment of the years 1 to 9999") from None
