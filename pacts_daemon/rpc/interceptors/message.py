"""Lets handlers ask for their message themselves: once the caller was let in, and within bounds.

gRPC grants a caller the bytes of a message when it is asked for it, and takes no more than the
first 64 KiB before. Who is refused by another interceptor costs no more than that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import grpc

from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.intake.arrivals import Arrivals
from pacts_daemon.rpc.intake.budget import SMALL_BYTES, Held, Intake
from pacts_daemon.rpc.interceptors.unary import (
    Context,
    Handler,
    UnaryInterceptor,
    never_raising,
    readable,
    send_all,
)

_Answer = Callable[..., Awaitable[Any]]


class UnreadInterceptor(UnaryInterceptor):
    """Outermost: has gRPC begin calls without their message, for `MessageInterceptor` to read."""

    async def around(self, method: str, request: Any, context: Context, proceed: _Answer) -> Any:  # noqa: ARG002
        return await proceed(request, context)

    def _wrap(self, method: str, handler: Handler) -> Handler:  # noqa: ARG002
        answer: _Answer = handler.unary_unary  # type: ignore[assignment]
        unread: Handler = grpc.stream_unary_rpc_method_handler(
            answer, response_serializer=handler.response_serializer
        )
        return unread

    def _wrap_stream(self, method: str, handler: Handler) -> Handler:  # noqa: ARG002
        make: Any = grpc.stream_stream_rpc_method_handler
        unread: Handler = make(handler.unary_stream, None, handler.response_serializer)
        return unread


class MessageInterceptor(UnaryInterceptor):
    """Innermost: reads the message of a call, as far as there is room for it."""

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self._arrivals = Arrivals()

    async def around(self, method: str, request: Any, context: Context, proceed: _Answer) -> Any:  # noqa: ARG002
        with Held(self._intake) as held:
            return await proceed(await self._arrivals.message(method, context, held), context)

    def _wrap(self, method: str, handler: Handler) -> Handler:
        answer: _Answer = handler.unary_unary  # type: ignore[assignment]
        reading: Handler = grpc.unary_unary_rpc_method_handler(
            self._reading(method, handler, answer),
            response_serializer=handler.response_serializer,
        )
        return reading

    def _wrap_stream(self, method: str, handler: Handler) -> Handler:
        behaviour: Any = handler.unary_stream

        async def answer(message: Any, context: Context) -> None:
            await send_all(behaviour(message, context), context)

        make: Any = grpc.unary_stream_rpc_method_handler
        reading: Handler = make(
            self._reading(method, handler, answer), None, handler.response_serializer
        )
        return reading

    def _reading(self, method: str, handler: Handler, answer: _Answer) -> _Answer:
        deserialize: Any = never_raising(handler.request_deserializer)

        async def proceed(data: bytes | None, context: Context) -> Any:
            message = await _message(data, deserialize)
            del data  # as large as the message, and of no more use
            return await answer(message, context)

        async def read_and_answer(request: Any, context: Context) -> Any:
            return await self.around(method, request, context, proceed)

        return read_and_answer


async def _message(data: bytes | None, deserialize: Callable[[bytes], Any]) -> Any:
    if data is None:
        raise InvalidFieldError("request", "is missing: the call ended without a message")
    message = (
        deserialize(data) if len(data) <= SMALL_BYTES else await in_page_thread(deserialize, data)
    )
    return readable(message)
