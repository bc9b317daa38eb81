"""A collector of spans, as OTLP over gRPC, that tells what it got by trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc.aio
from aiohttp import web
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as otlp
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as otlp_grpc
from opentelemetry.proto.trace.v1.trace_pb2 import Span


class Spans(otlp_grpc.TraceServiceServicer):
    """The names of the server spans of each trace, in the order they came."""

    def __init__(self) -> None:
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    async def Export(  # noqa: N802 - gRPC's name
        self, request: otlp.ExportTraceServiceRequest, context: object
    ) -> otlp.ExportTraceServiceResponse:
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                for span in scope.spans:
                    if span.kind == Span.SPAN_KIND_SERVER:
                        self._names[span.trace_id.hex()].append(span.name)
        return otlp.ExportTraceServiceResponse()

    async def told(self, request: web.Request) -> web.Response:
        """Answer with the names of one trace."""
        return web.json_response(self._names.get(request.match_info["trace"], []))

    @asynccontextmanager
    async def collected(self) -> AsyncIterator[str]:
        """Listen while the block runs; yields the endpoint."""
        server = grpc.aio.server()
        otlp_grpc.add_TraceServiceServicer_to_server(self, server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            await server.stop(0)
