"""``python -m bench``: a hit on each tier beside an empty call, a bare GET or SELECT, discovery."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.discovery import discoveries
from bench.lookups import embedded, servers
from bench.telemetry import ALL, BARE, BOTH, LOG, TelemetryCost, telemetry_cost
from bench.timing import Sample
from tests.support.backends.servers import running_postgres, running_redis

RESULTS = Path(__file__).parent / "results" / "lookups.json"
Timings = dict[str, dict[str, Sample]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--discoveries", type=int, default=20)
    given = parser.parse_args()
    with ExitStack() as stack:
        redis_url = os.environ.get("PACTS_TEST_REDIS_URL") or stack.enter_context(running_redis())
        dsn = os.environ.get("PACTS_TEST_POSTGRES_DSN") or stack.enter_context(running_postgres())
        timings, discovery = asyncio.run(_measure(redis_url, dsn, given.rounds, given.discoveries))
    cost = asyncio.run(telemetry_cost(max(1, given.rounds // 200)))
    report = _report(timings, discovery, cost, given.rounds)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    console = Console(width=110)
    console.print(_table(timings, discovery))
    console.print(_share(cost))


async def _measure(redis_url: str, dsn: str, rounds: int, looks: int) -> tuple[Timings, Sample]:
    timings = await embedded(rounds)
    timings |= await servers(redis_url, dsn, rounds)
    return timings, await discoveries(looks)


def _report(
    timings: Timings, discovery: Sample, cost: TelemetryCost, rounds: int
) -> dict[str, object]:
    return {
        "unit": "ms",
        "rounds": rounds,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "discovery": {"p50": discovery.p50, "p99": discovery.p99},
        "telemetry": {
            "us": dict(cost.us),
            "log_share": cost.share(LOG),
            "log_and_span_share": cost.share(BOTH),
            "log_and_all_spans_share": cost.share(ALL),
        },
        "tiers": {
            tier: {name: {"p50": sample.p50, "p99": sample.p99} for name, sample in samples.items()}
            | {
                "hit_by_empty_call": samples["hit"].p50 / samples["empty call"].p50,
                "discovery_by_hit": discovery.p50 / samples["hit"].p50,
            }
            for tier, samples in timings.items()
        },
    }


def _table(timings: Timings, discovery: Sample) -> Table:
    table = Table(title="GetSelector over gRPC, milliseconds; every row's calls ran in turn")
    for column in ("tier", "hit p50", "p99", "empty call p50", "p99", "bare p50", "p99"):
        table.add_column(column, justify="right")
    table.add_column("hit / empty", justify="right")
    table.add_column("discovery / hit", justify="right")
    for tier, samples in timings.items():
        hit, empty = samples["hit"], samples["empty call"]
        bare = next((s for name, s in samples.items() if name.startswith("bare")), None)
        shown = [_ms(hit.p50), _ms(hit.p99), _ms(empty.p50), _ms(empty.p99)]
        shown += [_ms(bare.p50), _ms(bare.p99)] if bare else ["", ""]
        ratios = [f"{hit.p50 / empty.p50:.2f}", f"{discovery.p50 / hit.p50:.0f}"]
        table.add_row(tier, *shown, *ratios)
    table.add_row("discovery", _ms(discovery.p50), _ms(discovery.p99))
    return table


def _share(cost: TelemetryCost) -> str:
    return (
        f"CPU of a hit on memory: {cost.us[BARE]:.0f} µs bare, of which the access log takes "
        f"{cost.share(LOG):.1%}, log and exported spans together {cost.share(BOTH):.1%}, "
        f"with those of all hits {cost.share(ALL):.1%}"
    )


def _ms(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.0f}"


if __name__ == "__main__":
    main()
