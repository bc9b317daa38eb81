"""A daemon of the tour's own, on free ports and the embedded tiers."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from demo.errors import DemoError
from pacts import AsyncClient, HealthStatus
from pacts.errors import PactsError
from pacts_daemon.settings import process_environment

_START_S = 30
_STOP_S = 15
_CALL_S = 40
_LOG_LINES = 12


@asynccontextmanager
async def serving(data_dir: Path, allowed_hosts: Sequence[str]) -> AsyncIterator[AsyncClient]:
    """Run ``pacts serve`` while the block runs; yields a client that is connected to it."""
    log = data_dir / "daemon.log"
    port = free_port()
    process = await _start(port, data_dir, allowed_hosts, log)
    try:
        async with AsyncClient(f"127.0.0.1:{port}", timeout_s=_CALL_S) as client:
            await _until_serving(client, process, log)
            yield client
    finally:
        await _stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _start(
    port: int, data_dir: Path, allowed_hosts: Sequence[str], log: Path
) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--port", str(port)]
    command += ["--management-port", str(free_port()), "--data-dir", str(data_dir)]
    command += [word for host in allowed_hosts for word in ("--allow-host", host)]
    # Settings of the user's own daemon must not lead the tour to other tiers.
    environment = {k: v for k, v in process_environment().items() if not k.startswith("PACTS_")}
    with log.open("wb") as output:
        # A session of its own: Ctrl-C is for the tour, which then stops the daemon in order.
        return await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=output, stderr=output, start_new_session=True
        )


async def _until_serving(
    client: AsyncClient, process: asyncio.subprocess.Process, log: Path
) -> None:
    try:
        async with asyncio.timeout(_START_S):
            while process.returncode is None:
                if await _is_serving(client):
                    return
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise DemoError(f"the daemon did not serve within {_START_S} s:\n{_tail(log)}") from None
    raise DemoError(f"the daemon ended with {process.returncode}:\n{_tail(log)}")


async def _is_serving(client: AsyncClient) -> bool:
    try:
        return await client.health(timeout_s=1) is HealthStatus.SERVING
    except PactsError:
        return False  # not listening yet; the caller's deadline bounds how long that may last


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_S)
    except TimeoutError:
        process.kill()
        await process.wait()


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-_LOG_LINES:])
