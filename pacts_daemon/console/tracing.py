"""A server span for each request of the console; the tiers that it asks are its children."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from opentelemetry import context as contexts
from opentelemetry import trace

from pacts_daemon.telemetry import names

_DEFECT: Final = 500
_UNTRACED: Final = "/console/static/{name}"


def traced_by(tracer: trace.Tracer) -> Middleware:
    """Return what puts a span around each request but those for styles.

    It is named by the route: neither an id nor what was searched for is in it. A browser's own
    trace context is not taken up.
    """

    @web.middleware
    async def traced(request: web.Request, handler: Handler) -> web.StreamResponse:
        route = _route_of(request)
        if route == _UNTRACED:
            return await handler(request)
        with tracer.start_as_current_span(
            f"{request.method} {route}",
            context=contexts.Context(),
            kind=trace.SpanKind.SERVER,
            attributes={names.ATTR_HTTP_METHOD: request.method, names.ATTR_HTTP_ROUTE: route},
        ) as span:
            response = await handler(request)
            span.set_attribute(names.ATTR_HTTP_STATUS, response.status)
            if response.status >= _DEFECT:
                span.set_status(trace.StatusCode.ERROR, str(response.status))
            return response

    return traced


def _route_of(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical
