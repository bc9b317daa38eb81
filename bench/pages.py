"""``python -m bench.pages``: a page of 100 entries at once, beside one hit and a batch of 100."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import grpc

import pacts
from bench.daemon import daemon
from bench.lookups import HTML, SELECTORS
from bench.timing import Call, Sample, timed_in_turn
from pacts.v1 import element_pb2, page_selectors_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from tests.support.backends.servers import running_postgres, running_redis

ENTRIES = 100
URL = "https://bench.example/"
FORGETFUL = {"PACTS_CACHE_FAST_TTL_S": "0.00001"}
PAGE = page_selectors_pb2.GetPageSelectorsRequest(app="bench", environment="bench", page=URL)


def request_of(number: int) -> pb.GetSelectorRequest:
    query = element_pb2.ElementQuery(
        app="bench", environment="bench", page=URL, element=f"Save {number}"
    )
    return pb.GetSelectorRequest(query=query)


async def page_beside_lookups(
    tier: str, settings: Mapping[str, str], rounds: int
) -> dict[str, Sample]:
    """Time the three ways to know of 100 entries that one tier has."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        address = await stack.enter_async_context(daemon(Path(folder), settings))
        client = await stack.enter_async_context(pacts.AsyncClient(address))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(address))
        selector: Any = selector_service_pb2_grpc.SelectorServiceStub(channel)
        evidence = await client.fingerprint_page(html=HTML)
        for number in range(ENTRIES):
            query = pacts.ElementQuery("bench", "bench", URL, f"Save {number}")
            await client.save_selector(query, SELECTORS, evidence=evidence)
        batch = pb.BatchGetSelectorsRequest(requests=[request_of(n) for n in range(ENTRIES)])

        async def page() -> None:
            answer = await selector.GetPageSelectors(PAGE)
            _check(tier, [one.found.source for one in answer.selectors])

        async def many() -> None:
            answer = await selector.BatchGetSelectors(batch)
            _check(tier, [one.response.found.source for one in answer.results])

        async def single() -> None:
            answer = await selector.GetSelector(request_of(0))
            _check(tier, [answer.found.source] * ENTRIES)

        for call in (selector.GetPageSelectors(PAGE), selector.BatchGetSelectors(batch)):
            await call
        calls: dict[str, Call] = {"page": page, "batch": many, "single": single}
        return await timed_in_turn(calls, rounds)


def _check(tier: str, sources: list[str]) -> None:
    if len(sources) != ENTRIES or set(sources) != {tier}:
        raise SystemExit(f"expected {ENTRIES} hits from {tier}, got {len(sources)}: {set(sources)}")


async def _measure(redis_url: str, dsn: str, rounds: int) -> dict[str, dict[str, float]]:
    both = {
        "PACTS_REDIS_URL": redis_url,
        "PACTS_POSTGRES_DSN": dsn,
        "PACTS_CACHE_NAMESPACE": "bench",
    }
    tiers: dict[str, dict[str, str]] = {
        "memory": {},
        "sqlite": FORGETFUL,
        "redis": both,
        "postgres": {"PACTS_POSTGRES_DSN": dsn, "PACTS_CACHE_NAMESPACE": "bench", **FORGETFUL},
    }
    try:
        timings = {
            tier: await page_beside_lookups(tier, settings, rounds)
            for tier, settings in tiers.items()
        }
    finally:
        connection = await asyncpg.connect(dsn)
        await connection.execute("DROP SCHEMA IF EXISTS pacts_bench CASCADE")
        await connection.close()
    return {tier: _told(samples) for tier, samples in timings.items()}


def _told(samples: Mapping[str, Sample]) -> dict[str, float]:
    page, batch, single = (samples[name].p50 for name in ("page", "batch", "single"))
    told = {f"{name}_{p}": getattr(s, p) for name, s in samples.items() for p in ("p50", "p99")}
    ratios = {"page_by_single": page / single, "page_by_batch": page / batch}
    return told | ratios | {"page_by_all_singles": page / (single * ENTRIES)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    given = parser.parse_args()
    with ExitStack() as stack:
        redis_url = os.environ.get("PACTS_TEST_REDIS_URL") or stack.enter_context(running_redis())
        dsn = os.environ.get("PACTS_TEST_POSTGRES_DSN") or stack.enter_context(running_postgres())
        tiers = asyncio.run(_measure(redis_url, dsn, given.rounds))
    report = {"unit": "ms", "entries": ENTRIES, "rounds": given.rounds, "tiers": tiers}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
