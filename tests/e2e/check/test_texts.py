"""What is called by its text alone is known again by it, in the page as on its capture."""

from __future__ import annotations

import pytest

from pacts.v1 import element_pb2 as pb
from tests.e2e.check.conftest import Checks, points

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "All that there is to say of it, " * 9


def item(html: str) -> str:
    return f"<h1>Menu</h1><ul><li>Cold</li><li class=it>{html}</li><li>Warm</li></ul>"


TEXTS = {
    "paragraph": ("<h1>Cart</h1><p class=it>It is on its way</p><p>Other</p>", "It is on its way"),
    "item": (item("Green tea"), "Green tea"),
    "item of parts": (item("Green <b>te</b>a<div>250 g</div>"), "Green tea 250 g"),
    "item with what is hidden": (
        item("Green tea<i hidden>x</i><i style='display:none'>y</i>"), "Green tea"),
    "item with a picture": (item("<img alt=New src=x> Green tea"), "Green tea"),
    "item with an icon": (item("<svg><title>Leaf</title></svg>Green tea"), "Green tea"),
    "item with a script": (item("Green tea<script>1</script><style>b{}</style>"), "Green tea"),
    "span": ("<h1>Bar</h1><div><span class=it onclick='1'>Send</span><span>x</span></div>", "Send"),
    "anchor without an address": ("<h1>Bar</h1><a class=it onclick='1'>Send</a>", "Send"),
    "term": ("<h1>To</h1><dl><dt class=it>Delivery</dt><dd>Soon</dd></dl>", "Delivery"),
    "label of none": ("<h1>Form</h1><label class=it>Remember me</label>", "Remember me"),
    "letters": (item("Grüner&nbsp;Tee 你好 🍵"), "Grüner Tee 你好 🍵"),
    "long paragraph": (f"<h1>Cart</h1><p class=it>{LONG}</p>", LONG.strip()),
    "long link": (f"<h1>Cart</h1><a href=/x class=it>{LONG}</a>", LONG.strip()),
}  # fmt: skip
IT = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value=".it")


@pytest.mark.parametrize(("html", "name"), TEXTS.values(), ids=TEXTS)
async def test_text_that_stayed_is_right(checks: Checks, html: str, name: str) -> None:
    known = (await checks.known(html, name, pb.ACTION_UNSPECIFIED)).by(IT)

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")


@pytest.mark.parametrize(("html", "name"), TEXTS.values(), ids=TEXTS)
async def test_other_text_by_its_selector_is_another(checks: Checks, html: str, name: str) -> None:
    known = (await checks.known(html, name, pb.ACTION_UNSPECIFIED)).by(IT)
    now = html.replace("class=it", "class=no").replace("</h1>", "</h1><p class=it>Else</p>")

    verified, checked = await checks.verified(known, now), await checks.checked(known, now)

    assert points(verified) == points(checked)
    assert points(checked)[:2] == (1, False)
