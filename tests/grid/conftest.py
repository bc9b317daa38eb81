"""A grid, and a daemon that can reach neither its hub nor its node nor the shop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from selenium.webdriver import Remote
from selenium.webdriver.remote.webdriver import WebDriver

import pacts
from pacts.selenium import Session
from tests.browsers.drivers import chrome_options, quitting
from tests.client.runners.shop import FIRST, Shop
from tests.client.runners.shop import serving as serving_shop
from tests.grid.running import Grid, running_grid
from tests.support.daemons.processes import Serving, serving

_APPS = count(1)


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    with running_grid(tmp_path_factory.mktemp("grid")) as grid:
        yield grid


@pytest.fixture(scope="session")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A daemon in a network of its own, which has nothing in it: a socket leads to it."""
    folder = tmp_path_factory.mktemp("daemon")
    socket = str(folder / "pacts.sock")
    with serving(folder, "network", PACTS_GRPC_UNIX_SOCKET=socket) as daemon:
        assert _network_of(daemon.process.pid) != _network_of(os.getpid())
        yield daemon


def _network_of(pid: int) -> str:
    return str(Path(f"/proc/{pid}/ns/net").readlink())


@pytest.fixture(scope="session")
def driver(grid: Grid) -> Iterator[WebDriver]:
    """A driver that knows only the hub, of a browser that has no port for debugging."""
    options = chrome_options()
    options.add_argument("--remote-debugging-pipe")
    with quitting(Remote(grid.url, options=options)) as driver:
        yield driver


@pytest.fixture(scope="session")
def served() -> Iterator[Shop]:
    with serving_shop() as shop:
        yield shop


@pytest.fixture
def shop(served: Shop) -> Shop:
    served.page = FIRST
    return served


@pytest.fixture
def session(daemon: Serving) -> Iterator[Session]:
    with pacts.Client(daemon.address) as client:
        yield Session(f"shop-{next(_APPS)}", "test", client=client, wait_s=2.0)
