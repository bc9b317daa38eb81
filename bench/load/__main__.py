"""``python -m bench.load``: lookups and saves before, during and after outages of each server."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.load.measure import Run, Servers, measured
from bench.load.traffic import Phase, Taken
from tests.faults.servers.postgres_server import PostgresServer
from tests.faults.servers.redis_server import RedisServer

RESULTS = Path(__file__).parents[1] / "results" / "load.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--callers", type=int, nargs="+", default=[1, 32, 256])
    parser.add_argument("--seconds", type=float, default=8, help="how long each phase takes")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    runs, console = [], Console(width=140)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pacts-load-")))
        servers = _started(stack, folder)
        for callers in given.callers:
            run = asyncio.run(measured(servers, folder, callers, given.seconds))
            runs.append(run)
            console.print(_table(run))
    given.out.parent.mkdir(exist_ok=True)
    given.out.write_text(json.dumps(_report(runs, given.seconds), indent=2) + "\n")


def _started(stack: ExitStack, folder: Path) -> Servers:
    servers = Servers(RedisServer(folder / "redis"), PostgresServer())
    stack.callback(servers.postgres.remove)
    stack.callback(servers.redis.kill)
    servers.redis.start()
    servers.postgres.start()
    return servers


def _report(runs: list[Run], seconds: float) -> dict[str, Any]:
    return {
        "unit": "ms",
        "seconds_a_phase": seconds,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "callers": {str(run.callers): _described(run) for run in runs},
    }


def _described(run: Run) -> dict[str, Any]:
    own = run.postgres_alone
    return {
        "phases": {phase.name: _figures(phase) for phase in (own, *run.phases)},
        "p99_by_postgres_alone": {
            phase.name: round(_by_postgres(phase, run), 2) for phase in run.phases
        },
        "memory_mib": {
            "peak_of_each": run.memory.peaks,
            "of_all_over_time": run.memory.over_time,
        },
    }


def _figures(phase: Phase) -> dict[str, Any]:
    return {
        "calls_a_second": round(_rate(phase), 1),
        "get": _taken(phase.gets),
        "save": _taken(phase.saves),
    }


def _taken(taken: Taken) -> dict[str, Any]:
    shown: dict[str, Any] = {"answered": len(taken.durations_ms), "failed": dict(taken.failures)}
    if taken.durations_ms:
        sample = taken.sample
        shown |= {"p50": round(sample.p50, 2), "p99": round(sample.p99, 2)}
        shown["longest"] = round(sample.durations_ms[-1], 1)
    return shown


def _rate(phase: Phase) -> float:
    return (len(phase.gets.durations_ms) + len(phase.saves.durations_ms)) / phase.seconds


def _by_postgres(phase: Phase, run: Run) -> float:
    own = run.postgres_alone.gets
    if not phase.gets.durations_ms or not own.durations_ms:
        return float("nan")
    return phase.gets.sample.p99 / own.sample.p99


def _table(run: Run) -> Table:
    peak = sum(run.memory.peaks)
    title = f"{run.callers} callers, three replicas, 95/5; ms; peak of all replicas {peak:.0f} MiB"
    table = Table(title=title)
    for column in ("phase", "calls/s", "get p50", "p99", "by Postgres alone"):
        table.add_column(column, justify="left" if column == "phase" else "right")
    for column in ("save p50", "p99", "failed gets", "failed saves"):
        table.add_column(column, justify="right")
    for phase in (run.postgres_alone, *run.phases):
        ratio = f"{_by_postgres(phase, run):.2f}"
        table.add_row(
            phase.name, f"{_rate(phase):.0f}", *_percentiles(phase.gets), ratio,
            *_percentiles(phase.saves), _failed(phase.gets), _failed(phase.saves),
        )  # fmt: skip
    return table


def _percentiles(taken: Taken) -> tuple[str, str]:
    if not taken.durations_ms:
        return "", ""
    return f"{taken.sample.p50:.1f}", f"{taken.sample.p99:.1f}"


def _failed(taken: Taken) -> str:
    return ", ".join(f"{count} {code}" for code, count in taken.failures.items())


if __name__ == "__main__":
    main()
