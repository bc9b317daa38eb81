"""A Postgres of a scenario's own, with its files, that all can be done to."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import asyncpg

from tests.faults.servers.processes import send, with_children
from tests.support.backends.servers import free_port, pg_ctl, postgres_server


class PostgresServer:
    """Runs on one port; trusts everybody on loopback."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pacts-faults-"))
        self._server = postgres_server(self._folder)
        self._server.ensure_pgdata_inited()
        (self._folder / "pg_hba.conf").write_text("host all all 127.0.0.1/32 trust\n")
        self.port = free_port()

    @property
    def dsn(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it unless it runs."""
        if self._pids():
            return
        options = f"-h 127.0.0.1 -p {self.port} -k {self._folder} -F"
        pg_ctl(self._server, "-o", options, "start")

    def stop(self) -> None:
        self.resume()
        pg_ctl(self._server, "-m", "immediate", "stop")

    def pause(self) -> None:
        """Let connections be made and nothing be answered."""
        send(signal.SIGSTOP, self._pids())

    def resume(self) -> None:
        send(signal.SIGCONT, self._pids())

    def remove(self) -> None:
        if self._pids():
            self.stop()
        shutil.rmtree(self._folder)

    async def run(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.dsn)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def set_read_only(self, *, read_only: bool) -> None:
        """Refuse all writes, as a server does that was demoted to a standby."""
        value = "on" if read_only else "off"
        await self.run(
            "SET default_transaction_read_only = off",
            f"ALTER SYSTEM SET default_transaction_read_only = {value}",
            "SELECT pg_reload_conf()",
        )

    async def kill_connections(self) -> None:
        """End every session but this one, as an administrator does."""
        await self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    async def sessions(self) -> float:
        """Return how many sessions it has ever begun, by its statistics, which lag a little."""
        connection = await asyncpg.connect(self.dsn)
        try:
            begun = await connection.fetchval("SELECT sum(sessions) FROM pg_stat_database")
        finally:
            await connection.close()
        return float(begun)

    async def fetch(self, statement: str) -> Sequence[Sequence[object]]:
        """Return the rows that a statement finds."""
        connection = await asyncpg.connect(self.dsn)
        try:
            return [tuple(row) for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    async def count(self, table: str) -> int:
        """Return how many rows a table has."""
        connection = await asyncpg.connect(self.dsn)
        try:
            return int(await connection.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608
        finally:
            await connection.close()

    def copy_schema(self, schema: str, name: str) -> None:
        """Write a schema and all that is in it to a file beside the server."""
        self._tool("pg_dump", "-Fc", "-n", schema, "-f", str(self._folder / name))

    async def restore_schema(self, schema: str, name: str) -> None:
        """Put a schema back to what the copy holds, as a restore from last night's backup does."""
        await self.kill_connections()
        await self.run(f"DROP SCHEMA {schema} CASCADE")
        await asyncio.to_thread(self._tool, "pg_restore", "-1", str(self._folder / name))

    def _tool(self, program: str, *arguments: str) -> None:
        command = [str(self._server.bin_path / program), "-d", self.dsn, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    def _pids(self) -> list[int]:
        pid_file = self._folder / "postmaster.pid"
        if not pid_file.exists():
            return []
        with closing(pid_file.open()) as lines:
            return with_children(int(lines.readline()))
