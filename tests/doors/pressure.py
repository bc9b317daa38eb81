"""Doors under pressure: who guesses, and who wants everything for themselves."""

from __future__ import annotations

import asyncio
import re
import time

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.rpc.access.token_file import made, toml_of
from tests.doors.callers import GET, LIST
from tests.doors.table import Section
from tests.doors.world import World, body, called
from tests.support.daemons.stubs import query
from tests.support.tokens import bearer, write_tokens

GUESSING, LIMITS = Section("Guessing"), Section("Limits by caller")
RIGHT = "a-token-that-is-right"
SLOWED_S = 0.7
WRONG = bearer("a-token-that-is-wrong")


@GUESSING.door("Six wrong tokens, one after another", "refused, the last three not before 0.7 s")
async def wrong_tokens_in_a_row(world: World) -> str:
    stubs = await world.daemon(grpc={"token": RIGHT})
    first = {await called(stubs.channel, LIST, b"", WRONG) for _ in range(3)}
    started = time.monotonic()
    last = {await called(stubs.channel, LIST, b"", WRONG) for _ in range(3)}
    took_s = time.monotonic() - started
    assert first == last == {"UNAUTHENTICATED UNAUTHENTICATED"}
    return f"refused, the last three {'not ' if took_s >= SLOWED_S else ''}before {SLOWED_S} s"


@GUESSING.door("The right token from the same host, while wrong ones wait", "OK, at once")
async def right_token_beside_wrong_ones(world: World) -> str:
    stubs = await world.daemon(grpc={"token": RIGHT})
    guesses = {asyncio.ensure_future(called(stubs.channel, LIST, b"", WRONG)) for _ in range(10)}
    waiting = guesses
    while len(waiting) > 7:
        _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    seen = await called(stubs.channel, LIST, b"", bearer(RIGHT))
    still = sum(not guess.done() for guess in waiting)
    for guess in waiting:
        guess.cancel()
    return f"{seen}, {'at once' if still else 'after the others'}"


@GUESSING.door("Wrong tokens, and then `/metrics`", "`pacts_refused_calls_total` has counted them")
async def wrong_tokens_counted(world: World) -> str:
    stubs = await world.daemon(grpc={"token": RIGHT})
    for metadata in (WRONG, WRONG, ()):
        await called(stubs.channel, LIST, b"", metadata)
    text = await body(stubs.daemon, "/metrics")
    rows = dict(re.findall(r'^pacts_refused_calls_total{why="(\w+)"} (\S+)', text, re.MULTILINE))
    told = rows == {"wrong_token": "2.0", "missing_token": "1.0"}
    return f"`pacts_refused_calls_total` has {'' if told else 'not '}counted them"


@LIMITS.door(
    "More calls in a second than `grpc.caller_calls_per_s`",
    "RESOURCE_EXHAUSTED CALLER_LIMIT, with the time to wait",
)
async def too_many_calls_per_second(world: World) -> str:
    stubs = await world.daemon(grpc={"caller_calls_per_s": 2})
    request = pb.GetSelectorRequest(query=query())
    seen = [await called(stubs.channel, GET, request) for _ in range(3)]
    assert seen[:2] == ["OK", "OK"]
    try:
        await stubs.selector.GetSelector(request)
    except grpc.aio.AioRpcError as error:
        status = rpc_status.from_call(error)  # type: ignore[arg-type]
        assert status is not None
        (retry,) = (d for d in status.details if d.Is(error_details_pb2.RetryInfo.DESCRIPTOR))
        info = error_details_pb2.RetryInfo()
        assert retry.Unpack(info)
        assert 0 < info.retry_delay.ToMilliseconds() <= 500
    else:
        return "OK"
    return f"{seen[2]}, with the time to wait"


@LIMITS.door(
    "More calls at a time than `grpc.caller_max_calls`, and another caller meanwhile",
    "RESOURCE_EXHAUSTED CALLER_LIMIT, the other: OK",
)
async def too_many_calls_at_a_time(world: World) -> str:
    file = world.new_folder() / "tokens.toml"
    names = {name: made(name, [*Scope]) for name in ("greedy", "modest")}
    write_tokens(file, [toml_of(entry) for _, entry in names.values()])
    stubs = await world.daemon(grpc={"token_file": file, "caller_max_calls": 1})
    greedy, modest = (bearer(token) for token, _ in names.values())
    reflection = stubs.channel.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
    )(metadata=greedy)
    await reflection.write(b"\x3a\x00")  # list_services: the stream has begun once it answers
    await reflection.read()
    first = await called(stubs.channel, LIST, b"", greedy)
    other = await called(stubs.channel, LIST, b"", modest)
    reflection.cancel()
    return f"{first}, the other: {other}"


@LIMITS.door("Health checks beyond these limits", "OK")
async def health_beyond_limits(world: World) -> str:
    stubs = await world.daemon(grpc={"caller_calls_per_s": 0.001})
    await called(stubs.channel, LIST)
    return await called(stubs.channel, "/grpc.health.v1.Health/Check")
