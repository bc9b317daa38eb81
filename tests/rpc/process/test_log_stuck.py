"""Standard error that takes no lines costs neither calls nor the stop of the daemon."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import grpc
import pytest

from pacts.v1 import selector_service_pb2_grpc
from tests.support.backends.servers import free_port
from tests.support.daemons.stubs import usual_s

CALLS = 1500
"""More lines than a pipe holds, at some 200 bytes each."""


@contextmanager
def unread_pipe() -> Iterator[int]:
    reading, writing = os.pipe()
    yield writing
    os.close(writing)
    os.close(reading)


@contextmanager
def closed_pipe() -> Iterator[int]:
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@contextmanager
def full_disk() -> Iterator[int]:
    descriptor = os.open("/dev/full", os.O_WRONLY)
    yield descriptor
    os.close(descriptor)


@asynccontextmanager
async def daemon(
    folder: Path, stderr: int
) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """A daemon on a socket in the folder, with its management port."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pacts_daemon", "serve", "--unix-socket", str(folder / "socket"),
        "--management-port", str(port), "--data-dir", str(folder), stderr=stderr,
    )  # fmt: skip
    try:
        yield process, port
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until_ready(http: aiohttp.ClientSession, port: int) -> None:
    """Wait for the state that this daemon can't write down."""
    async with asyncio.timeout(60):
        while (await http.get(f"http://127.0.0.1:{port}/readyz")).status != 200:
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("stuck", [unread_pipe, closed_pipe, full_disk])
async def test_standard_error_that_takes_no_lines_costs_no_call_and_no_stop(
    stuck: Callable[[], AbstractContextManager[int]], tmp_path: Path
) -> None:
    with stuck() as stderr:
        async with (
            daemon(tmp_path, stderr) as (process, port),
            grpc.aio.insecure_channel(f"unix:{tmp_path / 'socket'}") as channel,
            aiohttp.ClientSession() as http,
        ):
            await asyncio.wait_for(channel.channel_ready(), 60)
            await until_ready(http, port)
            stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
            assert await usual_s(stub, CALLS) < 0.5
            metrics = await (await http.get(f"http://127.0.0.1:{port}/metrics")).text()
            dropped = metrics.partition("\npacts_log_lines_dropped_total ")[2].split("\n")[0]
            assert stuck is unread_pipe or float(dropped) > CALLS / 2
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 20) == 0
