"""Names with a badge or a second line right beside them, which markup alone parts."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

BESIDE = {
    "line of a link": "<ul><li><a href=#x><span>{} <span class=sub>To: Ann</span></span></a></ul>",
    "badge in a cell": "<table><tr><td>{} <span class=badge>New</span><td>4.50</table>",
    "small of a heading": "<article><h3>{} <small>Six tins</small></h3><p>Fine</p></article>",
}
STRESSED = {
    "word of a link": "<ul><li><a href=#x>{} <b>sampler</b></a></ul>",
    "word of a cell": "<table><tr><td>{} <mark>sampler</mark><td>4.50</table>",
    "word of a heading": "<article><h3>{} <em>sampler</em></h3><p>Fine</p></article>",
    "found word": "<ul><li><a href=#x>{} <span class='highlight'>sampler</span></a></ul>",
}


@pytest.mark.parametrize("form", BESIDE)
@pytest.mark.parametrize("assertion", ["gone", "not_visible"])
async def test_name_with_something_beside_it_is_not_gone(
    bench: Bench, form: str, assertion: str
) -> None:
    page = BESIDE[form].format("Green tea")

    shown = await bench.on(page, claim("visible", "Green tea", is_exact=True))
    absent = await bench.on(page, claim(assertion, "Green tea", is_exact=True), wait_s=0.5)

    assert shown.verdict is Verdict.PASS, last(shown).failure
    assert failure_class(absent) == "assertion"


@pytest.mark.parametrize("form", STRESSED)
async def test_name_whose_last_word_is_stressed_is_one_name(bench: Bench, form: str) -> None:
    page = STRESSED[form].format("Green tea")

    result = await bench.on(page, claim("gone", "Green tea", is_exact=True))

    assert result.verdict is Verdict.PASS, last(result).failure
