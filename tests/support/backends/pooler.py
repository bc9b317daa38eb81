"""A real PgBouncer in transaction mode before the tests' Postgres."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.backends.servers import await_port, free_port

_ROOT = Path(__file__).parents[3]
# So few server sessions that each caller meets those of others.
_SETTINGS = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = plain
auth_file = {users}
pool_mode = transaction
default_pool_size = 3
{more}
"""


@pytest.fixture(scope="session")
def pgbouncer_dsn(postgres_dsn: str) -> Iterator[str]:
    with running_pgbouncer(postgres_dsn) as dsn:
        yield dsn


@contextmanager
def running_pgbouncer(dsn: str, more: str = "") -> Iterator[str]:
    """Run a PgBouncer before a Postgres, with ``more`` lines of settings; yields its DSN."""
    parts = urlsplit(dsn)
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="pacts-pgbouncer-"))
    folder.chmod(0o755)
    try:
        users = folder / "users.txt"
        users.write_text(f'"{parts.username}" "{parts.password}"\n')
        settings = folder / "pgbouncer.ini"
        settings.write_text(
            _SETTINGS.format(
                host=parts.hostname, port=parts.port or 5432, own_port=port, users=users, more=more
            )
        )
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([*_command(), str(settings)], stdout=log, stderr=log)
        try:
            await_port(port, server)
            yield parts._replace(
                netloc=f"{parts.username}:{parts.password}@127.0.0.1:{port}"
            ).geturl()
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder)


def _command() -> list[str]:
    unpacked = _ROOT / ".tools" / "bin" / "pgbouncer"
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None and not unpacked.exists():
        raise RuntimeError("no PgBouncer: run scripts/pgbouncer.sh")
    # It will not run as root.
    return [program or str(unpacked), *(("-u", "nobody") if os.geteuid() == 0 else ())]
