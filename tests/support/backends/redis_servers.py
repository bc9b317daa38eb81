"""Several Redis that work together, on free ports: a cluster, and sentinels with their servers."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from redis import Redis

from tests.support.backends.servers import PASSWORD, await_port, free_port, redis_binary

ROOT = Path(__file__).parents[3]
# The hash that stands for a password in the shipped file: none leads to it.
NO_PASSWORD = "0" * 64
_SLOTS = 16384
_START_S = 20.0


@pytest.fixture(scope="session")
def redis_cluster_url() -> Iterator[str]:
    if url := os.environ.get("PACTS_TEST_REDIS_CLUSTER_URL"):
        yield url
        return
    with running_cluster() as cluster:
        yield cluster.url


@pytest.fixture(scope="session")
def redis_user_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The URLs of one Redis for the user of the shipped file, and for an administrator."""
    file = tmp_path_factory.mktemp("users") / "users.acl"
    admin = f"user admin on >{PASSWORD} ~* &* +@all"
    file.write_text("\n".join([*_users(PASSWORD), admin, ""]))
    with running_server("--aclfile", str(file), is_open=True) as server:
        host = f"{PASSWORD}@127.0.0.1:{server.port}/0"
        yield f"redis://pacts:{host}", f"redis://admin:{host}"


def user_of(password: str) -> list[str]:
    """The user of the shipped file with a password, as ACL SETUSER takes it."""
    (rule,) = [line for line in _users(password) if line.startswith("user pacts ")]
    return rule.split()[1:]


def _users(password: str) -> list[str]:
    shipped = (ROOT / "deploy/redis/users.acl").read_text("utf-8")
    assert shipped.count(NO_PASSWORD) == 1
    hashed = sha256(password.encode()).hexdigest()
    return shipped.replace(NO_PASSWORD, hashed).splitlines()


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    password: str | None = PASSWORD

    @property
    def client(self) -> Redis:
        return Redis(port=self.port, password=self.password, protocol=2, decode_responses=True)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def ask(self, *command: str | int) -> Any:
        with self.client as client:
            return client.execute_command(*command)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True, slots=True)
class Cluster:
    masters: Sequence[Server]
    replicas: Sequence[Server]

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in self.masters)
        return f"redis+cluster://:{PASSWORD}@{hosts}"


@dataclass(frozen=True, slots=True)
class Watched:
    """A master with its replica, and sentinels that watch them."""

    master: Server
    replica: Server
    sentinels: Sequence[Server]

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in self.sentinels)
        return f"redis+sentinel://:{PASSWORD}@{hosts}/pacts/0"


@contextmanager
def running_cluster(*, with_replicas: bool = False) -> Iterator[Cluster]:
    """Run three masters that share the slots, each with a replica if asked for."""
    options = ("--cluster-enabled", "yes", "--cluster-node-timeout", "1000")
    options += ("--cluster-replica-validity-factor", "0", "--repl-diskless-sync-delay", "0")
    with ExitStack() as stack:
        masters = [stack.enter_context(running_server(*options)) for _ in range(3)]
        count = 3 if with_replicas else 0
        replicas = [stack.enter_context(running_server(*options)) for _ in range(count)]
        for at, master in enumerate(masters):
            master.ask("CLUSTER", "ADDSLOTS", *range(at * _SLOTS // 3, (at + 1) * _SLOTS // 3))
            # Without different epochs they would have to agree first on who is who.
            master.ask("CLUSTER", "SET-CONFIG-EPOCH", at + 1)
        for other in [*masters[1:], *replicas]:
            masters[0].ask("CLUSTER", "MEET", "127.0.0.1", other.port)
        everyone = [*masters, *replicas]
        eventually(lambda: all(_knows(one, len(everyone)) for one in everyone))
        for master, replica in zip(masters, replicas, strict=False):
            replica.ask("CLUSTER", "REPLICATE", str(master.ask("CLUSTER", "MYID")))
        eventually(lambda: all(_is_linked(one) for one in replicas))
        yield Cluster(masters, replicas)


@contextmanager
def running_sentinels(down_after_ms: int = 500) -> Iterator[Watched]:
    """Run a master, its replica, and three sentinels that watch them."""
    with ExitStack() as stack:
        master = stack.enter_context(running_server())
        replica = stack.enter_context(running_server("--replicaof", "127.0.0.1", str(master.port)))
        eventually(lambda: _is_linked(replica))
        sentinels = [stack.enter_context(_sentinel(master.port, down_after_ms)) for _ in range(3)]
        eventually(lambda: all(_sees_all(one) for one in sentinels))
        yield Watched(master, replica, sentinels)


def eventually(holds: Callable[[], bool], within_s: float = _START_S) -> None:
    give_up = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@contextmanager
def running_server(
    *options: str, is_open: bool = False, configuration: Path | None = None
) -> Iterator[Server]:
    """Run a Redis on a free port, with a password unless its users come from elsewhere."""
    with TemporaryDirectory(prefix="pacts-redis-") as folder:
        port = _port_with_bus()
        command = [str(configuration)] if configuration else ["--save", ""]
        command += ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        if not is_open:
            command += ["--requirepass", PASSWORD, "--masterauth", PASSWORD]
        command += options
        with _running(command, port) as server:
            yield server


def _port_with_bus() -> int:
    """Return a free port with a free one ten thousand above it, where the bus of a cluster is."""
    while True:
        port = free_port()
        with socket.socket() as probe, suppress(OSError, OverflowError):
            probe.bind(("127.0.0.1", port + 10_000))
            return port


@contextmanager
def _sentinel(master_port: int, down_after_ms: int) -> Iterator[Server]:
    with TemporaryDirectory(prefix="pacts-sentinel-") as folder:
        port = free_port()
        config = Path(folder) / "sentinel.conf"
        config.write_text(
            f"port {port}\nbind 127.0.0.1\ndir {folder}\n"
            f"sentinel monitor pacts 127.0.0.1 {master_port} 2\n"
            f"sentinel auth-pass pacts {PASSWORD}\n"
            f"sentinel down-after-milliseconds pacts {down_after_ms}\n"
            "sentinel failover-timeout pacts 3000\n"
        )
        with _running([str(config), "--sentinel"], port) as server:
            yield Server(port, server.process, password=None)


@contextmanager
def _running(arguments: Sequence[str], port: int) -> Iterator[Server]:
    command = [str(redis_binary()), *arguments]
    # One that another copies writes its data into the folder that it runs in.
    with tempfile.TemporaryDirectory(prefix="pacts-redis-") as folder:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            await_port(port, process)
            yield Server(port, process)
        finally:
            process.kill()
            process.wait()


def _knows(server: Server, count: int) -> bool:
    with server.client as client:
        info = client.cluster("INFO")
    return info["cluster_state"] == "ok" and info["cluster_known_nodes"] == str(count)


def _is_linked(server: Server) -> bool:
    with server.client as client:
        return client.info("replication").get("master_link_status") == "up"


def _sees_all(sentinel: Server) -> bool:
    with sentinel.client as client:
        state = client.sentinel_master("pacts")
    return state["num-other-sentinels"] == 2 and state["num-slaves"] == 1
