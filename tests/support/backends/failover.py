"""A Postgres of a test's own that becomes a standby and a primary again, as in a failover."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.backends.servers import free_port, pg_ctl, postgres_server


class FailingOver:
    """A server that is a primary until `demote` is called."""

    def __init__(self, folder: Path) -> None:
        self._server = postgres_server(folder)
        self._server.ensure_pgdata_inited()
        self._port = free_port()
        self._options = f"-h 127.0.0.1 -p {self._port} -k {folder} -F"
        self.host = f"127.0.0.1:{self._port}"
        self.dsn = f"postgresql://postgres@{self.host}/postgres"

    def start(self) -> None:
        pg_ctl(self._server, "-o", self._options, "start")

    def stop(self) -> None:
        pg_ctl(self._server, "-m", "fast", "stop")

    def demote(self) -> None:
        """Start again as a hot standby, which ends all sessions, and refuse all writes."""
        self.stop()
        (Path(self._server.pgdata) / "standby.signal").touch()
        self.start()

    def promote(self) -> None:
        pg_ctl(self._server, "promote")


@contextmanager
def failing_over() -> Iterator[FailingOver]:
    folder = Path(tempfile.mkdtemp(prefix="pacts-failover-"))
    try:
        server = FailingOver(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
