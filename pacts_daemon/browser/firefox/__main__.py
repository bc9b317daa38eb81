"""`python -m pacts_daemon.browser.firefox FIREFOX ARGUMENT...`: a Firefox behind a relay.

Playwright's driver starts this in place of the browser, connects to where it says, and ends it.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Final

from pacts_daemon.browser.firefox.relay import open_relay

_LISTENING: Final = b"WebDriver BiDi listening on "
# For a browser that closes by itself, then for one that was asked to; what is left is killed.
_ENDS_S: Final = 5.0
_CHUNK: Final = 65_536


async def run(command: list[str]) -> int:
    """Run a Firefox until it ends, or its driver has gone; return its exit code."""
    firefox = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stderr=PIPE)
    try:
        if firefox.stderr is not None:
            await _driven(firefox, firefox.stderr)
        return await _ended(firefox)
    finally:
        if firefox.returncode is None:
            firefox.kill()


async def _driven(firefox: Process, said: asyncio.StreamReader) -> None:
    address = await _address(said)
    if not address:
        return
    async with open_relay(address) as relay:
        _say(_LISTENING + relay.address.encode() + b"\n")
        passing = asyncio.ensure_future(_pass_on(said))
        over = (asyncio.ensure_future(firefox.wait()), asyncio.ensure_future(relay.over()))
        await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        for task in (*over, passing):
            task.cancel()


async def _address(said: asyncio.StreamReader) -> str:
    """Return where the browser listens; empty when it ends before."""
    async for line in said:
        if _LISTENING in line:
            return line.partition(_LISTENING)[2].decode().strip()
        _say(line)
    return ""


async def _pass_on(said: asyncio.StreamReader) -> None:
    while chunk := await said.read(_CHUNK):
        _say(chunk)


async def _ended(firefox: Process) -> int:
    """Wait for a browser that its driver has told to end, and end one whose driver has died."""
    for end in (firefox.terminate, firefox.kill):
        with suppress(TimeoutError):
            async with asyncio.timeout(_ENDS_S):
                return await firefox.wait()
        with suppress(ProcessLookupError):
            end()
    return await firefox.wait()


def _say(words: bytes) -> None:
    sys.stderr.buffer.write(words)
    sys.stderr.buffer.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1:])))
