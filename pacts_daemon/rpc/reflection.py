"""Server reflection, in both versions of its protocol, that knows methods too."""

from __future__ import annotations

from collections.abc import Iterable

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor import Descriptor, FieldDescriptor, FileDescriptor
from grpc_reflection.v1alpha import reflection, reflection_pb2

V1ALPHA = reflection.SERVICE_NAME
V1 = "grpc.reflection.v1.ServerReflection"
_METHOD = "ServerReflectionInfo"


class SymbolPool:
    """The default pool, as the reflection servicer asks it, with what it lacks.

    upb finds no file for a method, so that every `grpcurl describe` of one and every call of `ghz`
    fails; and the package of the protocol's servicer has no v1.
    """

    def __init__(self) -> None:
        self._known = descriptor_pool.Default()
        self._v1 = descriptor_pool.DescriptorPool()
        self._v1.Add(_v1_file())

    def FindFileByName(self, name: str) -> FileDescriptor:  # noqa: N802
        try:
            return self._known.FindFileByName(name)
        except KeyError:
            return self._v1.FindFileByName(name)

    def FindFileContainingSymbol(self, symbol: str) -> FileDescriptor:  # noqa: N802
        for pool in (self._known, self._v1):
            file = _file_of(pool, symbol)
            if file is not None:
                return file
        raise KeyError(symbol)

    def FindMessageTypeByName(self, name: str) -> Descriptor:  # noqa: N802
        return self._known.FindMessageTypeByName(name)

    def FindExtensionByNumber(self, message: Descriptor, number: int) -> FieldDescriptor:  # noqa: N802
        return self._known.FindExtensionByNumber(message, number)

    def FindAllExtensions(self, message: Descriptor) -> list[FieldDescriptor]:  # noqa: N802
        return self._known.FindAllExtensions(message)


def enable_reflection(services: Iterable[str], server: grpc.aio.Server) -> None:
    """Serve v1 and v1alpha; they list ``services`` and themselves."""
    names = (*services, V1, V1ALPHA)
    servicer = reflection.aio.ReflectionServicer(names, pool=SymbolPool())
    # The messages of both versions are the same on the wire.
    handler = grpc.stream_stream_rpc_method_handler(
        servicer.ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    server.add_generic_rpc_handlers(
        tuple(
            grpc.method_handlers_generic_handler(name, {_METHOD: handler}) for name in (V1, V1ALPHA)
        )
    )


def _file_of(pool: descriptor_pool.DescriptorPool, symbol: str) -> FileDescriptor | None:
    try:
        return pool.FindFileContainingSymbol(symbol)
    except KeyError:
        service, _, method = symbol.rpartition(".")
    try:
        found = pool.FindServiceByName(service)
    except KeyError:
        return None
    return found.file if method in found.methods_by_name else None


def _v1_file() -> descriptor_pb2.FileDescriptorProto:
    """Return v1's file: v1alpha's under another package, which is all that differs."""
    file = descriptor_pb2.FileDescriptorProto()
    reflection_pb2.DESCRIPTOR.CopyToProto(file)
    file.name = "grpc/reflection/v1/reflection.proto"
    file.package = V1.rpartition(".")[0]
    for message in file.message_type:
        for field in message.field:
            if field.type_name:
                field.type_name = _moved(field.type_name)
    for method in file.service[0].method:
        method.input_type = _moved(method.input_type)
        method.output_type = _moved(method.output_type)
    return file


def _moved(name: str) -> str:
    return name.replace(".grpc.reflection.v1alpha.", ".grpc.reflection.v1.")
