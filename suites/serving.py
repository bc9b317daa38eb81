"""How an application of the suites is served: on a free loopback port, or until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from aiohttp import web

Serving = Callable[[int], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def served(app: web.Application, port: int = 0) -> AsyncIterator[str]:
    """Serve an application while the block runs; yields its URL, with no slash at the end."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parser(name: str, description: str | None) -> argparse.ArgumentParser:
    """Return the command line that every application has."""
    made = argparse.ArgumentParser(prog=f"python -m suites.{name}", description=description)
    made.add_argument("--port", type=int, default=0, help="0 picks a free one (0)")
    return made


def serve_until_stopped(name: str, serving: Serving, port: int) -> int:
    """Serve until Ctrl-C or SIGTERM, and say where; returns 1 when the port is taken."""
    try:
        asyncio.run(_serve(serving, port))
    except OSError as error:
        print(f"suites.{name}: port {port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


async def _serve(serving: Serving, port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serving(port) as url:
        print(url, flush=True)
        await stopped.wait()
