"""What scripts/image-check.sh asserts of the images, and prints with ``-s``."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from contextlib import suppress
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
import yaml

from pacts import AsyncClient, BrowserUnavailableError, ElementQuery, Found, PageAccess
from tests.architecture.sources import ROOT
from tests.image.conftest import Daemon, await_answer, daemon_of, tell
from tests.image.container import Container, Image, running
from tests.support.backends.servers import free_port
from tests.support.pages.site import Site

in_session = pytest.mark.asyncio(loop_scope="session")
MAX_MB = {"pacts": 950, "pacts-slim": 350}
LEFT_BEHIND = (
    "opt/uv",
    "src",
    "run/secrets/ca",
    "tmp/ca.pem",
    "usr/bin/gcc",
    "usr/local/bin/cargo",
)
PAGE = "<main><h1>Shop</h1><button id=order>Place order</button></main>"
# The daemon as PID 1, under the name that a container's start is told by.
NO_INIT = (
    "python3", "-c",
    "from ctypes import CDLL; from pacts_daemon.cli.main import run; "
    "CDLL(None).prctl(15, b'tini'); run()",
)  # fmt: skip
each_image = pytest.mark.parametrize("name", MAX_MB)


@each_image
def test_image_is_small_and_has_nothing_of_its_build(built: dict[str, Image], name: str) -> None:
    image = built[name]
    tell(f"{name}: {image.size_mb:.0f} MB, user {image.config['User']}")
    assert image.size_mb < MAX_MB[name]
    assert [path for path in LEFT_BEHIND if (image.root / path).exists()] == []


@each_image
def test_image_says_how_it_is_run(built: dict[str, Image], name: str) -> None:
    config = built[name].config
    user, _, group = config["User"].partition(":")
    assert int(user) > 0 < int(group)
    assert config["Entrypoint"][:2] == ["tini", "--"]
    assert config["Healthcheck"]["Test"] == ["CMD", "pacts", "doctor", "--ready"]
    assert (config["StopSignal"], set(config["Volumes"])) == ("SIGTERM", {"/var/lib/pacts"})
    labels = config["Labels"]
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert len(labels["org.opencontainers.image.revision"]) == 40


@pytest.mark.parametrize("daemon", ["full", "slim"])
def test_container_is_confined(request: pytest.FixtureRequest, daemon: str) -> None:
    of: Daemon = request.getfixturevalue(daemon)
    container, status = of.container, of.container.status()
    tell(f"{container.image.name}: ready after {of.start_s:.1f} s")
    assert (status["Name"], status["NSpid"].split()[-1]) == ("tini", "1")
    assert set(status["Uid"].split()) == {"10001"}
    assert (int(status["CapEff"], 16), int(status["CapBnd"], 16), status["NoNewPrivs"]) == (
        0,
        0,
        "1",
    )
    written = container.run("touch", "/opt/pacts/x", user="0")
    assert "Read-only file system" in written.stderr


@pytest.mark.parametrize("daemon", ["full", "slim"])
def test_health_check_tells_a_daemon_from_none(request: pytest.FixtureRequest, daemon: str) -> None:
    container: Container = request.getfixturevalue(daemon).container
    check = container.image.config["Healthcheck"]["Test"][1:]
    since = time.monotonic()
    healthy = container.run(*check)
    tell(f"HEALTHCHECK: {healthy.stdout.strip()}, {time.monotonic() - since:.1f} s")
    assert (healthy.returncode, healthy.stdout) == (0, "ready\n")
    nobody = container.run("env", "PACTS_MANAGEMENT_PORT=1", *check)
    assert nobody.returncode == 3


async def found(daemon: Daemon, url: str, cdp: str = "") -> Found:
    async with AsyncClient(daemon.address, timeout_s=30) as client:
        query = ElementQuery("image", daemon.container.image.name, url, "Place order")
        answer = await client.get_selector(query, access=PageAccess(url, cdp))
    assert isinstance(answer, Found)
    return answer


async def zombies_of_a_killed_browser(daemon: Daemon) -> list[str]:
    """Kill every process of the daemon's browser; return the names of those that nobody reaped."""
    before = daemon.container.processes()
    browsers = [pid for pid, (name, _) in before.items() if name.startswith("chrom")]
    assert len(browsers) > 2
    for pid in browsers:
        with suppress(ProcessLookupError):  # with its parent
            os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(1)
    zombies = [name for name, state in daemon.container.processes().values() if state == "Z"]
    tell(f"browser killed ({len(browsers)} processes): {len(zombies)} zombies")
    return zombies


@in_session
async def test_full_image_discovers_and_reaps_a_killed_browser(full: Daemon, site: Site) -> None:
    since = time.monotonic()
    first = await found(full, site.page(PAGE))
    tell(f"first discovery: {time.monotonic() - since:.1f} s, {first.selectors[0].value}")
    assert await zombies_of_a_killed_browser(full) == []
    assert (await found(full, site.page(PAGE))).source == "discovery"


@in_session
async def test_daemon_that_is_pid_1_itself_leaves_zombies(
    built: dict[str, Image], site: Site
) -> None:
    image = built["pacts"]
    with daemon_of(image, NO_INIT + tuple(image.config["Cmd"])) as daemon:
        await found(daemon, site.page(PAGE))
        assert await zombies_of_a_killed_browser(daemon) != []


@in_session
async def test_slim_image_discovers_in_the_browser_that_compose_puts_beside_it(
    built: dict[str, Image], slim: Daemon, site: Site
) -> None:
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"][
        "browser"
    ]
    port, url = free_port(), site.page(PAGE)
    words = [*service["entrypoint"], *service["command"]]
    command = tuple(word.replace("9222", str(port)) for word in words)
    with running(built["pacts"], command) as browser:
        await asyncio.to_thread(await_answer, f"http://127.0.0.1:{port}/json/version")
        opened = Request(f"http://127.0.0.1:{port}/json/new?{quote(url)}", method="PUT")
        await asyncio.to_thread(urlopen, opened, None, 10)
        assert (await found(slim, url, f"http://127.0.0.1:{port}")).source == "discovery"
        assert browser.status()["NoNewPrivs"] == "1"


@in_session
async def test_slim_image_without_a_browser_says_so(slim: Daemon, site: Site) -> None:
    with pytest.raises(BrowserUnavailableError, match="no browser was found"):
        await found(slim, site.page(PAGE))
    checked = slim.container.run("pacts", "doctor", "--json")
    states = {check["name"]: check["state"] for check in json.loads(checked.stdout)["checks"]}
    assert (checked.returncode, states["browser"]) == (1, "missing")
    assert checked.stderr == ""


@each_image
def test_container_told_to_stop_ends_by_itself(built: dict[str, Image], name: str) -> None:
    with daemon_of(built[name]) as daemon:
        since = time.monotonic()
        assert daemon.container.signal(signal.SIGTERM) == 0
        tell(f"SIGTERM: ended after {time.monotonic() - since:.1f} s")
