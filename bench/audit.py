"""What recording costs: saves and imports with their audit records and without, in turn.

``python -m bench.audit`` measures both durable tiers and writes ``bench/results/audit.json``.
Postgres runs without fsync here, and SQLite's commits are those of a daemon, so that the ratios are
of the work itself: on a disk that is waited for they are smaller.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.timing import Call, Sample, timed_in_turn
from pacts_daemon.tiers.sql.audit.rows import Recorded
from pacts_daemon.tiers.sql.rows import Row
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.backends.harnesses import PostgresHarness, SqliteHarness
from tests.support.backends.servers import running_postgres
from tests.support.builders import a_draft, a_query, an_entry

_SAVES: Final = 1000
_BATCH: Final = 1000
# Of the quickest tenth: what else the machine does at the time is in the others.
_SHARE: Final = 0.1
_KEPT_S: Final = 3600.0
_SIZES: Final = {
    "sqlite": "SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'audit%'",
    "postgres": "SELECT pg_total_relation_size('audit') AS bytes",
}
_RESULTS: Final = Path(__file__).parent / "results" / "audit.json"


async def main() -> None:
    """Measure, print and write."""
    results: dict[str, dict[str, float]] = {}
    with TemporaryDirectory() as folder:
        results["sqlite"] = await _measure("sqlite", SqliteHarness(Path(folder)))
    async with AsyncExitStack() as stack:
        dsn = os.environ.get("PACTS_TEST_POSTGRES_DSN") or stack.enter_context(running_postgres())
        results["postgres"] = await _measure("postgres", PostgresHarness(dsn))
    text = json.dumps(results, indent=2)
    print(text)
    _RESULTS.write_text(f"{text}\n", encoding="utf-8")


async def _measure(name: str, harness: SqliteHarness | PostgresHarness) -> dict[str, float]:
    async with harness.resources:
        await harness.prepare()
        plain, full = _without_records(await harness.open()), await harness.open()
        saved = await timed_in_turn(
            {"without": _saving(plain, "a"), "with": _saving(full, "b")}, _SAVES
        )
        # Three of four are overwritten, as in a suite that runs again and again.
        (rows,) = await harness.run("SELECT count(*) AS count FROM audit")
        (size,) = await harness.run(_SIZES[name])
        loaded = await timed_in_turn(
            {"without": _loading(harness, plain, "c"), "with": _loading(harness, full, "d")}, 10
        )
    return {
        **_compared("save", saved),
        **_compared("import_of_1000", loaded),
        "bytes_of_a_record_with_its_indexes": round(size["bytes"] / rows["count"]),
    }


def _compared(name: str, samples: dict[str, Sample]) -> dict[str, float]:
    without, with_ = (samples[one].percentile(_SHARE) for one in ("without", "with"))
    return {
        f"{name}_without_ms": round(without, 3),
        f"{name}_with_ms": round(with_, 3),
        f"{name}_ratio": round(with_ / without, 2),
    }


def _saving(tier: SqlTier, app: str) -> Call:
    numbers = count()

    async def save() -> object:
        number = next(numbers) % (_SAVES // 4)
        query = a_query(app=app, page=f"/p{number % 20}", element=f"Element {number}")
        return await tier.save(a_draft(query), retention_s=_KEPT_S)

    return save


def _loading(harness: SqliteHarness | PostgresHarness, tier: SqlTier, app: str) -> Call:
    now = harness.clock.now()
    entries = [
        an_entry(now, a_query(app=app, page=f"/p{n % 50}", element=f"Element {n}"))
        for n in range(_BATCH)
    ]
    return partial(tier.load, entries, over=True)


def _without_records(tier: SqlTier) -> SqlTier:
    """Have a tier change entries as it did before there was an audit."""
    engine = tier._engine  # noqa: SLF001 - what is measured
    change, load = engine.change, engine.load

    async def unrecorded(
        statement: str,
        *values: object,
        is_sweeping: bool = False,
        recorded: Recorded | None = None,  # noqa: ARG001 - that is the point
    ) -> Sequence[Row]:
        return await change(statement, *values, is_sweeping=is_sweeping)

    async def loaded_unrecorded(
        now: datetime,
        loaded: Sequence[Sequence[object]],
        recorded: Recorded | None,  # noqa: ARG001 - as above
        *,
        over: bool,
    ) -> int:
        return await load(now, loaded, None, over=over)

    engine.change = unrecorded  # type: ignore[method-assign]
    engine.load = loaded_unrecorded  # type: ignore[method-assign]
    return tier


if __name__ == "__main__":
    asyncio.run(main())
