"""Lists that open as one types, whose options are drawn twice or say more than their name."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

# For screen readers a list has a copy that nobody sees; it opens by keys; what was typed is marked.
LOOKUP = """<p id=told></p>
<div style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">
  <div role=listbox id=copy></div></div>
<label>Parent <input role=combobox aria-autocomplete=list aria-controls=copy
  onkeydown="setTimeout(() => offer(this.value))" onclick="offer(this.value)"></label>
<div role=listbox id=list></div>
<script>
const all = ["Burlington Textiles", "New Burlington Mills", "Mills"];
function offer(typed) {
  const drawn = name => name.replace(new RegExp(typed || "$", "i"), "<strong>$&</strong>");
  const html = all.filter(name => name.toLowerCase().includes(typed.toLowerCase())).map(name =>
    `<div role=option onclick="told.textContent = 'chose ${name}'">
      <svg role=img aria-label=Account width=9 height=9></svg>
      <span>${drawn(name)}</span><small>Ada</small></div>`).join("");
  list.innerHTML = html;
  copy.innerHTML = html.replaceAll("chose", "chose the copy of");
}
</script>"""


@pytest.mark.parametrize("name", ["Burlington Textiles", "Mills"])
async def test_option_that_says_more_is_chosen_by_the_part_that_is_its_name(
    bench: Bench, name: str
) -> None:
    chosen = claim("visible", f"chose {name}", is_exact=True)
    result = await bench.on(
        LOOKUP, do("fill", "Parent field", "mill" if name == "Mills" else "burl"),
        do("select", "Parent field", name), chosen,
    )  # fmt: skip

    assert result.verdict is Verdict.PASS, last(result)


async def test_option_of_which_a_part_is_only_marked_is_not_chosen(bench: Bench) -> None:
    page = LOOKUP.replace(', "Mills"]', "]")
    result = await bench.on(
        page, do("fill", "Parent field", "mills"), do("select", "Parent field", "Mills")
    )

    assert failure_class(result) == "not_found"
