from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.shop import serving as shop_serving
from tests.client.conftest import Cli, cli_of, serving
from tests.pom.learning import Learned, learn


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    """A daemon that knows the checkout of the shop, while the shop is served."""
    with (
        shop_serving() as products,
        serving(tmp_path_factory.mktemp("data")) as address,
    ):
        yield learn(address, products.replace("products", "checkout"))


@pytest.fixture(scope="session")
def cli(learned: Learned) -> Cli:
    return cli_of(learned.address)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "pages"
