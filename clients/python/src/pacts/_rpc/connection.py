"""A channel to one daemon with what every call on it needs, once for each kind of client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar, cast

import grpc
from grpc import aio

from pacts._rpc.calls import Call, Stubs
from pacts._rpc.channel import checked_target, metadata_of, options_of, timeout_of
from pacts._rpc.status import error_of
from pacts._rpc.tracing import trace_of_caller
from pacts._rpc.watched import Watched

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")
# What a list has in one answer, and the token of what follows: empty at the end.
Part = tuple[tuple[T, ...], str]


class Terms(TypedDict):
    """How gRPC makes one call."""

    timeout: float
    compression: grpc.Compression


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds that a call may take, and one that a page comes with or is looked at in.

    Raises:
        ValueError: one of them is no positive number of seconds.
    """

    call_s: float
    page_s: float

    def __post_init__(self) -> None:
        timeout_of(self.call_s)
        timeout_of(self.page_s)

    def terms_of(self, call: Call[Any, Any, Any], timeout_s: float | None) -> Terms:
        usual_s = self.page_s if call.page else self.call_s
        pressed = grpc.Compression.Gzip if call.page else grpc.Compression.NoCompression
        timeout = usual_s if timeout_s is None else timeout_of(timeout_s)
        return Terms(timeout=timeout, compression=pressed)


class Connection:
    """Waits for answers."""

    def __init__(
        self,
        target: str,
        deadlines: Deadlines,
        retries: int,
        credentials: grpc.ChannelCredentials | None,
        token: str | None,
    ) -> None:
        self._deadlines = deadlines
        self._metadata = metadata_of(target, token, encrypted=credentials is not None)
        options = options_of(checked_target(target), retries)
        self._channel = (
            grpc.secure_channel(target, credentials, options)
            if credentials is not None
            else grpc.insecure_channel(target, options)
        )
        self._stubs = Stubs(self._channel)

    def close(self) -> None:
        self._channel.close()

    def run(self, call: Call[Request, Response, T], timeout_s: float | None) -> T:
        method = call.method(self._stubs)
        terms = self._deadlines.terms_of(call, timeout_s)
        try:
            response = method(call.request, **terms, metadata=self._metadata + trace_of_caller())
        except grpc.RpcError as failure:
            raise error_of(failure) from failure
        return call.read(response)

    def every(
        self, at: Callable[[str], Call[Request, Response, Part[T]]], timeout_s: float | None
    ) -> Iterator[T]:
        """Yield what a list has, part by part; ``at`` takes the token of a part."""
        more, token = True, ""
        while more:
            part, token = self.run(at(token), timeout_s)
            more = bool(token)
            yield from part

    def watch(self, call: Watched[Request, Response, T], timeout_s: float) -> Iterator[T]:
        """Yield what a call tells; letting go of the iterator cancels the call."""
        metadata = self._metadata + trace_of_caller()
        parts = call.method(self._stubs)(
            call.request, timeout=timeout_of(timeout_s), metadata=metadata
        )
        try:
            for part in parts:
                yield call.read(part)
        except grpc.RpcError as failure:
            raise error_of(failure) from failure
        finally:
            parts.cancel()


class AsyncConnection:
    """Awaits answers, in the event loop that it was made in."""

    def __init__(
        self,
        target: str,
        deadlines: Deadlines,
        retries: int,
        credentials: grpc.ChannelCredentials | None,
        token: str | None,
    ) -> None:
        self._deadlines = deadlines
        self._metadata = metadata_of(target, token, encrypted=credentials is not None)
        options = options_of(checked_target(target), retries)
        self._channel = (
            aio.secure_channel(target, credentials, options)
            if credentials is not None
            else aio.insecure_channel(target, options)
        )
        self._stubs = Stubs(cast("grpc.Channel", self._channel))

    async def close(self) -> None:
        await self._channel.close()

    async def run(self, call: Call[Request, Response, T], timeout_s: float | None) -> T:
        method = cast("aio.UnaryUnaryMultiCallable[Request, Response]", call.method(self._stubs))
        terms = self._deadlines.terms_of(call, timeout_s)
        metadata = self._metadata + trace_of_caller()
        try:
            response = await method(call.request, **terms, metadata=metadata)
        except aio.AioRpcError as failure:
            raise error_of(failure) from failure
        return call.read(response)

    async def every(
        self, at: Callable[[str], Call[Request, Response, Part[T]]], timeout_s: float | None
    ) -> AsyncIterator[T]:
        """Yield what a list has, part by part; ``at`` takes the token of a part."""
        more, token = True, ""
        while more:
            part, token = await self.run(at(token), timeout_s)
            more = bool(token)
            for one in part:
                yield one

    async def watch(
        self, call: Watched[Request, Response, T], timeout_s: float
    ) -> AsyncIterator[T]:
        """Yield what a call tells; letting go of the iterator cancels the call."""
        method = cast("aio.UnaryStreamMultiCallable[Request, Response]", call.method(self._stubs))
        metadata = self._metadata + trace_of_caller()
        parts = method(call.request, timeout=timeout_of(timeout_s), metadata=metadata)
        try:
            async for part in parts:
                yield call.read(part)
        except aio.AioRpcError as failure:
            raise error_of(failure) from failure
        finally:
            parts.cancel()
