"""Doors of a daemon's places: its ports, what it listens on, and the file of its tokens."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path

from pacts_daemon.app.run import Daemon
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.rpc.access.token_file import made, toml_of
from tests.doors.callers import LIST, all_of
from tests.doors.pressure import RIGHT
from tests.doors.table import Section
from tests.doors.world import World, body, called, fetched
from tests.support.tokens import bearer, write_tokens

CONNECTIONS, MANAGEMENT, FILE = (
    Section(heading) for heading in ("Connections", "Management port", "Token file")
)
EVERYWHERE = "0.0.0.0"
OPEN: dict[str, object] = {"host": EVERYWHERE, "insecure": True}
NO_START = "does not start: grpc.token_file"


@CONNECTIONS.door("A clear port beyond loopback, with nothing said", "does not start: grpc.host")
async def clear_port(world: World) -> str:
    return await world.refused_start(grpc={"host": EVERYWHERE})


@CONNECTIONS.door("A clear port beyond loopback, with a token", "does not start: grpc.host")
async def clear_port_with_token(world: World) -> str:
    return await world.refused_start(grpc={"host": EVERYWHERE, "token": RIGHT})


@CONNECTIONS.door("A clear port beyond loopback, with `--insecure`", "starts")
async def clear_port_said(world: World) -> str:
    section = {"host": EVERYWHERE, "token": RIGHT, "insecure": True}
    return await world.refused_start(grpc=section)


@CONNECTIONS.door("`grpc.token` blank, short, or with blanks in it", "does not start: grpc.token")
async def weak_tokens(world: World) -> str:
    weak = ["", " " * 20, "short", "fifteen-letters", "sixteen letters, but with blanks"]
    return all_of([await world.refused_start(grpc={"token": token}) for token in weak])


@MANAGEMENT.door("`/metrics` on loopback, by default", "200 OK")
async def metrics_on_loopback(world: World) -> str:
    return await fetched((await world.daemon(grpc={"token": RIGHT})).daemon, "/metrics")


@MANAGEMENT.door("`/metrics` beyond loopback, by default, without a token", "401 Unauthorized")
async def metrics_beyond_loopback(world: World) -> str:
    with_tokens = await world.daemon(grpc={"token": RIGHT}, management=OPEN)
    without = await world.daemon(management=OPEN)
    return all_of([await fetched(one.daemon, "/metrics") for one in (with_tokens, without)])


@MANAGEMENT.door("`/metrics` beyond loopback with a token that has `read`", "200 OK")
async def metrics_with_token(world: World) -> str:
    stubs = await world.daemon(grpc={"token": RIGHT}, management=OPEN)
    return await fetched(stubs.daemon, "/metrics", bearer(RIGHT))


@MANAGEMENT.door("`/metrics` with a token that has not `read`", "403 Forbidden")
async def metrics_without_scope(world: World) -> str:
    return await fetched(world.locked.daemon, "/metrics", world.bearer("no-read"))


@MANAGEMENT.door("`/metrics` where `management.metrics` is `off`", "404 Not Found")
async def metrics_off(world: World) -> str:
    return await fetched((await world.daemon(management={"metrics": "off"})).daemon, "/metrics")


@MANAGEMENT.door("`/readyz` and `/healthz` without a token", "200 OK")
async def probes(world: World) -> str:
    return all_of([await fetched(world.locked.daemon, path) for path in ("/readyz", "/healthz")])


async def with_file(world: World, change: Callable[[Path], object]) -> str:
    """Start a daemon with a right token file that something was done to."""
    file = world.new_folder() / "tokens.toml"
    write_tokens(file, [toml_of(made("a", [Scope.READ])[1])])
    change(file)
    return await world.refused_start(grpc={"token_file": file})


@FILE.door("No file, an empty one, a folder, no TOML, a field too many", NO_START)
async def broken_files(world: World) -> str:
    changes: list[Callable[[Path], object]] = [
        Path.unlink,
        lambda file: file.write_text(""),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: file.write_text("token = ["),
        lambda file: file.write_text(file.read_text() + '\nscope = "read"\n'),
    ]
    return all_of([await with_file(world, change) for change in changes])


@FILE.door("A file that everybody on the machine may write to", NO_START)
async def file_for_everybody(world: World) -> str:
    return await with_file(world, lambda file: file.chmod(0o602))


@FILE.door("A token taken out of the file while the daemon runs", "UNAUTHENTICATED UNAUTHENTICATED")
async def token_taken_out(world: World) -> str:
    file = world.new_folder() / "tokens.toml"
    (token, entry), (_, other) = made("a", [*Scope]), made("b", [*Scope])
    write_tokens(file, [toml_of(entry), toml_of(other)])
    stubs = await world.daemon(grpc={"token_file": file})
    assert await called(stubs.channel, LIST, b"", bearer(token)) == "OK"
    write_tokens(file, [toml_of(other)])
    async with asyncio.timeout(10):
        while (seen := await called(stubs.channel, LIST, b"", bearer(token))) == "OK":
            await asyncio.sleep(0.05)
    return seen


@FILE.door("The file broken while the daemon runs", "the tokens before count, new ones do not")
async def file_broken_later(world: World) -> str:
    file = world.new_folder() / "tokens.toml"
    token, entry = made("a", [*Scope])
    write_tokens(file, [toml_of(entry)])
    stubs = await world.daemon(grpc={"token_file": file})
    new, added = made("b", [*Scope])
    write_tokens(file, [toml_of(entry), toml_of(added).replace("scopes", "scope")])
    await looked_at(stubs.daemon)
    old_seen = await called(stubs.channel, LIST, b"", bearer(token))
    new_seen = await called(stubs.channel, LIST, b"", bearer(new))
    is_kept = old_seen == "OK" and new_seen.startswith("UNAUTHENTICATED")
    return "the tokens before count, new ones do not" if is_kept else f"{old_seen}, {new_seen}"


async def looked_at(daemon: Daemon) -> None:
    """Wait until the daemon has looked at its token file."""
    started = time.monotonic()
    async with asyncio.timeout(10):
        while True:
            since_s = time.monotonic() - started
            age = re.search(
                r'^pacts_task_age_seconds{task="tokens"} (\S+)',
                await body(daemon, "/metrics"),
                re.MULTILINE,
            )
            assert age is not None
            if float(age[1]) < since_s:
                return
            await asyncio.sleep(0.05)
