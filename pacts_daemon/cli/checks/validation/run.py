"""A daemon of its own on the configured tiers, validated and removed without a trace."""

from __future__ import annotations

from uuid import uuid4

import pacts
from pacts_daemon.app.run import running
from pacts_daemon.app.values import IN_THE_CLEAR
from pacts_daemon.app.wiring import migrator_of
from pacts_daemon.cli.checks.validation.findings import Finding, Findings
from pacts_daemon.cli.checks.validation.steps import FAST_TTL_S, RETENTION_S, Validation
from pacts_daemon.settings import Settings


def _isolated(settings: Settings) -> Settings:
    """The same tiers under a name nobody else uses, on free ports, with lives short to see."""
    cache = settings.cache.model_copy(
        update={
            "namespace": f"validate_{uuid4().hex[:12]}",
            "fast_ttl_s": FAST_TTL_S,
            "maintenance_interval_s": 60.0,
            "retention_s": RETENTION_S,
        }
    )
    return settings.model_copy(
        update={
            "cache": cache,
            "grpc": settings.grpc.model_copy(
                update={"host": "127.0.0.1", "port": 0, "unix_socket": None, "token": None,
                        "token_file": None, "caller_max_calls": None,
                        "caller_calls_per_s": None, **IN_THE_CLEAR}
            ),
            "management": settings.management.model_copy(update={"host": "127.0.0.1", "port": 0}),
            "log": settings.log.model_copy(update={"level": "error"}),
        }
    )  # fmt: skip


async def validate(settings: Settings) -> Findings:
    """Prove every promise of the cache on the tiers of the settings; takes about eight seconds."""
    settings = _isolated(settings)
    findings = Findings()
    fast = "redis" if settings.redis.url else "memory"
    durable = "postgres" if settings.postgres.dsn else "sqlite"
    try:
        async with running(settings) as daemon, pacts.AsyncClient(daemon.address) as client:
            try:
                await Validation(client, daemon, fast, durable, findings).run()
            finally:
                await daemon.fast.clear()
    finally:
        await migrator_of(settings).drop()
    return findings


def row_of(row: Finding) -> dict[str, object]:
    return {"step": row.step, "expected": row.expected, "seen": row.seen, "ok": row.ok}
