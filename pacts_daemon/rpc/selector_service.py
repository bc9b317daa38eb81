"""SelectorService: the walk, saves, reports and invalidation over gRPC."""

from __future__ import annotations

import grpc

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.codec.enums import EFFECTS
from pacts_daemon.codec.messages import entry_to_message, selector_to_message
from pacts_daemon.core.calls.principal import Scope, principal
from pacts_daemon.core.content.page import SentPage
from pacts_daemon.core.entry_check import EntryChecker
from pacts_daemon.core.errors import InvalidFieldError, PactsError
from pacts_daemon.core.feedback import Effect, Feedback, Report, class_of_report
from pacts_daemon.core.heal.model import HealRules
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.lookup import PageLookup
from pacts_daemon.core.model import Draft, ElementQuery, Entry, Selector
from pacts_daemon.core.page_ports import Completer
from pacts_daemon.core.policy import InForce
from pacts_daemon.core.ports import Counters, ListFilter
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from pacts_daemon.core.walk import Lookup
from pacts_daemon.rpc import paging, requests, responses
from pacts_daemon.rpc.page_selectors_service import PageSelectorsService
from pacts_daemon.telemetry.answers import (
    describe_answer,
    describe_answers,
    describe_failure,
    describe_query,
)

# A page's worth many times over, in one statement and one call to Redis; with 2 to 10 KiB each the
# answer is mostly below the 4 MiB that callers receive by default.
MAX_BATCH = 500


