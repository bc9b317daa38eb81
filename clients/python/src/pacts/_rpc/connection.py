"""A channel to one daemon with what every call on it needs, once for each kind of client."""

from __future__ import annotations

from typing import TypeVar, cast

import grpc
from grpc import aio

from pacts._rpc.calls import Call, Stubs
from pacts._rpc.channel import checked_target, metadata_of, options_of, timeout_of
from pacts._rpc.status import error_of

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


class Connection:
    """Waits for answers."""

    def __init__(
        self,
        target: str,
        timeout_s: float,
        retries: int,
        credentials: grpc.ChannelCredentials | None,
        token: str | None,
    ) -> None:
        self._timeout_s = timeout_of(timeout_s)
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
        wait_s = self._timeout_s if timeout_s is None else timeout_of(timeout_s)
        try:
            response = method(call.request, timeout=wait_s, metadata=self._metadata)
        except grpc.RpcError as failure:
            raise error_of(failure) from failure
        return call.read(response)


class AsyncConnection:
    """Awaits answers, in the event loop that it was made in."""

    def __init__(
        self,
        target: str,
        timeout_s: float,
        retries: int,
        credentials: grpc.ChannelCredentials | None,
        token: str | None,
    ) -> None:
        self._timeout_s = timeout_of(timeout_s)
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
        wait_s = self._timeout_s if timeout_s is None else timeout_of(timeout_s)
        try:
            response = await method(call.request, timeout=wait_s, metadata=self._metadata)
        except aio.AioRpcError as failure:
            raise error_of(failure) from failure
        return call.read(response)
