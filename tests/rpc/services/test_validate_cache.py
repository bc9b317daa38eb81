"""``pacts validate-cache`` finds no difference, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import asyncpg
import redis.asyncio

from tests.support.certificates import make_authority


async def validate(*arguments: str, **environment: str) -> tuple[int, dict[str, object]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pacts_daemon", "validate-cache", "--json", *arguments,
        stdout=asyncio.subprocess.PIPE, env={**os.environ, **environment},
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, json.loads(out)


def differences(report: dict[str, object]) -> list[object]:
    findings = report["findings"]
    assert isinstance(findings, list)
    assert len(findings) > 20
    return [finding for finding in findings if not finding["ok"]]


async def test_validate_cache_on_embedded_tiers_finds_no_difference(tmp_path: Path) -> None:
    code, report = await validate("--data-dir", str(tmp_path))
    assert (code, differences(report)) == (0, [])
    assert list(tmp_path.iterdir()) == []


async def test_validate_cache_beside_client_certificates_finds_no_difference(
    tmp_path: Path,
) -> None:
    authority = make_authority(tmp_path / "ca")
    served = authority.issue("server")
    patterns = {"spiffe://example.org/ci/*": {"scopes": ["read"]}}
    code, report = await validate(
        "--data-dir",
        str(tmp_path / "data"),
        PACTS_GRPC_TLS_CERTIFICATE=str(served.certificate),
        PACTS_GRPC_TLS_KEY=str(served.key),
        PACTS_GRPC_TLS_CLIENT_CA=str(authority.certificate),
        PACTS_GRPC_SPIFFE=json.dumps(patterns),
    )
    assert (code, differences(report)) == (0, [])


async def test_validate_cache_on_servers_finds_no_difference_and_leaves_nothing(
    redis_url: str, postgres_dsn: str, tmp_path: Path
) -> None:
    code, report = await validate(
        "--data-dir", str(tmp_path), PACTS_REDIS_URL=redis_url, PACTS_POSTGRES_DSN=postgres_dsn
    )
    assert (code, differences(report)) == (0, [])
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        assert [key async for key in client.scan_iter("validate_*")] == []
    connection = await asyncpg.connect(postgres_dsn)
    schemas = await connection.fetch("SELECT 1 FROM pg_namespace WHERE nspname LIKE '%validate%'")
    await connection.close()
    assert schemas == []


async def test_validate_cache_with_a_broken_promise_exits_with_1(tmp_path: Path) -> None:
    code, report = await validate("--data-dir", str(tmp_path), PACTS_DRIFT_THRESHOLD="1")
    assert code == 1
    assert differences(report)
