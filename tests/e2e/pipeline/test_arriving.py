"""An address that a page's own script goes to once its server has answered."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, do

pytestmark = pytest.mark.asyncio(loop_scope="session")

ONE_PAGE = """<button onclick="go()">Save</button><main></main><script>
const go = async () => {{
  await fetch('{slow}');
  history.pushState(null, '', '/saved');
  document.querySelector('main').innerHTML = '<button>Next</button>';
}}</script>"""


async def test_element_after_an_answer_is_asked_for_at_the_address_that_it_leads_to(
    bench: Bench,
) -> None:
    page = ONE_PAGE.format(slow=bench.site.slow(0.4))
    for _ in range(2):
        result = await bench.on(page, do("click", "Save"), do("click", "Next"))
        assert result.verdict is Verdict.UNVERIFIED, result
        lookups = result.steps[-1].lookups
        assert [lookup.page for lookup in lookups] == [bench.site.url("/saved")]
    assert [lookup.is_hit for lookup in lookups] == [True]


async def test_request_that_is_never_answered_holds_an_action_up_for_a_moment_only(
    bench: Bench,
) -> None:
    page = ONE_PAGE.format(slow=bench.site.slow(30)) + "<button>Other</button>"
    result = await bench.on(page, do("click", "Save"), do("click", "Other"))

    assert result.verdict is Verdict.UNVERIFIED, result
    assert 1.5 < result.steps[1].elapsed_s < 10
