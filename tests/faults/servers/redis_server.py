"""A Redis of a scenario's own, with its files, that all can be done to."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

from redis.asyncio import Redis

from tests.faults.servers.processes import await_port, send
from tests.support.backends.servers import free_port, redis_binary


class RedisServer:
    """Runs on one port; ``start`` loads the folder's dump.rdb when there is one."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [str(redis_binary()), "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--dir", str(self._folder), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([*command, *self._arguments], stdout=subprocess.DEVNULL)
        process = self._process
        await_port(self.port, lambda: process.poll() is None, "redis-server")

    def kill(self) -> None:
        """End it as a power cut does: nothing is written."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    async def keep_copy(self, name: str) -> None:
        """Write what it holds to a file beside it."""
        async with self.client() as client:
            await client.save()
        shutil.copy(self._folder / "dump.rdb", self._folder / name)

    def restart_with(self, name: str) -> None:
        """Kill it, and start it with what the copy holds."""
        self.kill()
        shutil.copy(self._folder / name, self._folder / "dump.rdb")
        self.start()

    def restart_empty(self) -> None:
        self.kill()
        (self._folder / "dump.rdb").unlink(missing_ok=True)
        self.start()

    async def load(self, name: str) -> None:
        """Put what the copy holds into the running server."""
        shutil.copy(self._folder / name, self._folder / "dump.rdb")
        await self.run("DEBUG", "RELOAD", "NOSAVE")

    async def run(self, *command: str) -> None:
        async with self.client() as client:
            await client.execute_command(*command)

    async def connections(self) -> float:
        """Return how many connections it has ever accepted."""
        async with self.client() as client:
            said = await client.info("stats")
        return float(said["total_connections_received"])

    def client(self) -> Redis:
        return Redis.from_url(self.url)

    async def set(self, **settings: str) -> None:
        """Change settings at run time, such as ``maxmemory="2mb"``."""
        async with self.client() as client:
            for name, value in settings.items():
                await client.config_set(name.replace("_", "-"), value)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            send(number, [self._process.pid])
