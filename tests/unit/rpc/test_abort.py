"""How a call is ended whose caller may have gone."""

from __future__ import annotations

import asyncio
from typing import Any

import grpc
import pytest

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.rpc.interceptors.observe import abort
from pacts_daemon.rpc.status import failure_of

FAILURE = failure_of(TierUnavailableError("postgres", "no answer within 90 ms"))


class Context:
    """A call that ends as told."""

    def __init__(self, end: Exception) -> None:
        self._end = end
        self.told: list[Any] = []

    def trailing_metadata(self) -> tuple[tuple[str, str], ...]:
        return (("x-request-id", "some-id"),)

    async def abort(self, *told: Any) -> None:
        self.told += told
        raise self._end


async def test_call_that_fails_is_ended_with_its_failure() -> None:
    context = Context(grpc.aio.AbortError())
    with pytest.raises(grpc.aio.AbortError):
        await abort(context, FAILURE)  # type: ignore[arg-type]
    code, message, details = context.told
    assert (code, message) == (grpc.StatusCode.UNAVAILABLE, FAILURE.message)
    assert details[-1] == ("x-request-id", "some-id")


async def test_call_whose_caller_has_gone_is_cancelled() -> None:
    with pytest.raises(asyncio.CancelledError):
        await abort(Context(grpc.aio.InternalError()), FAILURE)  # type: ignore[arg-type]
