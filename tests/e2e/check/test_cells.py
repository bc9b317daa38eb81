"""The check script and VerifySelector call cells and rows alike: by all that is written in them."""

from __future__ import annotations

import pytest

from pacts.v1 import element_pb2 as pb
from tests.e2e.check.conftest import Checks, points

pytestmark = pytest.mark.asyncio(loop_scope="session")

TABLE = "<h1>Cart</h1><table><tr><td>Teapot<td>{}</tr><tr><td>Milk jug<td>8.00 €</tr></table>"
WRITTEN = {
    "a text": "24.00 €",
    "marks in a text": "<b>24</b>.00&nbsp;<i>€</i>",
    "lines": "24.00 €<br>each<p>in stock</p>",
    "a picture": "24.00 <img alt=Euro src=x>",
    "a drawing": "24.00 <svg width=9 height=9><title>Euro</title></svg>",
    "a button": "24.00 € <button>Change</button>",
    "a button that is called otherwise": "24.00 € <button aria-label=Change>x</button>",
    "a field": "24.00 € <input aria-label=Count value=2>",
    "a field by its value": "24.00 € <input type=text value=2> <input type=submit>",
    "a choice": "24.00 € <select><option>One<option>Two</select>",
    "what is not shown": "24.00 € <s style='display:none'>30.00 €</s> <s hidden>31.00 €</s>",
    "what is not read": "24.00 € <span aria-hidden=true>!</span>",
    "what style adds": "<style>.p::after{content:' only'}</style><span class=p>24.00 €</span>",
}


def css(value: str) -> pb.Selector:
    return pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value=value)


@pytest.mark.parametrize("price", WRITTEN.values(), ids=WRITTEN)
async def test_cell_and_row_are_called_by_all_in_them_by_both(checks: Checks, price: str) -> None:
    html = TABLE.format(price)
    row = await checks.known(html, "row of Teapot", pb.ACTION_HOVER)
    cell = await checks.known(f"<table><tr><td>{price}</td></tr></table>", "cell", pb.ACTION_HOVER)
    ways = (
        (row.by(css("tr:nth-child(1)")), html),
        (cell.by(css("td")), f"<table><tr><td>{price}</td></tr></table>"),
    )

    for known, page in ways:
        for now, is_same in ((page, True), (page.replace("24", "25"), False)):
            verified, checked = await checks.verified(known, now), await checks.checked(known, now)
            assert points(verified)[:2] == points(checked)[:2] == (1, is_same), checked.detail
            assert verified.failure_class == checked.failure_class
