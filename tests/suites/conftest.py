from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from suites.serving import free_port
from suites.shop import Shop
from tests.suites.runs import SUITES, Ran, run

PASSWORD = "open-sesame"


@dataclass(frozen=True, slots=True)
class OpenShop:
    """A shop that is served, and what a daemon has learned of it."""

    shop: Shop
    url: str
    data_dir: Path

    async def run(self, requirement: str | Path, *flags: str) -> Ran:
        """Run one of the shop's requirements, or another file, with what was learned before."""
        file = SUITES / "shop/requirements" / requirement
        kept = ("--data-dir", str(self.data_dir))
        return await run(file, self.url, *kept, *flags, SHOP_PASSWORD=PASSWORD)


@pytest.fixture(scope="session")
def shop_port() -> int:
    """The port of every shop, one after the other: what was learned is known by the address."""
    return free_port()


@pytest_asyncio.fixture
async def shop(shop_port: int, tmp_path: Path) -> AsyncIterator[OpenShop]:
    shop = Shop(PASSWORD)
    async with shop.served(shop_port) as url:
        yield OpenShop(shop, url, tmp_path / "data")


@pytest.fixture(scope="session")
def learned(shop_port: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a daemon has learned in a run of the shop's journey that passed."""
    folder = tmp_path_factory.mktemp("learned") / "data"

    async def learn() -> list[str]:
        shop = Shop(PASSWORD)
        async with shop.served(shop_port) as url:
            return (await OpenShop(shop, url, folder).run("journey.md")).not_fine

    assert asyncio.run(learn()) == []
    return folder


@pytest.fixture
def known_shop(shop: OpenShop, learned: Path) -> OpenShop:
    """A shop whose journey has passed."""
    shutil.copytree(learned, shop.data_dir)
    return shop


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder for requirements that a test makes."""
    folder = tmp_path / "written"
    folder.mkdir()
    return folder
