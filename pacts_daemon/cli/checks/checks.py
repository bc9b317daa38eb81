"""The checks of ``pacts doctor``: each names one thing, its state, and how to get it."""

from __future__ import annotations

import asyncio
import resource
import socket
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Final

import pacts
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.lifecycle.descriptors import ENOUGH
from pacts_daemon.app.values import browser_options, redis_options
from pacts_daemon.browser.executable import find_executable
from pacts_daemon.browser.launched import is_sandboxed
from pacts_daemon.core.errors import PactsError
from pacts_daemon.settings import Settings, masked_url
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.fitness import unfit_settings
from pacts_daemon.tiers.redis.options import RedisOptions
from pacts_daemon.tiers.redis.tier import RedisTier
from pacts_daemon.tiers.sql.migrate import Migrator, SqliteMigrator
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator

# Above each tier's own deadline, so that it is told what it waited for, and short enough to watch.
_WAIT_S: Final = 5.0


class State(StrEnum):
    """UNUSED: nothing asks for it. WARNING: it works, and could fail later."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was seen; ``remedy`` is empty when nothing is missing."""

    name: str
    state: State
    detail: str
    remedy: str = ""


async def examine(settings: Settings) -> list[Check]:
    """Look at everything the daemon of these settings needs, changing nothing."""
    serving = await _daemon(settings)
    return [
        check_extension(),
        await _browser(settings),
        check_folder(settings.data_dir),
        check_open_files(),
        await _sqlite(settings),
        await _redis(settings),
        await _postgres(settings),
        serving,
        *_ports(settings, serving),
    ]


def check_extension(module: str = "pacts_daemon._drift_core") -> Check:
    try:
        import_module(module)
    except ImportError as error:
        remedy = "install the package with pip, or build it: `maturin develop --release`"
        return Check("extension", State.MISSING, str(error), remedy)
    return Check("extension", State.OK, module)


def check_folder(folder: Path) -> Check:
    """Say whether entries can be kept in a folder, or it can be made."""
    standing = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    try:
        with tempfile.NamedTemporaryFile(dir=standing):
            return Check("data folder", State.OK, str(folder))
    except OSError as error:
        remedy = "name another with --data-dir or PACTS_DATA_DIR, or give yourself the right to it"
        said = f"{standing}: {error.strerror}"
        return Check("data folder", State.MISSING, said, remedy)


def check_open_files() -> Check:
    """Say how many files, connections among them, a daemon of this user may have open."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = "any number" if hard == resource.RLIM_INFINITY else f"{hard}"
    if hard == resource.RLIM_INFINITY or hard >= ENOUGH:
        return Check("open files", State.OK, allowed)
    remedy = f"allow {ENOUGH} or more: `ulimit -Hn`, LimitNOFILE, or the container's ulimits"
    return Check("open files", State.MISSING, allowed, remedy)


def check_port(name: str, host: str, port: int) -> Check:
    """Say whether the daemon can listen there."""
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        remedy = f"stop what listens there, or set PACTS_{name.upper()}_PORT"
        return Check(f"{name} port", State.MISSING, f"{where}: {error.strerror}", remedy)
    return Check(f"{name} port", State.OK, f"{where} is free")


async def _browser(settings: Settings) -> Check:
    configured = settings.browser.executable
    try:
        path = await find_executable(str(configured) if configured else None)
    except PactsError as error:
        remedy = "`playwright install chromium`, the system package, or PACTS_BROWSER_EXECUTABLE"
        return Check("browser", State.MISSING, str(error), remedy)
    if not is_sandboxed(browser_options(settings.browser)):
        why = "as root" if settings.browser.sandbox else "as set"
        return Check("browser", State.OK, f"{path}, without its sandbox ({why})")
    return Check("browser", State.OK, path)


async def _sqlite(settings: Settings) -> Check:
    path = settings.sqlite_path
    if settings.postgres.dsn is not None:
        return Check("sqlite", State.UNUSED, "Postgres is the durable tier")
    if not path.exists():
        return Check("sqlite", State.OK, f"{path} will be made")
    return await _database("sqlite", SqliteMigrator(path), str(path), "move the file away")


async def _postgres(settings: Settings) -> Check:
    dsn = settings.postgres.dsn
    if dsn is None:
        return Check("postgres", State.UNUSED, "not configured: SQLite is the durable tier")
    where = masked_url(dsn.get_secret_value())
    remedy = "start it, or correct PACTS_POSTGRES_DSN"
    try:
        migrator = PostgresMigrator(dsn.get_secret_value(), settings.postgres_schema)
    except PactsError as error:
        return Check("postgres", State.MISSING, str(error), remedy)
    return await _database("postgres", migrator, where, remedy)


async def _database(name: str, migrator: Migrator, where: str, remedy: str) -> Check:
    try:
        async with asyncio.timeout(_WAIT_S):
            status = await migrator.status()
    except PactsError as error:
        return Check(name, State.MISSING, f"{where}: {error}", remedy)
    except TimeoutError:
        return Check(name, State.MISSING, f"{where}: no answer in {_WAIT_S:g} s", remedy)
    pending = f", {len(status.pending)} migrations pending" if status.pending else ""
    return Check(name, State.OK, where + pending)


async def _redis(settings: Settings) -> Check:
    url = settings.redis.url
    if url is None:
        return Check("redis", State.UNUSED, "not configured: memory is the fast tier")
    where = masked_url(url.get_secret_value())
    remedy = "start it, or correct PACTS_REDIS_URL"
    try:
        unfit = await _ask_redis(url.get_secret_value(), redis_options(settings.redis))
    except PactsError as error:
        return Check("redis", State.MISSING, f"{where}: {error}", remedy)
    except TimeoutError:
        return Check("redis", State.MISSING, f"{where}: no answer in {_WAIT_S:g} s", remedy)
    if unfit:
        remedy = "deploy/redis/redis.conf says why"
        return Check("redis", State.WARNING, f"{where}: {'; '.join(unfit)}", remedy)
    return Check("redis", State.OK, where)


async def _ask_redis(url: str, options: RedisOptions) -> list[str]:
    client = connect(url, options)
    tier = RedisTier(client, SystemClock(), ttl_s=1)
    try:
        async with asyncio.timeout(_WAIT_S):
            await tier.ping()
            return await unfit_settings(client)
    finally:
        await tier.close()


async def _daemon(settings: Settings) -> Check:
    async with pacts.AsyncClient(settings.address, timeout_s=2, retries=0) as client:
        try:
            status = await client.health()
        except pacts.PactsError:
            return Check("daemon", State.UNUSED, f"none answers at {settings.address}")
    return Check("daemon", State.OK, f"{status.value} at {settings.address}")


def _ports(settings: Settings, serving: Check) -> list[Check]:
    if serving.state is State.OK:
        return []
    ports = [check_port("management", settings.management.host, settings.management.port)]
    if settings.grpc.unix_socket is None:
        ports.append(check_port("grpc", settings.grpc.host, settings.grpc.port))
    return ports
