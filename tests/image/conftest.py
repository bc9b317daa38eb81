"""The images that scripts/image-check.sh built; this is no suite of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.image.container import Container, Image, images, running
from tests.support.backends.servers import free_port


@dataclass
class Daemon:
    """A daemon in a container, and how long it took to be ready."""

    container: Container
    address: str
    start_s: float


@pytest.fixture(scope="session")
def built() -> dict[str, Image]:
    return images(Path(os.environ["PACTS_TEST_IMAGES"]))


@contextmanager
def daemon_of(image: Image, command: tuple[str, ...] = ()) -> Iterator[Daemon]:
    port, management = free_port(), free_port()
    ports = {"PACTS_GRPC_PORT": str(port), "PACTS_MANAGEMENT_PORT": str(management)}
    since = time.monotonic()
    with running(image, command, **ports) as container:
        await_answer(f"http://127.0.0.1:{management}/readyz")
        yield Daemon(container, f"127.0.0.1:{port}", time.monotonic() - since)


@pytest.fixture(scope="module")
def full(built: dict[str, Image]) -> Iterator[Daemon]:
    with daemon_of(built["pacts"]) as daemon:
        yield daemon


@pytest.fixture(scope="module")
def slim(built: dict[str, Image]) -> Iterator[Daemon]:
    with daemon_of(built["pacts-slim"]) as daemon:
        yield daemon


def tell(text: str) -> None:
    """Print a measurement, which ``pytest -s`` shows."""
    sys.stdout.write(f"\n{text}\n")


def await_answer(url: str) -> None:
    """Wait for a server to answer a GET with 200."""
    until = time.monotonic() + 60
    while not _answers(url):
        assert time.monotonic() < until, f"{url} does not answer after a minute"
        time.sleep(0.02)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:  # noqa: S310
            return response.status == HTTPStatus.OK
    except OSError:
        return False
