"""Calls whose answers come in parts, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import grpc

from pacts._rpc.calls import Stubs

Request = TypeVar("Request")
Response = TypeVar("Response")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Watched(Generic[Request, Response, T]):
    """A call whose answer comes in parts; ``read`` turns each into the public value."""

    method: Callable[[Stubs], grpc.UnaryStreamMultiCallable[Request, Response]]
    request: Request
    read: Callable[[Response], T]
