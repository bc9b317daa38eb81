"""SelectorService's calls for clients that answer lookups themselves while they are on a page."""

from __future__ import annotations

from abc import ABC

import grpc

from pacts.v1 import page_selectors_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.codec.messages import query_to_message
from pacts_daemon.core.answers import Found
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.known.lookup import PageLookup
from pacts_daemon.core.known.pages import PageQuery
from pacts_daemon.core.model import TierName
from pacts_daemon.core.ports import Counters
from pacts_daemon.rpc import paging, requests, responses
from pacts_daemon.telemetry.answers import describe_page

CLIENT = TierName("client")
# More than a client can answer between two reports: a number that is wrong would stay in the hit
# rate for as long as the daemon runs.
MAX_REPORTED = 1_000_000


class PageSelectorsService(selector_service_pb2_grpc.SelectorServiceServicer, ABC):
    """The part of the service that hands out pages at once, and counts what was done with them."""

    def __init__(
        self, lookup: PageLookup, counters: Counters, reader: requests.RequestReader
    ) -> None:
        self._page_lookup = lookup
        self._counters = counters
        self._reader = reader

    async def GetPageSelectors(
        self,
        request: pb.GetPageSelectorsRequest,
        context: grpc.aio.ServicerContext[pb.GetPageSelectorsRequest, pb.GetPageSelectorsResponse],
    ) -> pb.GetPageSelectorsResponse:
        app = requests.bounded("app", request.app, requests.MAX_NAME_BYTES)
        environment = requests.bounded("environment", request.environment, requests.MAX_NAME_BYTES)
        page = self._reader.page(request.page)
        query = PageQuery(app, environment, page, requests.variant_from(request.variant, "variant"))
        strategies = requests.strategies_from(request.strategies)
        evidence = None
        if request.HasField("evidence"):
            evidence = await self._reader.evidence(request.evidence)
        known = await self._page_lookup.get(query, evidence, strategies)
        describe_page(query, known.trail, len(known.found))
        selectors = paging.fitting(_selector_of(one) for one in known.found)
        response = pb.GetPageSelectorsResponse(
            selectors=selectors,
            truncated=known.truncated or len(selectors) < len(known.found),
        )
        responses.tell_trail(response.trail, known.trail)
        return response

    async def ReportLookups(
        self,
        request: pb.ReportLookupsRequest,
        context: grpc.aio.ServicerContext[pb.ReportLookupsRequest, pb.ReportLookupsResponse],
    ) -> pb.ReportLookupsResponse:
        if not 1 <= request.hits <= MAX_REPORTED:
            problem = f"must be 1 to {MAX_REPORTED:,}, not {request.hits:,}"
            raise InvalidFieldError("hits", problem)
        self._counters.hit(CLIENT, request.hits)
        return pb.ReportLookupsResponse()


def _selector_of(found: Found) -> pb.PageSelector:
    selector = pb.PageSelector(query=query_to_message(found.entry.query))
    responses.tell_found(selector.found, found)
    return selector
