"""Ten workers at a time against one daemon: each gets what is its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.client.conftest import serving
from tests.suites.conftest import PASSWORD, OpenShop
from tests.suites.runs import SUITES, Ran, run

pytestmark = pytest.mark.long

WORKERS = 10


async def test_ten_workers_on_one_daemon_do_not_cross_talk(
    shop: OpenShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = SUITES / "shop/requirements/totals.yaml"

    async def at_a_time(workers: int) -> Ran:
        flags = ("--address", address, "--loops", "2", "--parallel", str(workers))
        return await run(file, shop.url, *flags, SHOP_PASSWORD=PASSWORD)

    with serving(tmp_path / "one") as address:
        alone = await at_a_time(1)
    with serving(tmp_path / "ten") as address:
        together = await at_a_time(WORKERS)

    assert alone.not_fine == together.not_fine == []
    assert {one for all_ in together.verdicts.values() for one in all_} == {Verdict.PASS}
    assert together.misses(2) == []
    seconds = [ran.result.elapsed_s for ran in (alone, together)]
    with capsys.disabled():
        print(  # noqa: T201
            f"\n10 cases twice: {seconds[0]:.0f} s one by one, {seconds[1]:.0f} s by ten workers"
        )
