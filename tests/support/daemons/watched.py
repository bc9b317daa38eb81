"""Daemons as processes of their own, so that signals, exits and what is left behind are real."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import grpc

from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from tests.support.daemons.stubs import css, query

START_S = 60.0


@dataclass
class DaemonProcess:
    """A daemon that was started, and the lines that it has written so far."""

    process: asyncio.subprocess.Process
    said: list[dict[str, Any]] = field(default_factory=list)
    text: str = ""
    grown: asyncio.Event = field(default_factory=asyncio.Event)

    async def line(self, event: str, nth: int = 1, within_s: float = START_S) -> dict[str, Any]:
        """Return the first line of an event, or a later one, waiting for it."""
        async with asyncio.timeout(within_s):
            while True:
                found = [line for line in self.said if line["event"] == event]
                if len(found) >= nth:
                    return found[nth - 1]
                assert self.process.returncode is None, self.text
                self.grown.clear()
                await self.grown.wait()

    async def readyz(self) -> tuple[int, dict[str, Any]]:
        """Return the answer of the probe, which must come at once."""
        address = (await self.line("serving"))["management"]
        limit = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=limit) as http:
            answer = await http.get(f"http://{address}/readyz")
            return answer.status, await answer.json()

    async def until(self, state: str, *culprits: str) -> dict[str, Any]:
        """Wait for a state with just these culprits, and return what is wrong."""
        told: dict[str, Any] = {}
        await self.line("serving")
        try:
            async with asyncio.timeout(START_S):
                while True:
                    _, told = await self.readyz()
                    if told["status"] == state and set(told["problems"]) == set(culprits):
                        return told
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"not {state} by {culprits}: {told}") from None

    async def ended(self, limit_s: float) -> int:
        """Return the exit code of a process that ends within a time."""
        return await asyncio.wait_for(self.process.wait(), limit_s)

    async def selector(self) -> selector_service_pb2_grpc.SelectorServiceAsyncStub:
        channel = grpc.aio.insecure_channel((await self.line("serving"))["grpc"])
        return selector_service_pb2_grpc.SelectorServiceStub(channel)

    async def save(self) -> None:
        request = pb.SaveSelectorRequest(query=query(), selectors=[css()])
        await (await self.selector()).SaveSelector(request)

    async def source(self) -> str:
        """Return the tier that knows the element."""
        answer = await (await self.selector()).GetSelector(pb.GetSelectorRequest(query=query()))
        return answer.found.source


@asynccontextmanager
async def daemon_process(
    *flags: str, command: tuple[str, ...] = (), **variables: str
) -> AsyncIterator[DaemonProcess]:
    """Start ``pacts serve`` on free ports; it is killed at the end if it still runs."""
    environment: Mapping[str, str] = {
        **os.environ,
        "PACTS_LOG_ACCESS": "false",
        "PACTS_GRPC_DRAIN_GRACE_S": "2",
        "PACTS_CACHE_BREAKER_COOLDOWN_S": "0.3",
        **variables,
    }
    process = await asyncio.create_subprocess_exec(
        *command, sys.executable, "-m", "pacts_daemon", "serve", "--port", "0",
        "--management-port", "0", *flags, stderr=asyncio.subprocess.PIPE, env=environment,
    )  # fmt: skip
    daemon = DaemonProcess(process)
    reading = asyncio.create_task(_read(daemon))
    try:
        yield daemon
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        reading.cancel()


async def _read(daemon: DaemonProcess) -> None:
    assert daemon.process.stderr is not None
    async for line in daemon.process.stderr:
        daemon.text += line.decode()
        if line.startswith(b"{"):
            daemon.said.append(json.loads(line))
        daemon.grown.set()
