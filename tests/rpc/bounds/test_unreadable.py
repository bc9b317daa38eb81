"""Bytes that are no message of their type are bad input, to every method there is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from random import Random

import grpc
import pytest
from google.protobuf.descriptor import Descriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts.v1 import (
    admin_service_pb2,
    drift_service_pb2,
    element_pb2,
    heal_service_pb2,
    run_service_pb2,
    selector_service_pb2,
)
from tests.support.daemons.stubs import Stubs, failure, query

INVALID_ARGUMENT = grpc.StatusCode.INVALID_ARGUMENT
SERVICES: tuple[ServiceDescriptor, ...] = tuple(
    service
    for file in (
        admin_service_pb2,
        drift_service_pb2,
        heal_service_pb2,
        run_service_pb2,
        selector_service_pb2,
    )
    for service in file.DESCRIPTOR.services_by_name.values()
)
METHODS: tuple[MethodDescriptor, ...] = tuple(m for one in SERVICES for m in one.methods)
# A length that runs past the end, a group that never ends, and a field that is cut off.
UNREADABLE = (b"\x0a\x7f", b"\x0b" * 200, b"\xff", b"\x0a\x05ab")
TEXTS = ("shop", "https://shop.test/orders/1", "é" * 40, "", "x" * 600)
STREAMS = (
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
)


def path_of(method: MethodDescriptor) -> str:
    return f"/{method.containing_service.full_name}/{method.name}"


def some_message(kind: Descriptor, random: Random, depth: int = 0) -> Message:
    """Return a message with about half its fields set, to values that are and are not allowed."""
    message = GetMessageClass(kind)()
    for field in kind.fields:
        nested = field.message_type
        if random.random() < 0.5 or (nested is not None and depth > 3):
            continue
        if nested is not None and nested.GetOptions().map_entry:
            kind_of_value = nested.fields_by_name["value"].type
            getattr(message, field.name)["locale"] = some_value(kind_of_value, random)
        elif nested is not None:
            made = some_message(nested, random, depth + 1)
            held = getattr(message, field.name)
            (held.add() if field.is_repeated else held).CopyFrom(made)
        else:
            value = some_value(field.type, random)
            if field.is_repeated:
                getattr(message, field.name).append(value)
            else:
                setattr(message, field.name, value)
    return message


def some_value(kind: int, random: Random) -> object:
    text, data = random.choice(TEXTS), random.randbytes(30)
    return {9: text, 12: data, 8: True, 1: 0.5, 2: 0.5}.get(kind, random.choice((0, 1, 2, 77)))


def broken(method: MethodDescriptor, random: Random) -> Iterator[bytes]:
    for _ in range(40):
        yield random.randbytes(random.randint(1, 60))
        whole = some_message(method.input_type, random).SerializeToString()
        yield whole
        yield whole[: random.randint(0, len(whole))]
        changed = bytearray(whole)
        for _ in range(min(3, len(changed))):
            changed[random.randrange(len(changed))] = random.randrange(256)
        yield bytes(changed)


@pytest.mark.parametrize("method", METHODS, ids=path_of)
async def test_unreadable_message_is_bad_input_with_its_reason(
    stubs: Stubs, method: MethodDescriptor
) -> None:
    for data in UNREADABLE:
        code, info = await failure(stubs.channel.unary_unary(path_of(method))(data))
        assert (code, info.reason, info.metadata["field"]) == (
            INVALID_ARGUMENT, "INVALID_FIELD", "request",
        )  # fmt: skip
        assert "DecodeError" not in info.metadata["problem"]


async def test_any_bytes_to_any_method_are_answered_or_refused_with_an_error_info(
    stubs: Stubs,
) -> None:
    random = Random(20)
    for method in METHODS:
        call = stubs.channel.unary_unary(path_of(method))
        for data in broken(method, random):
            try:
                await call(data, timeout=10)
            except grpc.aio.AioRpcError as error:
                if not is_well_told(error):
                    pytest.fail(f"{path_of(method)} of {data!r}: {error}")


def is_well_told(error: grpc.aio.AioRpcError) -> bool:
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    if status is None or error.code() in {grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL}:
        return False
    return [one.Is(error_details_pb2.ErrorInfo.DESCRIPTOR) for one in status.details] == [True]


@pytest.mark.parametrize("path", STREAMS)
async def test_unreadable_message_in_a_stream_is_bad_input(stubs: Stubs, path: str) -> None:
    async def told() -> AsyncIterator[bytes]:
        yield b"\x0a\x7f"

    code, info = await failure(first_of(stubs.channel.stream_stream(path)(told())))
    assert (code, info.metadata["field"]) == (INVALID_ARGUMENT, "request")


async def test_unreadable_message_to_the_health_service_is_bad_input(stubs: Stubs) -> None:
    health = "/grpc.health.v1.Health"
    for call in (
        stubs.channel.unary_unary(f"{health}/Check")(b"\x0a\x7f"),
        first_of(stubs.channel.unary_stream(f"{health}/Watch")(b"\x0a\x7f")),
    ):
        code, info = await failure(call)
        assert (code, info.metadata["field"]) == (INVALID_ARGUMENT, "request")


async def test_long_reason_is_cut_so_that_it_arrives(stubs: Stubs) -> None:
    for page in ("x" * 4000 + "://shop.test", "https://shop.test:" + "x" * 4000):
        request = selector_service_pb2.GetSelectorRequest(query=query(page=page))
        code, info = await failure(stubs.selector.GetSelector(request))
        assert (code, info.reason) == (INVALID_ARGUMENT, "INVALID_FIELD")
        assert info.metadata["problem"].endswith("…")
    access = element_pb2.PageAccess(url=f"https://{'x' * 4000}.test/")
    request = selector_service_pb2.GetSelectorRequest(query=query(), access=access)
    code, info = await failure(stubs.selector.GetSelector(request))
    assert (code, info.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ADDRESS_NOT_ALLOWED")


async def first_of(stream: AsyncIterator[bytes]) -> bytes:
    async for message in stream:
        return message
    raise AssertionError("a stream of nothing")
