"""SelectorService: the walk, saves, reports and invalidation over gRPC."""

from __future__ import annotations

import grpc

from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.codec.enums import EFFECTS
from pacts_daemon.codec.messages import entry_to_message
from pacts_daemon.core.errors import (
    InvalidFieldError,
    PactsError,
    PageUnavailableError,
)
from pacts_daemon.core.feedback import Feedback, Report
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Draft, ElementQuery, Found, Missed, MissReason
from pacts_daemon.core.page_ports import Completer, Verifier
from pacts_daemon.core.ports import DurableTier, ListFilter
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.rpc import paging
from pacts_daemon.rpc import requests as convert
from pacts_daemon.rpc.evidence import EvidenceReader
from pacts_daemon.rpc.status import failure_of
from pacts_daemon.telemetry.answers import describe_answer

MAX_BATCH = 500


class SelectorService(selector_service_pb2_grpc.SelectorServiceServicer):
    """Turns requests into calls of the core and its answers into responses."""

    def __init__(
        self,
        resolver: Resolver,
        store: EntryStore,
        feedback: Feedback,
        durable: DurableTier,
        meter: RustMeter,
        reader: convert.QueryReader,
        verifier: Verifier,
        completer: Completer,
    ) -> None:
        self._resolver = resolver
        self._store = store
        self._feedback = feedback
        self._durable = durable
        self._evidence = EvidenceReader(meter)
        self._reader = reader
        self._verifier = verifier
        self._completer = completer

    async def GetSelector(
        self,
        request: pb.GetSelectorRequest,
        context: grpc.aio.ServicerContext[pb.GetSelectorRequest, pb.GetSelectorResponse],
    ) -> pb.GetSelectorResponse:
        query = self._reader.query(request.query)
        access = convert.access_from(request.access) if request.HasField("access") else None
        evidence = None
        if request.HasField("evidence"):
            evidence = await self._evidence.fingerprint(request.evidence)
        answer = await self._resolver.get(query, evidence, access)
        describe_answer(answer)
        trail = convert.trail_to(answer.trail)
        if isinstance(answer, Found):
            return pb.GetSelectorResponse(found=convert.found_to(answer), trail=trail)
        return pb.GetSelectorResponse(miss=convert.miss_to(answer), trail=trail)

    async def BatchGetSelectors(
        self,
        request: pb.BatchGetSelectorsRequest,
        context: grpc.aio.ServicerContext[
            pb.BatchGetSelectorsRequest, pb.BatchGetSelectorsResponse
        ],
    ) -> pb.BatchGetSelectorsResponse:
        if not 1 <= len(request.requests) <= MAX_BATCH:
            problem = f"must be 1 to {MAX_BATCH}, not {len(request.requests)}"
            raise InvalidFieldError("requests", problem)
        results = []
        for one in request.requests:
            try:
                response = await self.GetSelector(one, context)  # type: ignore[arg-type]
                results.append(pb.BatchGetSelectorsResult(response=response))
            except PactsError as error:
                results.append(pb.BatchGetSelectorsResult(error=_batch_error(error)))
        return pb.BatchGetSelectorsResponse(results=results)

    async def SaveSelector(
        self,
        request: pb.SaveSelectorRequest,
        context: grpc.aio.ServicerContext[pb.SaveSelectorRequest, pb.SaveSelectorResponse],
    ) -> pb.SaveSelectorResponse:
        fingerprints: tuple[bytes, ...] = ()
        query = self._reader.query(request.query)
        selectors = convert.selectors_from(request.selectors)
        if request.HasField("evidence"):
            fingerprints = (await self._evidence.fingerprint(request.evidence),)
        descriptor = convert.descriptor_from(request.identity)
        draft = Draft(query, selectors, descriptor, fingerprints)
        if request.evidence.page.capture:
            capture = request.evidence.page.capture.encode()
            draft = await self._completer.complete(draft, capture)
        expected = request.expected_version if request.HasField("expected_version") else None
        entry = await self._store.save(draft, expected)
        return pb.SaveSelectorResponse(entry=entry_to_message(entry))

    async def ResolveSelector(
        self,
        request: pb.ResolveSelectorRequest,
        context: grpc.aio.ServicerContext[pb.ResolveSelectorRequest, pb.ResolveSelectorResponse],
    ) -> pb.ResolveSelectorResponse:
        failed = None
        if request.HasField("failed_selector"):
            failed = convert.selector_from(request.failed_selector, "failed_selector")
        answer = await self._resolver.resolve(
            self._reader.query(request.query), convert.access_from(request.access), failed
        )
        describe_answer(answer)
        trail = convert.trail_to(answer.trail)
        if isinstance(answer, Found):
            return pb.ResolveSelectorResponse(found=convert.found_to(answer), trail=trail)
        return pb.ResolveSelectorResponse(miss=convert.miss_to(answer), trail=trail)

    async def VerifySelector(
        self,
        request: pb.VerifySelectorRequest,
        context: grpc.aio.ServicerContext[pb.VerifySelectorRequest, pb.VerifySelectorResponse],
    ) -> pb.VerifySelectorResponse:
        access = convert.access_from(request.access)
        answer = await self._resolver.get(self._reader.query(request.query))
        describe_answer(answer)
        response = pb.VerifySelectorResponse(trail=convert.trail_to(answer.trail))
        if not isinstance(answer, Found):
            response.miss.CopyFrom(convert.miss_to(answer))
            return response
        response.version = answer.entry.version
        try:
            verification = await self._verifier.verify(answer.entry, access)
        except PageUnavailableError as error:
            missed = Missed(MissReason.PAGE_UNAVAILABLE, str(error), None, answer.trail)
            response.miss.CopyFrom(convert.miss_to(missed))
            return response
        response.verification.CopyFrom(convert.verification_to(verification))
        return response

    async def ReportOutcome(
        self,
        request: pb.ReportOutcomeRequest,
        context: grpc.aio.ServicerContext[pb.ReportOutcomeRequest, pb.ReportOutcomeResponse],
    ) -> pb.ReportOutcomeResponse:
        query = self._reader.query(request.query)
        outcome = request.WhichOneof("outcome")
        if outcome is None:
            raise InvalidFieldError("outcome", "must be succeeded or failed")
        if request.version < 1:
            raise InvalidFieldError("version", "must be the version that was answered, 1 or more")
        failed = None
        if outcome == "failed":
            convert.bounded("failed.why", request.failed.why, convert.MAX_WHY_BYTES, required=False)
            failed = convert.selector_from(request.selector, "selector")
        effect, version = await self._feedback.report(Report(query, request.version, failed))
        return pb.ReportOutcomeResponse(effect=EFFECTS.number(effect), version=version)  # type: ignore[arg-type]

    async def InvalidateSelectors(
        self,
        request: pb.InvalidateSelectorsRequest,
        context: grpc.aio.ServicerContext[
            pb.InvalidateSelectorsRequest, pb.InvalidateSelectorsResponse
        ],
    ) -> pb.InvalidateSelectorsResponse:
        app = convert.bounded("app", request.app, convert.MAX_NAME_BYTES)
        environment = convert.bounded("environment", request.environment, convert.MAX_NAME_BYTES)
        if request.WhichOneof("target") == "query":
            count = await self._store.remove(key_of(self._own_query(request)))
        else:
            named = request.WhichOneof("target") == "page"
            page = self._reader.page(request.page) if named else ""
            count = await self._store.remove_all(ListFilter(app, environment, page))
        return pb.InvalidateSelectorsResponse(invalidated=count)

    async def ListSelectors(
        self,
        request: pb.ListSelectorsRequest,
        context: grpc.aio.ServicerContext[pb.ListSelectorsRequest, pb.ListSelectorsResponse],
    ) -> pb.ListSelectorsResponse:
        size = paging.size_from(request.page_size)
        where = ListFilter(
            app=convert.wanted("app", request.app),
            environment=convert.wanted("environment", request.environment),
            page=self._reader.page(request.page) if request.page else "",
        )
        entries = await self._durable.entries(where, paging.place_from(request.page_token), size)
        return pb.ListSelectorsResponse(
            entries=[entry_to_message(entry) for entry in entries],
            next_page_token=(
                paging.token_to(key_of(entries[-1].query)) if len(entries) == size else ""
            ),
        )

    def _own_query(self, request: pb.InvalidateSelectorsRequest) -> ElementQuery:
        query = self._reader.query(request.query)
        if (query.app, query.environment) != (request.app, request.environment):
            raise InvalidFieldError("query", "must be of the same app and environment")
        return query


def _batch_error(error: PactsError) -> pb.BatchError:
    failure = failure_of(error)
    number, _ = failure.code.value
    return pb.BatchError(
        code=number,
        reason=failure.reason,
        message=failure.message,
        metadata=failure.metadata,
    )
