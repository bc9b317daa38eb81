"""What grpcurl, ghz and others that have no protos ask the daemon, in both versions."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health
from grpc_reflection.v1alpha import reflection_pb2 as pb

from pacts_daemon.rpc.server import SERVICES
from tests.support.daemons.stubs import Stubs

VERSIONS = ("grpc.reflection.v1", "grpc.reflection.v1alpha")
NOT_FOUND, INVALID_ARGUMENT = (
    code.value[0] for code in (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.INVALID_ARGUMENT)
)

pytestmark = pytest.mark.parametrize("version", VERSIONS)


async def ask(stubs: Stubs, version: str, **asked: str) -> pb.ServerReflectionResponse:
    call = stubs.channel.stream_stream(
        f"/{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=pb.ServerReflectionRequest.SerializeToString,
        response_deserializer=pb.ServerReflectionResponse.FromString,
    )(iter([pb.ServerReflectionRequest(**asked)]))
    (answer,) = [answer async for answer in call]
    return answer


async def files(
    stubs: Stubs, version: str, **asked: str
) -> dict[str, descriptor_pb2.FileDescriptorProto]:
    answer = await ask(stubs, version, **asked)
    raw = answer.file_descriptor_response.file_descriptor_proto
    found = [descriptor_pb2.FileDescriptorProto.FromString(one) for one in raw]
    return {file.name: file for file in found}


async def test_reflection_lists_every_service(stubs: Stubs, version: str) -> None:
    answer = await ask(stubs, version, list_services="")
    names = {service.name for service in answer.list_services_response.service}
    both = {f"{one}.ServerReflection" for one in VERSIONS}
    assert names == {*SERVICES, health.SERVICE_NAME, *both}


@pytest.mark.parametrize("service", [*SERVICES, health.SERVICE_NAME])
async def test_reflection_describes_every_service_and_its_methods(
    stubs: Stubs, version: str, service: str
) -> None:
    described = await files(stubs, version, file_containing_symbol=service)
    (methods,) = [
        one.method
        for file in described.values()
        for one in file.service
        if f"{file.package}.{one.name}" == service
    ]
    for method in methods:
        symbol = f"{service}.{method.name}"
        assert await files(stubs, version, file_containing_symbol=symbol) == described


async def test_reflection_of_a_method_brings_all_files_it_needs(stubs: Stubs, version: str) -> None:
    symbol = "pacts.v1.SelectorService.GetSelector"
    found = await files(stubs, version, file_containing_symbol=symbol)
    assert set(found) == {
        "pacts/v1/selector_service.proto",
        "pacts/v1/element.proto",
        "pacts/v1/page_selectors.proto",
        "google/protobuf/duration.proto",
        "google/protobuf/timestamp.proto",
    }


async def test_reflection_describes_itself(stubs: Stubs, version: str) -> None:
    for symbol in (
        f"{version}.ServerReflection",
        f"{version}.ServerReflection.ServerReflectionInfo",
    ):
        (file,) = (await files(stubs, version, file_containing_symbol=symbol)).values()
        assert file.package == version
        assert file.service[0].method[0].input_type == f".{version}.ServerReflectionRequest"
        assert await files(stubs, version, file_by_filename=file.name) == {file.name: file}


@pytest.mark.parametrize(
    "symbol",
    ["pacts.v1.Nope", "pacts.v1.SelectorService.Nope", "Nope.GetSelector", "", "."],
)
async def test_reflection_of_an_unknown_symbol_is_not_found(
    stubs: Stubs, version: str, symbol: str
) -> None:
    answer = await ask(stubs, version, file_containing_symbol=symbol)
    assert answer.error_response.error_code == NOT_FOUND
    assert answer.original_request.file_containing_symbol == symbol


async def test_reflection_of_an_unknown_file_is_not_found(stubs: Stubs, version: str) -> None:
    answer = await ask(stubs, version, file_by_filename="nope.proto")
    assert answer.error_response.error_code == NOT_FOUND


async def test_reflection_asked_nothing_is_an_invalid_argument(stubs: Stubs, version: str) -> None:
    answer = await ask(stubs, version)
    assert answer.error_response.error_code == INVALID_ARGUMENT
