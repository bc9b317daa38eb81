"""Runs what scenarios need, and says in one line of JSON where it is; README.md says how.

    python -m tests.scenarios.world [RESULTS]

stops when its standard input is closed. RESULTS is where results go, .data/scenarios unless given.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from pacts_daemon.browser.executable import find_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.scenarios import shop
from tests.scenarios.daemons import all_daemons
from tests.scenarios.scenario import scenarios
from tests.scenarios.spans import Spans

RESULTS = Path(__file__).parents[2] / ".data" / "scenarios"


async def main(results: Path) -> None:
    results.mkdir(parents=True, exist_ok=True)
    async with world(results) as told:
        print(json.dumps(told), flush=True)  # noqa: T201 - the runners read it
        await asyncio.to_thread(sys.stdin.read)


@asynccontextmanager
async def world(results: Path) -> AsyncIterator[dict[str, Any]]:
    """Run all of it while the block runs; yields what runners are told."""
    spans = Spans()
    with tempfile.TemporaryDirectory(prefix="pacts-scenarios-") as folder:
        async with (
            spans.collected() as collector,
            _served(spans) as origin,
            all_daemons(Path(folder), collector) as daemons,
        ):
            yield {
                "site": origin,
                "spans": f"{origin}/spans",
                "browser": {
                    "executable": await find_executable(),
                    "arguments": list(launch_arguments(BrowserOptions())),
                },
                "daemons": daemons,
                "environment": "scenarios",
                "results": str(results.resolve()),
                "scenarios": [scenario.told() for scenario in scenarios()],
            }


@asynccontextmanager
async def _served(spans: Spans) -> AsyncIterator[str]:
    app = web.Application()
    shop.routes(app)
    app.router.add_get("/spans/{trace}", spans.told)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else RESULTS))
