"""A daemon in a process of its own, as users run it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DaemonProcess:
    """A daemon that is serving: its gRPC address and process id."""

    address: str
    pid: int


@asynccontextmanager
async def daemon(data_dir: Path, settings: Mapping[str, str]) -> AsyncIterator[str]:
    """Serve on free ports with these ``PACTS_*`` settings; yields the gRPC address."""
    async with daemon_process(data_dir, settings) as started:
        yield started.address


@asynccontextmanager
async def daemon_process(
    data_dir: Path, settings: Mapping[str, str]
) -> AsyncIterator[DaemonProcess]:
    """Serve as `daemon` does; what is logged is read and thrown away."""
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--port", "0"]
    command += ["--management-port", "0", "--data-dir", str(data_dir)]
    environment = {**os.environ, "PACTS_LOG_ACCESS": "false", **settings}
    process = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stderr is not None  # noqa: S101
    reading = asyncio.create_task(_thrown_away(process.stderr, line := asyncio.Future[bytes]()))
    try:
        said = await asyncio.wait_for(line, 30)
        try:
            address = str(json.loads(said)["grpc"])
        except json.JSONDecodeError:
            raise SystemExit(f"the daemon did not start: {said.decode()}") from None
        yield DaemonProcess(address, process.pid)
    finally:
        process.terminate()
        await process.wait()
        await reading


async def _thrown_away(stderr: asyncio.StreamReader, first: asyncio.Future[bytes]) -> None:
    first.set_result(await stderr.readline())
    while await stderr.read(65536):
        pass
