"""A daemon in a process of its own, as users run it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path


@asynccontextmanager
async def daemon(data_dir: Path, settings: Mapping[str, str]) -> AsyncIterator[str]:
    """Serve on free ports with these ``PACTS_*`` settings; yields the gRPC address."""
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--port", "0"]
    command += ["--management-port", "0", "--data-dir", str(data_dir)]
    environment = {**os.environ, "PACTS_LOG_ACCESS": "false", **settings}
    process = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stderr is not None  # noqa: S101
    try:
        line = await asyncio.wait_for(process.stderr.readline(), 30)
        try:
            yield str(json.loads(line)["grpc"])
        except json.JSONDecodeError:
            raise SystemExit(f"the daemon did not start: {line.decode()}") from None
    finally:
        process.terminate()
        await process.wait()
