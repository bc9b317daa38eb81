"""How long the browser takes to find an element that no tier knows."""

from __future__ import annotations

import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pacts
from bench.daemon import daemon
from bench.timing import Sample
from demo.site.server import Encyclopedia


async def discoveries(rounds: int) -> Sample:
    """Time ResolveSelector on the demo site's home page, each in a page opened for it."""
    durations = []
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = await stack.enter_async_context(Encyclopedia().served())
        address = await stack.enter_async_context(daemon(Path(folder), {}))
        client = await stack.enter_async_context(pacts.AsyncClient(address, timeout_s=60))
        query = pacts.ElementQuery("bench", "bench", url, "Search Wikipedia")
        for number in range(rounds + 1):
            started = time.perf_counter()
            answer = await client.resolve_selector(query, pacts.PageAccess(url))
            elapsed_ms = (time.perf_counter() - started) * 1000
            if not isinstance(answer, pacts.Found):
                raise SystemExit(f"discovery did not find the element: {answer}")
            if number:  # the first one starts the browser
                durations.append(elapsed_ms)
    return Sample(sorted(durations))
