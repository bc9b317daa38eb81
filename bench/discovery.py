"""How long the browser takes to find an element that no tier knows.

``python -m bench.discovery`` prints every duration, on the demo's home page and on a large page.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pacts
from bench.capture.page import large_page
from bench.daemon import daemon
from bench.timing import Sample
from demo.site.server import Encyclopedia
from tests.support.pages.site import Site


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.discovery", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    samples = {"home": asyncio.run(discoveries(rounds)), "large": asyncio.run(_large(rounds))}
    print(json.dumps({name: sample.durations_ms for name, sample in samples.items()}))


async def discoveries(rounds: int) -> Sample:
    """Time ResolveSelector on the demo site's home page, each in a page opened for it."""
    async with Encyclopedia().served() as url:
        return await _timed(url, "Search Wikipedia", rounds)


async def _large(rounds: int) -> Sample:
    async with _served(large_page()) as url:
        return await _timed(url, "Save", rounds)


@asynccontextmanager
async def _served(page: str) -> AsyncIterator[str]:
    site = Site()
    async with site.served():
        yield site.page(page)


async def _timed(url: str, element: str, rounds: int) -> Sample:
    durations = []
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        address = await stack.enter_async_context(daemon(Path(folder), {}))
        client = await stack.enter_async_context(pacts.AsyncClient(address, timeout_s=60))
        query = pacts.ElementQuery("bench", "bench", url, element)
        for number in range(rounds + 1):
            started = time.perf_counter()
            answer = await client.resolve_selector(query, pacts.PageAccess(url))
            elapsed_ms = (time.perf_counter() - started) * 1000
            if not isinstance(answer, pacts.Found):
                raise SystemExit(f"discovery did not find the element: {answer}")
            if number:  # the first one starts the browser
                durations.append(elapsed_ms)
    return Sample(sorted(durations))


if __name__ == "__main__":
    main()
