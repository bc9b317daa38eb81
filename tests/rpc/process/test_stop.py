"""A daemon ends in time whatever hangs, and leaves no process behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.lifecycle.offspring import running_processes
from tests.support.daemons.stubs import query
from tests.support.daemons.watched import DaemonProcess, daemon_process
from tests.support.pages.site import Site

SPINNING = "<button>Save</button><script>setTimeout(() => { while (true) {} }, 50)</script>"


@asynccontextmanager
async def hung_site(page: str = "unanswered") -> AsyncIterator[str]:
    """Serve a page that never is answered, or one whose script never ends."""
    if page == "spinning":
        async with Site().served() as site:
            yield site.page(SPINNING)
        return
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield f"http://127.0.0.1:{silent.getsockname()[1]}/"


def descendants(root: int) -> set[int]:
    """Return the numbers of the processes that a process has started, and those have."""
    found, parents = set[int](), {root}
    while parents:
        parents = {p.number for p in running_processes() if p.parent in parents} - found
        found |= parents
    return found


def alive(numbers: set[int]) -> set[int]:
    return numbers & {p.number for p in running_processes()}


async def discover(daemon: DaemonProcess, url: str) -> asyncio.Task[object]:
    """Have the daemon look at a page that will not let it; return the call once it does."""
    stub = await daemon.selector()
    access = element_pb2.PageAccess(url=url)
    request = pb.GetSelectorRequest(query=query(page=url), access=access)
    call: asyncio.Task[object] = asyncio.ensure_future(_ended(stub.GetSelector(request)))
    async with asyncio.timeout(20):
        while len(descendants(daemon.process.pid)) < 4:
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    return call


async def _ended(call: grpc.aio.UnaryUnaryCall[object, object]) -> object:
    try:
        return await call
    except grpc.aio.AioRpcError as error:
        return error.code()


@pytest.mark.parametrize("page", ["unanswered", "spinning"])
@pytest.mark.parametrize("signals", [1, 2, 3])
async def test_sigterm_while_a_page_hangs_leaves_no_process_behind(
    tmp_path: Path, page: str, signals: int
) -> None:
    async with hung_site(page) as url, daemon_process("--data-dir", str(tmp_path)) as daemon:
        call = await discover(daemon, url)
        started = descendants(daemon.process.pid)
        for _ in range(signals):
            daemon.process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
        assert await daemon.ended(12 if signals == 1 else 5) == 0, daemon.text
        assert alive(started) == set()
        assert "Traceback" not in daemon.text
        await call


async def test_driver_that_was_stopped_is_killed_with_its_browser(tmp_path: Path) -> None:
    async with hung_site() as url, daemon_process("--data-dir", str(tmp_path)) as daemon:
        call = await discover(daemon, url)
        started = descendants(daemon.process.pid)
        (driver,) = (p.number for p in running_processes() if p.parent == daemon.process.pid)
        os.kill(driver, signal.SIGSTOP)
        daemon.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.2)
        daemon.process.send_signal(signal.SIGTERM)
        await daemon.ended(20)
        assert alive(started) == set()
        await call


async def test_exporter_that_hangs_does_not_keep_the_daemon(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}
        async with daemon_process("--data-dir", str(tmp_path), **variables) as daemon:
            await daemon.save()
            daemon.process.send_signal(signal.SIGTERM)
            assert await daemon.ended(20) == 0
