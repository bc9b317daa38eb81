"""The shape all interceptors here share: one coroutine around a unary handler."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import grpc

from pacts_daemon.core.errors import InvalidFieldError

if TYPE_CHECKING:  # generic in their stubs, and not at run time
    Context: TypeAlias = grpc.aio.ServicerContext[Any, Any]
    Handler: TypeAlias = grpc.RpcMethodHandler[Any, Any]
else:
    Context = grpc.aio.ServicerContext
    Handler = grpc.RpcMethodHandler
Proceed: TypeAlias = Callable[[Any, Context], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a request whose bytes are no message of its type."""

    problem: str


class UnaryInterceptor(grpc.aio.ServerInterceptor, ABC):
    """Wraps unary handlers once for each method; ``streaming`` may wrap the others."""

    def __init__(self) -> None:
        self._wrapped: dict[str, Handler] = {}

    @abstractmethod
    async def around(self, method: str, request: Any, context: Context, proceed: Proceed) -> Any:
        """Answer a request, or raise; ``proceed`` goes on inwards."""

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Handler | None]],
        details: grpc.HandlerCallDetails,
    ) -> Handler | None:
        known = self._wrapped.get(details.method)
        if known is not None:
            return known
        handler = await continuation(details)
        if handler is None:
            return None
        wrap = self.streaming if handler.unary_unary is None else self._wrap
        self._wrapped[details.method] = wrap(details.method, handler)
        return self._wrapped[details.method]

    def streaming(self, method: str, handler: Handler) -> Handler:  # noqa: ARG002
        """Return what stands for a streaming handler: itself, unless an interceptor says else."""
        return handler

    def _wrap(self, method: str, handler: Handler) -> Handler:
        proceed: Proceed = handler.unary_unary  # type: ignore[assignment]

        async def answer(request: Any, context: Context) -> Any:
            return await self.around(method, request, context, proceed)

        wrapped: Handler = grpc.unary_unary_rpc_method_handler(
            answer,
            request_deserializer=never_raising(handler.request_deserializer),
            response_serializer=handler.response_serializer,
        )
        return wrapped


def readable(request: Any) -> Any:
    """Return a request, or raise InvalidFieldError where its bytes could not be read."""
    if isinstance(request, Unreadable):
        raise InvalidFieldError("request", f"is no message of its type: {request.problem}")
    return request


def never_raising(deserialize: Callable[[bytes], Any] | None) -> Callable[[bytes], Any] | None:
    """Leave unreadable bytes to the interceptors: gRPC itself would say INTERNAL and no more."""
    if deserialize is None:
        return None

    def read(data: bytes) -> Any:
        try:
            return deserialize(data)
        except Exception as error:  # noqa: BLE001 - whatever a deserializer raises, it cannot read
            return Unreadable(str(error))

    return read
