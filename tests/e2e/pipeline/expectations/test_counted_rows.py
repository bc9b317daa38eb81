"""How many rows there are, on pages with a table, with none, and with a list in its place."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAVIGATION = "<nav><ul><li><a href=#a>Home</a><li><a href=#b>Mail</a></ul></nav>"
EMPTY = {
    "table without a row": "<ul><li>Tip</ul><table><tr><th>Name<tbody></table>",
    "nothing beside the navigation": NAVIGATION + "<p>No mails</p>",
}
OTHERS = {
    "list": NAVIGATION + "<ul><li>Invoice May<li>Invoice June</ul>",
    "articles": "<article><h2>Invoice May</h2></article><article><h2>June</h2></article>",
}


@pytest.mark.parametrize("form", EMPTY)
async def test_page_without_rows_has_none(bench: Bench, form: str) -> None:
    result = await bench.on(EMPTY[form], claim("count", "rows", "0"))

    assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize("form", OTHERS)
@pytest.mark.parametrize("expected", ["0", "2", "5"])
async def test_rows_of_what_is_no_table_are_not_clear(
    bench: Bench, form: str, expected: str
) -> None:
    result = await bench.on(OTHERS[form], claim("count", "rows", expected), wait_s=0.5)

    assert failure_class(result) == "ambiguous"
