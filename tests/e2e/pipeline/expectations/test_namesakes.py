"""Elements of one name of which a page shows one at a time, and names beside others."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

STEPS = "".join(
    f"""<section id=s{at} {"" if at == 1 else "hidden"}><h2>Part {at}</h2>
    <label>Answer {at} <input></label>
    <button onclick="told.textContent += ' {at}'; s{at}.hidden = true; s{at + 1}.hidden = false">
    Next</button></section>"""
    for at in (1, 2, 3)
)
WIZARD = f"<h1>Survey</h1>{STEPS}<section id=s4 hidden>The end</section><p id=told></p>"
NEXT = do("click", "Next button")
TABS = """<button onclick="two.hidden = !(one.hidden = true)">Notices</button>
<div id=one><button onclick="told.textContent = 'one'; one.hidden = {hides}">Save</button></div>
<div id=two hidden><button onclick="told.textContent = 'two'">Save</button></div><p id=told></p>"""
SAVE = do("click", "Save button")


async def test_each_step_of_a_wizard_has_its_own_button_cold_and_warm(bench: Bench) -> None:
    url = bench.site.page(WIZARD, f"/wizard/{bench.settings.app}")
    steps = (do("goto", value=url), NEXT, NEXT, NEXT, claim("visible", "1 2 3", is_exact=True))
    for loop in (1, 2):
        result = await bench.run(*steps, loop=loop, wait_s=5.0)
        assert result.verdict is Verdict.PASS, (loop, last(result).failure)

    assert [lookup.is_hit for step in result.steps for lookup in step.lookups if step.number > 1]
    assert not [one for step in result.steps for one in step.lookups if not one.is_hit]


async def test_button_that_never_was_shown_is_not_replaced_by_its_namesake(bench: Bench) -> None:
    """A dialog that does not open any more is no reason to press what is called so on the page."""
    dialog = "<div id=two role=dialog {}><button onclick=\"told.textContent = 'two'\">Save</button>"
    page = f"<h1>Notes</h1>{{}}{dialog}</div><p id=told></p>"
    beside = "<button onclick=\"told.textContent = 'beside'\">Save</button>"
    url = bench.site.page(page.format("", ""), f"/notes/{bench.settings.app}")
    first = await bench.run(do("goto", value=url), SAVE, claim("visible", "two", is_exact=True))
    assert first.verdict is Verdict.PASS, last(first).failure

    bench.site.page(page.format(beside, "hidden"), f"/notes/{bench.settings.app}")
    result = await bench.run(do("goto", value=url), SAVE, claim("visible", "two", is_exact=True))

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "hidden")


@pytest.mark.parametrize("absent", ["not_visible", "gone"])
async def test_hidden_element_is_not_absent_while_its_namesake_is_shown(
    bench: Bench, absent: str
) -> None:
    url = bench.site.page(TABS.format(hides="false"), f"/tabs/{bench.settings.app}")
    steps = (do("goto", value=url), SAVE, do("click", "Notices button"))
    shown = await bench.run(*steps, claim(absent, "Save button"))
    assert shown.verdict is Verdict.FAIL, shown.steps[-1]

    bench.site.page(TABS.format(hides="true"), f"/tabs/{bench.settings.app}")
    hidden = await bench.run(*steps[:2], claim(absent, "Save button"))
    assert hidden.verdict is Verdict.PASS, last(hidden).failure


async def test_card_is_called_by_its_text_without_the_controls_in_it(bench: Bench) -> None:
    card = """<div class=card draggable=true onclick="told.textContent = 'opened {0}'">{0}
    <button aria-label="Remove {0}">&times;</button></div>"""
    page = f"""<h1>Board</h1><section aria-label=Backlog><h2>Backlog</h2>
    {card.format("Write docs")}{card.format("Fix bug")}</section>
    <button>Fix <b>all</b></button><p id=told></p>"""
    opened = claim("visible", "opened Fix bug", is_exact=True)
    whole = await bench.on(page, do("click", "Fix bug", is_exact=True), opened)
    part = await bench.on(page, do("click", "Fix", is_exact=True), opened)

    assert whole.verdict is Verdict.PASS, last(whole).failure
    assert part.verdict is Verdict.FAIL
