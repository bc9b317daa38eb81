"""Where spans go, by which protocol and in whose name: as the standard variables say."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import enumerate as enumerate_threads

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import pacts_daemon
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.telemetry.setup import end_tracing, make_tracer_provider

Export = Callable[..., None]


@dataclass
class Collector(TraceServiceServicer):
    """What was sent to a collector, and where it listens."""

    address: str = ""
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: list[ExportTraceServiceRequest] = field(default_factory=list)

    def take(self, request: Request) -> Response:
        body = request.get_data()
        packed = request.headers.get("Content-Encoding") == "gzip"
        self.paths.append(request.path)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        self.sent.append(
            ExportTraceServiceRequest.FromString(gzip.decompress(body) if packed else body)
        )
        return Response(
            ExportTraceServiceResponse().SerializeToString(), mimetype="application/x-protobuf"
        )

    def Export(  # noqa: N802 - the name is gRPC's
        self, request: ExportTraceServiceRequest, context: grpc.ServicerContext
    ) -> ExportTraceServiceResponse:
        self.sent.append(request)
        return ExportTraceServiceResponse()

    @property
    def names(self) -> list[str]:
        return [
            span.name
            for one in self.sent
            for resource in one.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    @property
    def resource(self) -> dict[str, str]:
        """The attributes of the one resource that was sent."""
        (sent,) = self.sent
        (resource,) = sent.resource_spans
        return {one.key: one.value.string_value for one in resource.resource.attributes}


@pytest.fixture
def over_http(httpserver: HTTPServer) -> Collector:
    collector = Collector(httpserver.url_for("").rstrip("/"))
    httpserver.expect_request(re.compile(r"/.*"), method="POST").respond_with_handler(
        collector.take
    )
    return collector


@pytest.fixture
def over_grpc() -> Iterator[Collector]:
    server = grpc.server(ThreadPoolExecutor(1))
    collector = Collector()
    add_TraceServiceServicer_to_server(collector, server)
    collector.address = f"http://127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    yield collector
    server.stop(0).wait()


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set but what a test sets."""
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch) -> Export:
    """Export one span with the variables that are given."""

    def run(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        provider = make_tracer_provider(variables)
        assert provider is not None
        provider.get_tracer("test").start_span("pays").end()
        end_tracing(provider, timeout_s=10)

    return run


def test_spans_go_over_http_to_the_path_of_traces(over_http: Collector, export: Export) -> None:
    export(
        OTEL_EXPORTER_OTLP_ENDPOINT=over_http.address, OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"
    )
    assert (over_http.names, over_http.paths) == (["pays"], ["/v1/traces"])
    assert over_http.headers[0]["content-type"] == "application/x-protobuf"


def test_variables_of_traces_win_over_those_of_all_signals(
    over_http: Collector, export: Export
) -> None:
    export(
        OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9",
        OTEL_EXPORTER_OTLP_PROTOCOL="grpc",
        OTEL_EXPORTER_OTLP_HEADERS="x-tenant=other",
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{over_http.address}/ingest",
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf",
        OTEL_EXPORTER_OTLP_TRACES_HEADERS="x-tenant=shop",
        OTEL_EXPORTER_OTLP_TRACES_COMPRESSION="gzip",
    )
    assert (over_http.names, over_http.paths) == (["pays"], ["/ingest"])
    assert over_http.headers[0]["x-tenant"] == "shop"
    assert over_http.headers[0]["content-encoding"] == "gzip"


@pytest.mark.parametrize("said", [{}, {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}])
def test_spans_go_over_grpc_unless_it_is_said_otherwise(
    over_grpc: Collector, export: Export, said: dict[str, str]
) -> None:
    export(OTEL_EXPORTER_OTLP_ENDPOINT=over_grpc.address, **said)
    assert over_grpc.names == ["pays"]


@pytest.mark.parametrize("variable", ["", "_TRACES"])
def test_protocol_that_is_none_is_refused_by_the_name_of_its_variable(variable: str) -> None:
    name = f"OTEL_EXPORTER_OTLP{variable}_PROTOCOL"
    said = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", name: "http/json"}
    with pytest.raises(InvalidFieldError, match=f"^{name}: .*grpc or http/protobuf.*http/json"):
        make_tracer_provider(said)


@pytest.mark.parametrize(
    ("said", "resource"),
    [
        ({}, {"service.name": "pacts", "service.version": pacts_daemon.__version__}),
        (
            {"OTEL_RESOURCE_ATTRIBUTES": "service.name=pacts-eu,deployment.environment.name=ci"},
            {"service.name": "pacts-eu", "deployment.environment.name": "ci"},
        ),
        (
            {
                "OTEL_RESOURCE_ATTRIBUTES": "service.name=other,service.version=9",
                "OTEL_SERVICE_NAME": "pacts-us",
            },
            {"service.name": "pacts-us", "service.version": "9"},
        ),
    ],
)
def test_service_is_called_as_the_variables_say_and_pacts_otherwise(
    over_http: Collector, export: Export, said: dict[str, str], resource: dict[str, str]
) -> None:
    export(
        OTEL_EXPORTER_OTLP_ENDPOINT=over_http.address,
        OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf",
        **said,
    )
    assert resource.items() <= over_http.resource.items()


@pytest.mark.parametrize(
    ("sampler", "has_budget"), [("", True), ("parentbased_always_on", False), ("always_off", False)]
)
def test_hits_are_bounded_by_their_budget_unless_a_sampler_is_named(
    sampler: str, has_budget: bool
) -> None:
    said = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_TRACES_SAMPLER": sampler}
    provider = make_tracer_provider(said, 10)
    assert provider is not None
    provider.shutdown()
    assert (provider.budget is not None) is has_budget


def test_flush_to_a_collector_that_is_busy_is_left_behind_while_it_tries_again(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request(re.compile(r"/.*")).respond_with_data(status=503)
    said = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": httpserver.url_for("").rstrip("/"),
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_TIMEOUT": "3",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    provider = make_tracer_provider(said)
    assert provider is not None
    provider.get_tracer("test").start_span("pays").end()

    end_tracing(provider, timeout_s=0.2)

    (flush,) = [thread for thread in enumerate_threads() if thread.name == "pacts-flush"]
    flush.join(30)
    assert not flush.is_alive()
    assert httpserver.log
