"""Carrying a flow out, step by step; waiting for each of them, or awaiting it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pacts.flow.steps import Flow, Step

T = TypeVar("T")


def drive(flow: Flow[T], perform: Callable[[Step], Any]) -> T:
    """Do what a flow asks for, tell it what came of it, and return what it returns."""
    try:
        step = next(flow)
        while True:
            try:
                came = perform(step)
            except Exception as error:  # noqa: BLE001 - it is the flow's to judge, as any other outcome
                step = flow.throw(error)
            else:
                step = flow.send(came)
    except StopIteration as ended:
        value: T = ended.value
        return value


async def drive_awaited(flow: Flow[T], perform: Callable[[Step], Awaitable[Any]]) -> T:
    """As `drive`, with steps that are awaited."""
    try:
        step = next(flow)
        while True:
            try:
                came = await perform(step)
            except Exception as error:  # noqa: BLE001 - it is the flow's to judge, as any other outcome
                step = flow.throw(error)
            else:
                step = flow.send(came)
    except StopIteration as ended:
        value: T = ended.value
        return value
