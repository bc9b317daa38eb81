"""A Selenium Grid: its hub and a node with the browser, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.browsers.drivers import found
from tests.support.backends.servers import free_port

JARS = Path(__file__).parents[2] / ".tools" / "grid"
MAIN = "org.openqa.selenium.grid.Bootstrap"
SESSIONS = 2
_START_S = 120


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid that is ready.

    Attributes:
        url: of the hub, which is all that a suite knows.
        node: URL of the node, as the hub has it.
    """

    url: str
    node: str

    def sessions(self) -> dict[str, str]:
        """Return the sessions that run, as the hub tells them: id to URL of the node."""
        return {
            slot["session"]["sessionId"]: node["uri"]
            for node in _status(self.url)["nodes"]
            for slot in node["slots"]
            if slot["session"]
        }


@contextmanager
def running_grid(logs: Path) -> Iterator[Grid]:
    """Run a hub and a node of Chromium while the block runs."""
    hub, node, publish, subscribe = (free_port() for _ in range(4))
    url, of_node = f"http://127.0.0.1:{hub}", f"http://127.0.0.1:{node}"
    bus = (
        *("--publish-events", f"tcp://127.0.0.1:{publish}"),
        *("--subscribe-events", f"tcp://127.0.0.1:{subscribe}"),
    )
    with (
        _java(logs / "hub.log", "hub", "--port", str(hub), *bus),
        _java(logs / "node.log", "node", "--port", str(node), "--hub", url, *bus, *_chromium()),
    ):
        _wait_for(url, logs)
        yield Grid(url, of_node)


def _chromium() -> tuple[str, ...]:
    return (
        *("--detect-drivers", "false", "--driver-configuration", "display-name=Chromium"),
        *(f"max-sessions={SESSIONS}", 'stereotype={"browserName": "chrome"}'),
        f"webdriver-executable={found('chromedriver', 'Debian: chromium-driver')}",
    )


@contextmanager
def _java(log: Path, *arguments: str) -> Iterator[None]:
    jars = sorted(map(str, JARS.glob("*.jar")))
    assert jars, f"no Selenium Grid in {JARS}: `make grid` gets it"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            ["java", "-cp", ":".join(jars), MAIN, *arguments, "--host", "127.0.0.1"],
            stdout=output,
            stderr=output,
        ) as process,
    ):
        try:
            yield
        finally:
            process.terminate()


def _wait_for(url: str, logs: Path) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        try:
            if _status(url)["ready"]:
                return
        except OSError:
            pass  # it does not listen yet
        time.sleep(0.2)
    said = "\n".join(log.read_text("utf-8") for log in sorted(logs.glob("*.log")))
    raise AssertionError(f"no grid within {_START_S} s: {said}")


def _status(url: str) -> dict[str, Any]:
    with urlopen(f"{url}/status") as answer:  # noqa: S310 - our own
        status: dict[str, Any] = json.load(answer)["value"]
    return status
