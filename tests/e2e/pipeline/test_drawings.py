"""Labels in a drawing, which lie under the shape that they belong to."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

NODE = """
<g transform="translate(20,{y})"
  onclick="document.querySelector('output').append('clicked {name}')"
  ondblclick="document.querySelector('output').append('opened {name}')"
  oncontextmenu="document.querySelector('output').append('asked {name}')">
  <g><text x=10 y=20>{name}</text></g><rect width=160 height=30 fill="#fdd0a2" opacity=.4 />
  {more}
</g>"""
COVER = "<g><rect width=300 height=300 fill=white opacity=.1 /><text x=220 y=200>Away</text></g>"


def drawing(*names: str, more: str = "", over: str = "") -> str:
    nodes = [NODE.format(name=name, y=10 + 50 * at, more=more) for at, name in enumerate(names)]
    return f"<svg width=300 height=300>{''.join(nodes)}{over}</svg><output></output>"


@pytest.mark.parametrize(
    ("action", "said"),
    [("click", "clicked"), ("double_click", "opened"), ("right_click", "asked")],
)
async def test_label_under_its_shape_takes_the_pointer(
    bench: Bench, action: str, said: str
) -> None:
    result = await bench.on(
        drawing("Scale", "Boiler"),
        do(action, "Boiler", is_exact=True),
        claim("contains", "", f"{said} Boiler"),
        claim("not_contains", "", f"{said} Scale"),
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_label_that_another_shape_covers_is_covered(bench: Bench) -> None:
    result = await bench.on(
        drawing("Scale", over=COVER), do("click", "Scale", is_exact=True), claim("visible", "Scale")
    )

    assert failure_class(result) == "covered", last(result).failure
