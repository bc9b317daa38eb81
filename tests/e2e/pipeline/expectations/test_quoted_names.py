"""Quoted texts among records whose names contain one another."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, failure_class, last
from tests.e2e.pipeline.expectations.looking import looked

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What names a record, in forms of list.
NAMED_BY = {
    "cells": "<table><tr><th>Product<th>Price<tbody>{}</table>",
    "links": "<ul>{}</ul>",
    "items": "<ul>{}</ul>",
    "headings": "<main>{}</main>",
}
RECORD = {
    "cells": "<tr><td><input type=checkbox><td>{}<td>4.50<td><button>Add</button>",
    "links": "<li><a href=#x>{}</a><p>Fine</p>",
    "items": "<li>{} <button>Add</button>",
    "headings": "<article><h3>{}</h3><p>Six tins</p></article>",
}


@pytest.mark.parametrize("form", NAMED_BY)
async def test_quoted_text_is_no_part_of_what_a_record_is_called(bench: Bench, form: str) -> None:
    names = ("Green tea sampler", "Jasmine green tea", "Black tea, 50 g", "2 Honey")
    page = NAMED_BY[form].format("".join(RECORD[form].format(name) for name in names))

    result = await looked(
        bench,
        page,
        claim("gone", "Green tea", is_exact=True),
        claim("not_visible", "green tea", is_exact=True),
        claim("visible", "Green tea sampler", is_exact=True),
        claim("visible", "Black tea", is_exact=True),
        claim("visible", "Honey", is_exact=True),
    )
    turned = await looked(bench, page, claim("gone", "Black tea", is_exact=True), kind="assertion")

    assert result.verdict is Verdict.PASS, last(result).failure
    assert failure_class(turned) == "assertion"


@pytest.mark.parametrize("name", ["Green tea sampler", "Glass of Green tea"])
async def test_quoted_text_that_is_only_a_part_of_a_name_is_not_visible(
    bench: Bench, name: str
) -> None:
    page = f"<ul>{RECORD['links'].format(name)}{RECORD['links'].format('Honey')}</ul>"

    result = await looked(
        bench, page, claim("visible", "Green tea", is_exact=True), kind="not_found"
    )

    assert result.verdict is Verdict.FAIL


async def test_quoted_text_within_a_sentence_is_shown(bench: Bench) -> None:
    page = "<ul><li>We have sent the Green tea to you.</ul><h1>Thank you for the Green tea</h1>"

    result = await looked(bench, page, claim("visible", "Green tea", is_exact=True))
    turned = await looked(bench, page, claim("gone", "Green tea", is_exact=True), kind="assertion")

    assert result.verdict is Verdict.PASS, last(result).failure
    assert failure_class(turned) == "assertion"
