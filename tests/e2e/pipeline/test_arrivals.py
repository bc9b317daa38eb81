"""What an action leads to is there before the next one looks for anything."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, last

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_press_at_the_focus_waits_for_the_document_that_it_asks_for(bench: Bench) -> None:
    answer = bench.site.slow(0.3, "<h1>Results</h1>")
    # The page is busy when the key is pressed, so that its form is sent a moment later.
    busy = "setTimeout(() => { const began = Date.now(); while (Date.now() - began < 150); })"
    form = f"<form action='{answer}'><label>Search <input onkeydown='{busy}'></label></form>"

    result = await bench.on(
        form,
        do("fill", "Search", "tea"),
        do("press", value="Enter"),
        claim("visible", "Results heading"),
    )

    assert result.verdict is Verdict.PASS
    asked = [lookup.page.partition("?")[0] for lookup in result.steps[-1].lookups]
    assert asked == [answer]


async def test_press_at_the_focus_in_a_shadow_root_and_a_frame_reaches_it(bench: Bench) -> None:
    told = "onkeydown='parent.document.title += event.key'"
    frame = bench.site.page(f"<label>Code <input {told}></label>")
    body = f"""<iframe name=inner src='{frame}'></iframe><box-field></box-field><script>
      document.title = '';
      customElements.define('box-field', class extends HTMLElement {{
        connectedCallback() {{
          this.attachShadow({{ mode: 'open' }}).innerHTML = "<label>Name <input {told}></label>";
        }}
      }});</script>"""

    result = await bench.on(
        body,
        do("click", "Name"),
        do("press", value="a"),
        do("click", "Code", scope="inner frame"),
        do("press", value="b"),
        claim("title", value="ab"),
        frames={"inner": "inner"},
    )

    assert result.verdict is Verdict.PASS


# Between the question for the focus and the key the field is another one: MediaWiki's search is
# made anew as soon as somebody types.
MADE_ANEW = """<form action="%s"><input name=q aria-label=Search></form><script>
const told = Object.getOwnPropertyDescriptor(Document.prototype, "activeElement");
let left = %s;
Object.defineProperty(document, "activeElement", {get() {
  const at = told.get.call(document);
  if (at?.localName === "input" && at.value && left-- > 0) queueMicrotask(() => {
    const other = at.cloneNode();
    other.value = at.value;
    at.replaceWith(other);
    setTimeout(() => other.focus(), 20);
  });
  return at;
}});
</script>"""


@pytest.mark.parametrize("times", [1, 3])
async def test_press_reaches_the_field_that_took_the_place_of_the_focused_one(
    bench: Bench, times: int
) -> None:
    answer = bench.site.page("<h1>Found</h1>")
    actions = (
        do("fill", "Search", "tea"),
        do("press", value="Enter"),
        claim("visible", "Found heading"),
    )
    result = await bench.on(MADE_ANEW % (answer, times), *actions)
    assert result.verdict is Verdict.PASS, last(result).failure
