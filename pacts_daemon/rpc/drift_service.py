"""DriftService: fingerprints and comparisons over gRPC."""

from __future__ import annotations

from dataclasses import dataclass

import grpc

from pacts.v1 import drift_service_pb2 as pb
from pacts.v1 import drift_service_pb2_grpc
from pacts_daemon.codec.enums import change_kind
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.rpc import requests

# More than anybody reads, and with paths of a hundred bytes or two within the 4 MiB that callers
# receive by default.
MAX_CHANGES = 1000
# What the script writes and the drift core reads (`captures/capture.rs`); another one is refused.
CAPTURE_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Scripts:
    """What callers run in their pages."""

    capture: str
    check: str


class DriftService(drift_service_pb2_grpc.DriftServiceServicer):
    """Measures pages; knows no entries."""

    def __init__(
        self,
        meter: RustMeter,
        reader: requests.RequestReader,
        policy: InForce[Policy],
        scripts: Scripts,
    ) -> None:
        self._meter = meter
        self._reader = reader
        self._policy = policy
        self._scripts = scripts

    async def FingerprintPage(
        self,
        request: pb.FingerprintPageRequest,
        context: grpc.aio.ServicerContext[pb.FingerprintPageRequest, pb.FingerprintPageResponse],
    ) -> pb.FingerprintPageResponse:
        page = await self._reader.content(request.page, "page")
        fingerprint = await self._reader.fingerprint(page)
        info = self._meter.inspect(fingerprint)
        return pb.FingerprintPageResponse(
            fingerprint=fingerprint,
            nodes=info.nodes,
            features=info.features,
            insufficient=self._meter.compare(fingerprint, fingerprint).insufficient,
        )

    async def GetCaptureScript(
        self,
        request: pb.GetCaptureScriptRequest,
        context: grpc.aio.ServicerContext[pb.GetCaptureScriptRequest, pb.GetCaptureScriptResponse],
    ) -> pb.GetCaptureScriptResponse:
        return pb.GetCaptureScriptResponse(
            script=self._scripts.capture,
            format=CAPTURE_FORMAT,
            check_script=self._scripts.check,
        )

    async def ComparePages(
        self,
        request: pb.ComparePagesRequest,
        context: grpc.aio.ServicerContext[pb.ComparePagesRequest, pb.ComparePagesResponse],
    ) -> pb.ComparePagesResponse:
        if not 0 <= request.max_changes <= MAX_CHANGES:
            raise InvalidFieldError("max_changes", f"must be 0 to {MAX_CHANGES}")
        old = await self._reader.evidence(request.old, "old")
        new = await self._reader.evidence(request.new, "new")
        drift = self._meter.compare(old, new)
        return pb.ComparePagesResponse(
            drift_ratio=drift.drift_ratio,
            loss=drift.loss,
            gain=drift.gain,
            skeleton=drift.skeleton,
            naming=drift.naming,
            insufficient=drift.insufficient,
            unsettled=drift.unsettled,
            threshold=self._policy.now.drift_threshold,
            changes=await self._changes(request) if request.max_changes else (),
        )

    async def _changes(self, request: pb.ComparePagesRequest) -> list[pb.PageChange]:
        for field, evidence in (("old", request.old), ("new", request.new)):
            if evidence.WhichOneof("kind") != "page":
                raise InvalidFieldError(field, "must be a page for its changes to be named")
        old = await self._reader.content(request.old.page, "old.page")
        new = await self._reader.content(request.new.page, "new.page")
        changes = await self._reader.pages.changes(old, new, request.max_changes)
        return [
            pb.PageChange(kind=change_kind(c.kind), path=c.path, nodes=c.nodes, context=c.context)
            for c in changes
        ]
