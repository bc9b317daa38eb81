"""AdminService: the counters over gRPC."""

from __future__ import annotations

import grpc

import pacts_daemon
from pacts.v1 import admin_service_pb2 as pb
from pacts.v1 import admin_service_pb2_grpc
from pacts_daemon.codec.messages import timestamp
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Clock
from pacts_daemon.rpc.responses import duration
from pacts_daemon.telemetry.counters import WalkCounters


class AdminService(admin_service_pb2_grpc.AdminServiceServicer):
    """Tells how the daemon is doing."""

    def __init__(
        self, counters: WalkCounters, clock: Clock, fast: TierName, durable: TierName
    ) -> None:
        self._counters = counters
        self._clock = clock
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

    def _promised(self) -> dict[str, int]:
        """The counters that have fields of their own."""
        fields = pb.GetCacheStatsResponse.DESCRIPTOR.fields_by_name
        return {name: n for name, n in self._counters.snapshot().items() if name in fields}
