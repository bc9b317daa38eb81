"""The shape all interceptors here share: one coroutine around a handler of one request."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from contextvars import ContextVar
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

_OWN = "/pacts."


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a request whose bytes are no message of its type."""

    problem: str


class UnaryInterceptor(grpc.aio.ServerInterceptor, ABC):
    """Wraps handlers of one request once for each method; ``streaming`` may wrap gRPC's own.

    What a handler of several responses sends, it sends while ``proceed`` is awaited.
    """

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
        wrap = self._wrap
        if handler.unary_unary is None:
            is_own = handler.unary_stream is not None and details.method.startswith(_OWN)
            wrap = self._wrap_stream if is_own else self.streaming
        self._wrapped[details.method] = wrap(details.method, handler)
        return self._wrapped[details.method]

    def streaming(self, method: str, handler: Handler) -> Handler:  # noqa: ARG002
        """Return what stands for gRPC's own streaming handler: itself, unless told otherwise."""
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

    def _wrap_stream(self, method: str, handler: Handler) -> Handler:
        return self.wrap_any_stream(method, handler)

    def wrap_any_stream(
        self, method: str, handler: Handler, read_all: Callable[[Any], Any] = lambda given: given
    ) -> Handler:
        """Wrap a handler of several responses; ``read_all`` is given what it streams in."""
        behaviour: Any = handler.unary_stream or handler.stream_stream
        is_stream = handler.request_streaming

        async def proceed(given: Any, context: Context) -> None:
            await send_all(behaviour(given, context), context)

        async def answer(given: Any, context: Context) -> None:
            read = read_all(given) if is_stream else given
            await self.around(method, read, context, proceed)

        make: Any = (
            grpc.stream_stream_rpc_method_handler
            if is_stream
            else grpc.unary_stream_rpc_method_handler
        )
        read = never_raising(handler.request_deserializer)
        wrapped: Handler = make(answer, read, handler.response_serializer)
        return wrapped


_Metadata: TypeAlias = tuple[tuple[str, str | bytes], ...]
_read: ContextVar[tuple[Context, _Metadata]] = ContextVar("read")


def metadata_of(context: Context) -> _Metadata:
    """Return what a caller sent beside its message; gRPC makes it anew each time it is asked."""
    known = _read.get(None)
    if known is None or known[0] is not context:
        known = (context, tuple(context.invocation_metadata() or ()))
        _read.set(known)
    return known[1]


async def send_all(told: AsyncGenerator[Any, None] | Awaitable[None], context: Context) -> None:
    """Send what a handler yields; one that writes to the context itself is only waited for."""
    if not isinstance(told, AsyncGenerator):
        await told
        return
    async with aclosing(told):  # a caller that goes away ends it at once
        async for response in told:
            await context.write(response)


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