class SelectorService(PageSelectorsService):
    """Turns requests into calls of the core and its answers into responses."""

    def __init__(
        self,
        resolver: Resolver,
        store: EntryStore,
        feedback: Feedback,
        checker: EntryChecker,
        completer: Completer,
        reader: requests.RequestReader,
        pages: PageLookup,
        counters: Counters,
        rules: InForce[HealRules],
        max_answer_bytes: int,
    ) -> None:
        super().__init__(pages, counters, reader)
        self._resolver = resolver
        self._store = store
        self._feedback = feedback
        self._checker = checker
        self._completer = completer
        self._rules = rules
        self._max_answer_bytes = max_answer_bytes

    async def GetSelector(
        self,
        request: pb.GetSelectorRequest,
        context: grpc.aio.ServicerContext[pb.GetSelectorRequest, pb.GetSelectorResponse],
    ) -> pb.GetSelectorResponse:
        lookup = await self._lookup(request)
        describe_query(lookup.query, lookup.access)
        answer = await self._resolver.get(
            lookup.query, lookup.evidence, lookup.access, lookup.strategies
        )
        describe_answer(answer)
        return responses.get_response(answer)

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
        read = [await self._lookup_or_error(one) for one in request.requests]
        lookups = [one for one in read if isinstance(one, Lookup)]
        answers = iter(await self._resolver.get_all(lookups))
        items = [next(answers) if isinstance(one, Lookup) else one for one in read]
        describe_answers(items)
        return responses.batch_response(items, self._max_answer_bytes)

    async def SaveSelector(
        self,
        request: pb.SaveSelectorRequest,
        context: grpc.aio.ServicerContext[pb.SaveSelectorRequest, pb.SaveSelectorResponse],
    ) -> pb.SaveSelectorResponse:
        fingerprints: tuple[bytes, ...] = ()
        page: SentPage | None = None
        query = self._reader.query(request.query)
        describe_query(query)
        selectors = requests.selectors_from(request.selectors)
        if request.evidence.HasField("page"):
            page = await self._reader.content(request.evidence.page, "evidence.page")
            fingerprints = (await self._reader.parsed_fingerprint(page),)
        elif request.HasField("evidence"):
            fingerprints = (await self._reader.evidence(request.evidence),)
        descriptor = requests.descriptor_from(request.identity)
        draft = Draft(query, selectors, descriptor, fingerprints, never_heal=request.never_heal)
        if page is not None:
            draft = await self._completer.complete(draft, page)
        expected = request.expected_version if request.HasField("expected_version") else None
        entry = await self._store.save(draft, expected)
        return pb.SaveSelectorResponse(entry=self._told(entry))

    async def ResolveSelector(
        self,
        request: pb.ResolveSelectorRequest,
        context: grpc.aio.ServicerContext[pb.ResolveSelectorRequest, pb.ResolveSelectorResponse],
    ) -> pb.ResolveSelectorResponse:
        failed = None
        if request.HasField("failed_selector"):
            failed = requests.selector_from(request.failed_selector, "failed_selector")
        query = self._reader.query(request.query)
        access = await self._reader.access(request.access, query)
        describe_query(query, access)
        evidence = await self._reader.evidence_of(access)
        strategies = requests.strategies_from(request.strategies)
        answer = await self._resolver.resolve(query, access, failed, evidence, strategies)
        describe_answer(answer)
        return responses.resolve_response(answer)

    async def VerifySelector(
        self,
        request: pb.VerifySelectorRequest,
        context: grpc.aio.ServicerContext[pb.VerifySelectorRequest, pb.VerifySelectorResponse],
    ) -> pb.VerifySelectorResponse:
        query = self._reader.query(request.query)
        access = await self._reader.access(request.access, query)
        describe_query(query, access)
        checked = await self._checker.check(query, access)
        describe_answer(checked.answer)
        return responses.verify_response(checked)

    async def ReportOutcome(
        self,
        request: pb.ReportOutcomeRequest,
        context: grpc.aio.ServicerContext[pb.ReportOutcomeRequest, pb.ReportOutcomeResponse],
    ) -> pb.ReportOutcomeResponse:
        query = self._reader.query(request.query)
        describe_query(query)
        outcome = request.WhichOneof("outcome")
        if outcome is None:
            raise InvalidFieldError("outcome", "must be succeeded or failed")
        if request.version < 1:
            raise InvalidFieldError("version", "must be the version that was answered, 1 or more")
        failed, failure = None, None
        if outcome == "failed":
            requests.bounded(
                "failed.why", request.failed.why, requests.MAX_WHY_BYTES, required=False
            )
            failed = requests.selector_from(request.selector, "selector")
            failure = class_of_report(request.failed.why)
            describe_failure(failure)
        effect, version = await self._feedback.report(Report(query, request.version, failed))
        candidates: tuple[Selector, ...] = ()
        if effect is Effect.IGNORED:
            version, candidates = await self._feedback.stored(query)
        return pb.ReportOutcomeResponse(
            effect=EFFECTS.number(effect),  # type: ignore[arg-type]
            version=version,
            failure_class=responses.failure_to(failure),
            candidates=[selector_to_message(one) for one in candidates],
        )

    async def InvalidateSelectors(
        self,
        request: pb.InvalidateSelectorsRequest,
        context: grpc.aio.ServicerContext[
            pb.InvalidateSelectorsRequest, pb.InvalidateSelectorsResponse
        ],
    ) -> pb.InvalidateSelectorsResponse:
        app = requests.bounded("app", request.app, requests.MAX_NAME_BYTES)
        environment = requests.bounded("environment", request.environment, requests.MAX_NAME_BYTES)
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
            app=requests.wanted("app", request.app),
            environment=requests.wanted("environment", request.environment),
            page=self._reader.page(request.page) if request.page else "",
        )
        listing = paging.Listing(
            lambda place, most: self._store.entries(where, place, most),
            self._told,
            lambda entry: key_of(entry.query),
        )
        entries, token = await listing.page(paging.place_from(request.page_token), size)
        return pb.ListSelectorsResponse(entries=entries, next_page_token=token)

    def _told(self, entry: Entry) -> element_pb2.Entry:
        """Return an entry as callers are told of it: a rule of its app counts like its own mark."""
        told = entry_to_message(entry)
        told.never_heal = bool(self._rules.now.never_heals(entry))
        return told

    def _own_query(self, request: pb.InvalidateSelectorsRequest) -> ElementQuery:
        query = self._reader.query(request.query)
        if (query.app, query.environment) != (request.app, request.environment):
            raise InvalidFieldError("query", "must be of the same app and environment")
        return query

    async def _lookup(self, request: pb.GetSelectorRequest) -> Lookup:
        query, access, evidence = self._reader.query(request.query), None, None
        principal().require_app(query.app, "query.app")
        if request.HasField("access"):
            principal().require_scope(Scope.WRITE, "access")  # what is found there is saved
            access = await self._reader.access(request.access, query)
            evidence = await self._reader.evidence_of(access)
        if request.HasField("evidence"):
            evidence = await self._reader.evidence(request.evidence)
        strategies = requests.strategies_from(request.strategies)
        return Lookup(query, evidence, access, strategies)

    async def _lookup_or_error(self, request: pb.GetSelectorRequest) -> Lookup | PactsError:
        try:
            return await self._lookup(request)
        except PactsError as error:
            return error
