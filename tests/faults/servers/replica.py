"""One ``pacts serve`` in a process of its own, as users run it."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

import grpc

from pacts.v1 import admin_service_pb2, admin_service_pb2_grpc, selector_service_pb2_grpc
from tests.faults.servers.processes import await_port, send
from tests.support.backends.servers import free_port

_READY_S = 30.0
_CHANNEL = (
    ("grpc.initial_reconnect_backoff_ms", 50),
    ("grpc.max_reconnect_backoff_ms", 250),
    ("grpc.max_receive_message_length", -1),
)


class Replica:
    """Serves on ports that stay the same when it is started again."""

    def __init__(self, number: int, folder: Path, settings: Mapping[str, str]) -> None:
        self.number = number
        self.log = folder / f"replica-{number}.log"
        self._port, self._management = free_port(), free_port()
        self._environment = {
            "PATH": "/usr/bin:/bin",
            "PACTS_DATA_DIR": str(folder / "data"),
            "PACTS_GRPC_PORT": str(self._port),
            "PACTS_GRPC_DRAIN_GRACE_S": "2",
            "PACTS_MANAGEMENT_PORT": str(self._management),
            **settings,
        }
        self._channel: grpc.aio.Channel | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, ahead_s: float = 0, stderr: int | None = None, wait: bool = True) -> None:
        """Start it.

        Args:
            ahead_s: how far its clock is ahead of everybody else's.
            stderr: where its log goes instead of into the file.
            wait: return only once it serves.
        """
        module = ["tests.faults.servers.skewed", str(ahead_s)] if ahead_s else ["pacts_daemon"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *module, "serve"],
                env=self._environment,
                stderr=log if stderr is None else stderr,
            )
        if wait:
            self.await_serving()

    def configure(self, **settings: str) -> None:
        """Change settings as of the next start."""
        self._environment |= settings

    def await_serving(self) -> None:
        """Return once it says that it answers.

        Raises:
            RuntimeError: it ended, or did not say so in time.
        """
        name = f"replica {self.number}, see {self.log},"
        await_port(self._port, lambda: self.is_alive, name)
        give_up = time.monotonic() + _READY_S
        while (said := self._fetch("readyz"))[0] != HTTPStatus.OK:
            if not self.is_alive or time.monotonic() > give_up:
                raise RuntimeError(f"{name} is not ready: {said}")
            time.sleep(0.05)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        """The process, 0 before the first start."""
        return self.process.pid if self.process is not None else 0

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def pause(self) -> None:
        self.signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            send(number, [self.process.pid])

    async def ended(self, within_s: float) -> int | None:
        """Return the exit code, or None when it has not ended by then."""
        assert self.process is not None
        try:
            return await asyncio.to_thread(self.process.wait, within_s)
        except subprocess.TimeoutExpired:
            return None

    @property
    def channel(self) -> grpc.aio.Channel:
        if self._channel is None:
            self._channel = grpc.aio.insecure_channel(f"127.0.0.1:{self._port}", options=_CHANNEL)
        return self._channel

    @property
    def selector(self) -> selector_service_pb2_grpc.SelectorServiceAsyncStub:
        return selector_service_pb2_grpc.SelectorServiceStub(self.channel)

    async def counters_differ(self) -> str:
        """Return how lookups differ from hits and misses; empty when they do not."""
        stub = admin_service_pb2_grpc.AdminServiceStub(self.channel)
        request = admin_service_pb2.GetCacheStatsRequest()
        said = await stub.GetCacheStats(request, timeout=5, wait_for_ready=True)
        hits = sum(said.hits.values())
        if said.lookups == hits + said.cache_miss:
            return ""
        return (
            f"replica {self.number}: {said.lookups} lookups, {hits} hits, {said.cache_miss} misses"
        )

    async def readiness(self) -> tuple[int, str]:
        """Return the status and the text of /readyz; status 0 when it does not answer."""
        return await asyncio.to_thread(self._fetch, "readyz")

    async def metrics(self) -> str:
        return (await asyncio.to_thread(self._fetch, "metrics"))[1]

    def log_lines(self) -> Sequence[Mapping[str, object]]:
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    async def close(self) -> None:
        if self._channel is not None:
            await self._channel.close()
        if self.is_alive:
            self.resume()
            self.signal(signal.SIGTERM)
            if await self.ended(15) is None:
                self.kill()

    def _fetch(self, path: str) -> tuple[int, str]:
        url = f"http://127.0.0.1:{self._management}/{path}"
        try:
            with urllib.request.urlopen(url, timeout=3) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)
