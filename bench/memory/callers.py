"""A process of callers: large pages all at once, or small lookups in turn until it is told to end.

Reads one JSON order from standard input, says ``ready``, waits for a line more, calls, and prints
one JSON answer. Lookups end with the next line.
"""

from __future__ import annotations

import asyncio
import collections
import json
import sys
import time
from contextlib import AsyncExitStack
from typing import Any

import grpc

from bench.lookups import REQUEST
from pacts.v1 import drift_service_pb2, selector_service_pb2

_FINGERPRINT = "/pacts.v1.DriftService/FingerprintPage"
_RESOLVE = "/pacts.v1.SelectorService/ResolveSelector"
_GET = "/pacts.v1.SelectorService/GetSelector"
_ROW = (
    '<tr class="row-{0}"><td><a class="link" href="/order/{0}">Order {0}</a></td><td><div '
    'class="cell clear"><span class="badge">Paid</span> by No. {0}</div></td><td><p class="note">'
    '{1}</p></td><td><button class="btn" type="button">Edit</button></td></tr>'
)


def page(size: int, number: int) -> str:
    """Return HTML of ``size`` bytes that no other number gives."""
    head = f"<!doctype html><title>{number}</title><main><table><tbody>"
    row = _ROW.format(number, "Sent on a day of which nothing else is known. " * 8)
    return (head + row * ((size - len(head)) // len(row))).ljust(size)


def call_of(number: int, size: int) -> tuple[str, bytes]:
    """Return the method and the message of one of the callers; they take three methods in turn."""
    html = page(size, number)
    if number % 3 == 0:
        fingerprint = drift_service_pb2.FingerprintPageRequest()
        fingerprint.page.html = html
        return _FINGERPRINT, fingerprint.SerializeToString()
    if number % 3 == 1:
        resolve = selector_service_pb2.ResolveSelectorRequest(query=REQUEST.query)
        resolve.access.page.html = html
        return _RESOLVE, resolve.SerializeToString()
    get = selector_service_pb2.GetSelectorRequest(query=REQUEST.query)
    get.evidence.page.html = html
    return _GET, get.SerializeToString()


async def pages(order: dict[str, Any]) -> dict[str, Any]:
    """Send ``count`` pages of ``size`` bytes at once, each over a connection of its own."""
    calls = [call_of(number, order["size"]) for number in range(order["first"], order["end"])]
    async with AsyncExitStack() as stack:
        channels = [await _channel(stack, order["address"]) for _ in calls]
        await asyncio.gather(*(channel.channel_ready() for channel in channels))
        await _told_to_go()
        calling = zip(channels, calls, strict=True)
        ended = await asyncio.gather(*(_ended(c, *call) for c, call in calling))
    codes = collections.Counter(code for code, _, _ in ended)
    refused = [(text, at) for code, text, at in ended if code == "RESOURCE_EXHAUSTED"]
    return {
        "codes": codes,
        "refused": refused[0][0] if refused else "",
        "refused_ms": [ms for _, ms in refused],
    }


async def lookups(order: dict[str, Any]) -> dict[str, Any]:
    """Look one element up again and again; milliseconds of each."""
    taken: list[float] = []
    failed: collections.Counter[str] = collections.Counter()
    message = REQUEST.SerializeToString()
    async with AsyncExitStack() as stack:
        channel = await _channel(stack, order["address"])
        await channel.channel_ready()
        await _told_to_go()
        ending = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
        while not ending.done():
            code, _, ms = await _ended(channel, _GET, message)
            taken.append(ms)
            if code != "OK":
                failed[code] += 1
            await asyncio.sleep(order["pause_s"])
    return {"ms": taken, "failed": failed}


async def _ended(channel: grpc.aio.Channel, method: str, message: bytes) -> tuple[str, str, float]:
    """Return the status, its text, and after how many milliseconds it came."""
    call: Any = channel.unary_unary(method)
    code, text, started = "OK", "", time.perf_counter()
    try:
        await call(message, timeout=60)
    except grpc.aio.AioRpcError as error:
        code, text = error.code().name, error.details() or ""
    return code, text, (time.perf_counter() - started) * 1000


async def _channel(stack: AsyncExitStack, address: str) -> grpc.aio.Channel:
    options = (("grpc.use_local_subchannel_pool", 1), ("grpc.max_send_message_length", -1))
    return await stack.enter_async_context(grpc.aio.insecure_channel(address, options=options))


async def _told_to_go() -> None:
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)


def main() -> None:
    order = json.loads(sys.stdin.readline())
    work = pages if order["kind"] == "pages" else lookups
    print(json.dumps(asyncio.run(work(order))), flush=True)


if __name__ == "__main__":
    main()
