"""``python -m bench.memory``: 500 callers send a page of 5 MB at once, and lookups go on beside."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import pacts
from bench.daemon import daemon_process
from bench.lookups import HTML, QUERY, SELECTORS
from bench.memory.burst import CALLERS, MIB, PAGE_BYTES, burst


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.memory", description=__doc__)
    parser.add_argument("--callers", type=int, default=CALLERS)
    parser.add_argument("--page-mib", type=float, default=PAGE_BYTES / MIB)
    parser.add_argument("--rounds", type=int, default=2, help="bursts, one after the other")
    given = parser.parse_args()
    size = int(given.page_mib * MIB)
    print(json.dumps(asyncio.run(_bursts(given.rounds, given.callers, size)), indent=2))


async def _bursts(rounds: int, callers: int, page_bytes: int) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        async with daemon_process(Path(folder), {}) as started:
            address, pid = started.address, started.pid
            async with pacts.AsyncClient(address) as client:
                await client.save_selector(QUERY, SELECTORS, evidence=pacts.Page(html=HTML))
            return [asdict(await burst(address, pid, callers, page_bytes)) for _ in range(rounds)]


if __name__ == "__main__":
    main()
