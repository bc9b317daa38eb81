"""A real gRPC server whose answers are written by the test."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import isawaitable
from operator import attrgetter
from typing import Any

import grpc
from google.protobuf import any_pb2, message_factory
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2
from grpc_status import rpc_status

import pacts
from pacts.v1 import (
    admin_service_pb2,
    drift_service_pb2,
    heal_service_pb2,
    selector_service_pb2,
)

_FILES = (admin_service_pb2, drift_service_pb2, heal_service_pb2, selector_service_pb2, health_pb2)
_METHODS = {
    f"/{service.full_name}/{method.name}": method
    for file in _FILES
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}


@dataclass(frozen=True)
class Failure:
    """A status, with an ErrorInfo when there is a reason."""

    code: grpc.StatusCode
    message: str = ""
    reason: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    domain: str = "pacts"

    def status(self) -> grpc.Status:
        details = []
        if self.reason:
            info = error_details_pb2.ErrorInfo(
                reason=self.reason, domain=self.domain, metadata=self.metadata
            )
            details.append(any_pb2.Any())
            details[0].Pack(info)
        number, _ = self.code.value
        return rpc_status.to_status(
            status_pb2.Status(code=number, message=self.message, details=details)
        )


@dataclass(frozen=True)
class Slow:
    """Answers later than any test waits."""

    seconds: float = 1.0


class ScriptedServer(grpc.GenericRpcHandler):
    """Gives the scripted answers of a method in order, the last one for ever."""

    def __init__(self) -> None:
        self.target = ""
        self.requests: dict[str, list[Any]] = defaultdict(list)
        self.metadata: dict[str, str] = {}
        self._script: dict[str, list[Message | Failure | Slow]] = {}

    def answer(self, method: str, *answers: Message | Failure | Slow) -> None:
        self._script[method] = list(answers)

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        method = _METHODS[details.method]
        self.metadata = dict(details.invocation_metadata)

        def run(request: Message, context: grpc.ServicerContext) -> Message:
            self.requests[method.name].append(request)
            script = self._script[method.name]
            step = script.pop(0) if len(script) > 1 else script[0]
            if isinstance(step, Failure):
                context.abort_with_status(step.status())
            if isinstance(step, Slow):
                time.sleep(step.seconds)
                return message_factory.GetMessageClass(method.output_type)()
            return step

        return grpc.unary_unary_rpc_method_handler(
            run,
            request_deserializer=message_factory.GetMessageClass(method.input_type).FromString,
            response_serializer=lambda message: message.SerializeToString(),
        )


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    with ThreadPoolExecutor(2) as threads:
        server = grpc.server(threads)
        handler = ScriptedServer()
        server.add_generic_rpc_handlers((handler,))
        handler.target = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        yield handler
        server.stop(0).wait()


@dataclass
class Either:
    """One of the two clients, called alike; ``heals.get`` is a method of its heals."""

    client: pacts.Client | pacts.AsyncClient

    async def __call__(self, method: str, *args: Any, **options: Any) -> Any:
        result = attrgetter(method)(self.client)(*args, **options)
        if isawaitable(result):
            return await result
        if hasattr(result, "__aiter__"):
            return [item async for item in result]
        return list(result) if isinstance(result, Iterator) else result
