"""Each expectation, where it holds and where it does not."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last, planned
from tests.e2e.pipeline.expectations.looking import carried_out, looked

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = """
<script>document.title = "Orders - Shop"</script>
<h1>Your orders</h1>
<p role=status aria-label=Notice>Saved at  noon</p>
<p>Total: <b>41</b> EUR</p>
<a href="#">Signed in as Bob</a>
<button>Save</button> <button>Save as draft</button> <button disabled>Pay</button>
<button aria-label="Remove hat"><svg width=9 height=9></svg></button>
<label>Email <input value="ada@example.org"></label>
<label>Empty <input></label>
<label>City <select><option value=p>Paris<option value=r selected>Rome</select></label>
<label><input type=checkbox checked> Newsletter</label>
<label><input type=checkbox> Terms</label>
<div role=switch aria-checked=true tabindex=0 aria-label="Dark mode">on</div>
<div role=tablist>
<button role=tab aria-selected=true>Open</button><button role=tab>Closed</button></div>
<div role=dialog aria-label="Old dialog" hidden>Bye</div>
<ul aria-label="Cart"><li>Hat <button>Edit</button><li>Scarf <button>Edit</button></ul>
<table><caption>People</caption><tr><th>Name<tbody><tr><td>Ada<tr><td>Bob<tr><td>Eve</table>
<table><caption>Bills</caption><tr><td>A-1<td>Ada<td>4.50 EUR<td>
<select aria-label=State><option>New<option selected>Paid</select>
<tr><td>A-2<td>Bob<td>1,200 EUR<td><span hidden>Late</span> <button>Remind</button></table>
<p class=err>The two fields differ.</p>
<div class="product-card">A</div><div class="product-card">B</div><ul aria-label="Wishes"></ul>
"""

HOLDS = [
    claim("visible", "Save button"),
    claim("visible", "Save", is_exact=True),
    claim("visible", "Remove hat", is_exact=True),
    claim("visible", "Saved at noon", is_exact=True),
    claim("visible", "Total: 41", is_exact=True),
    claim("visible", "Bob", is_exact=True),
    claim("visible", "Edit button"),
    claim("visible", "Hat", is_exact=True, scope="Cart"),
    claim("not_visible", "Old dialog"),
    claim("not_visible", "Delete button"),
    claim("not_visible", "Bye", is_exact=True),
    claim("not_visible", "Scarf", is_exact=True, scope="People table"),
    claim("gone", "Delete button"),
    claim("gone", "Old dialog"),
    claim("gone", "item", scope="Wishes"),
    claim("gone", "item", scope="Wish list"),
    claim("gone", "Delete buttons"),
    claim("gone", "wish card"),
    claim("not_visible", "item", scope="Wishes"),
    claim("text", "Notice", "Saved at noon"),
    claim("text", "Email", "ada@example.org"),
    claim("text", "City", "Rome"),
    claim("text", "", "Total: 41"),
    claim("text", "row of A-1", "4.50 EUR"),
    claim("text", "row of A-1", "4.50"),
    claim("text", "row of A-1", "Paid"),
    claim("not_visible", "Paris", is_exact=True),
    claim("visible", "Rome", is_exact=True),
    claim("not_contains", "row of A-1", "New"),
    claim("text", "row of A-2", "1,200 EUR"),
    claim("text", "Bills table", "1,200 EUR"),
    claim("text", "Ada row", "Ada", scope="People table"),
    claim("contains", "", "41 EUR"),
    claim("contains", "Cart", "Scarf"),
    claim("contains", "title", "Shop"),
    claim("contains", "Your orders", is_exact=True),
    claim("not_contains", "", "Deleted"),
    claim("not_contains", "Cart", "Gloves"),
    claim("value", "Email", "ada@example.org"),
    claim("value", "Empty", ""),
    claim("value", "City", "Rome"),
    claim("value", "City", "r"),
    claim("url", "", "/page/*"),
    claim("title", "", "Orders - Shop"),
    claim("title", "", "Orders", is_part=True),
    claim("enabled", "Save button"),
    claim("disabled", "Pay"),
    claim("checked", "Newsletter"),
    claim("checked", "Dark mode"),
    claim("unchecked", "Terms"),
    claim("count", "rows", "3", scope="People table"),
    claim("count", "rows", "at least 2"),
    claim("count", "Edit buttons", "2"),
    claim("count", "Edit", "2", is_exact=True),
    claim("count", "items", "two", scope="Cart"),
    claim("count", "product cards", "2"),
    claim("count", "Delete buttons", "0"),
    claim("count", "people", "3"),
    claim("selected", "Open tab"),
    claim("selected", "City", "Rome"),
    claim("selected", "Rome", is_exact=True, scope="City"),
    claim("selected", "Paid", is_exact=True, scope="row of A-1"),
    claim("text", "error", "The two fields differ."),
    claim("text", "success message", "The two fields differ."),
]
FAILS = [
    (claim("visible", "Delete button"), "not_found"),
    (claim("visible", "Delete", is_exact=True), "not_found"),
    (claim("visible", "Sav", is_exact=True), "not_found"),
    (claim("visible", "Save as", is_exact=True), "not_found"),
    (claim("visible", "Total: 4", is_exact=True), "not_found"),
    (claim("visible", "save", is_exact=True), "text_changed"),
    (claim("visible", "Bye", is_exact=True), "hidden"),
    (claim("visible", "Old dialog"), "hidden"),
    (claim("visible", "Hat", is_exact=True, scope="People table"), "not_found"),
    (claim("not_visible", "Save button"), "assertion"),
    (claim("not_visible", "Edit button"), "ambiguous"),
    (claim("not_visible", "Saved at noon", is_exact=True), "assertion"),
    (claim("not_visible", "Scarf", is_exact=True, scope="Cart"), "assertion"),
    (claim("not_visible", "Scarf", is_exact=True, scope="Wish list"), "assertion"),
    (claim("gone", "Save button"), "assertion"),
    (claim("gone", "item", scope="Cart"), "ambiguous"),
    (claim("gone", "items", scope="Cart"), "ambiguous"),
    (claim("gone", "item", scope="People table"), "ambiguous"),
    (claim("gone", "row", scope="People table"), "ambiguous"),
    (claim("gone", "product card"), "ambiguous"),
    (claim("gone", "Edit buttons"), "ambiguous"),
    (claim("gone", "Pay buttons"), "assertion"),
    (claim("not_visible", "item", scope="Cart"), "ambiguous"),
    (claim("not_visible", "product cards"), "ambiguous"),
    (claim("text", "Notice", "Saved at"), "assertion"),
    (claim("text", "Email", "bob@example.org"), "assertion"),
    (claim("text", "", "Sav"), "assertion"),
    (claim("text", "error", "The two fields"), "not_found"),
    (claim("text", "notice", "The two fields differ."), "assertion"),
    (claim("selected", "New", is_exact=True, scope="row of A-1"), "assertion"),
    (claim("not_visible", "rows", scope="Wish list"), "not_found"),
    (claim("text", "row of A-1", "1,200 EUR"), "assertion"),
    (claim("visible", "Paris", is_exact=True), "hidden"),
    (claim("contains", "row of A-1", "New"), "assertion"),
    (claim("text", "row of A-1", "50"), "assertion"),
    (claim("text", "row of A-1", "New"), "assertion"),
    (claim("text", "row of A-2", "200 EUR"), "assertion"),
    (claim("text", "row of A-2", "Late"), "assertion"),
    (claim("text", "row of A-2", "Rem"), "assertion"),
    (claim("visible", "200 EUR", is_exact=True), "not_found"),
    (claim("visible", "4", is_exact=True), "not_found"),
    (claim("contains", "", "42 EUR"), "assertion"),
    (claim("contains", "Cart", "Gloves"), "assertion"),
    (claim("contains", "Wish list", "Hat"), "not_found"),
    (claim("contains", "Cart", ""), "assertion"),
    (claim("not_contains", "", "Saved"), "assertion"),
    (claim("not_contains", "Cart", "Hat"), "assertion"),
    (claim("not_contains", "Wish list", "Hat"), "not_found"),
    (claim("not_contains", "", "Hat", scope="Wish list"), "not_found"),
    (claim("value", "Email", "ada"), "assertion"),
    (claim("value", "Email", ""), "assertion"),
    (claim("value", "City", "Paris"), "assertion"),
    (claim("url", "", "/orders"), "assertion"),
    (claim("title", "", "Orders"), "assertion"),
    (claim("title", "", "Invoices", is_part=True), "assertion"),
    (claim("enabled", "Pay"), "assertion"),
    (claim("enabled", "Delete button"), "not_found"),
    (claim("disabled", "Save button"), "assertion"),
    (claim("disabled", "Delete button"), "not_found"),
    (claim("checked", "Terms"), "assertion"),
    (claim("checked", "Save button"), "not_a_box"),
    (claim("unchecked", "Newsletter"), "assertion"),
    (claim("unchecked", "Dark mode"), "assertion"),
    (claim("count", "rows", "4", scope="People table"), "assertion"),
    (claim("count", "Edit buttons", "1"), "assertion"),
    (claim("count", "Edit buttons", "0"), "assertion"),
    (claim("count", "items", "0", scope="Cart"), "assertion"),
    (claim("count", "product cards", "0"), "assertion"),
    (claim("count", "pets", "0"), "ambiguous"),
    (claim("count", "rows", "more than 5"), "assertion"),
    (claim("focused", "Email"), "assertion"),
    (claim("selected", "Closed tab"), "assertion"),
    (claim("selected", "City", "Paris"), "assertion"),
]


def said(action: PlannedAction) -> str:
    marks = '"' if action.is_exact else ""
    name = f"{marks}{action.element}{marks}"
    return " ".join(str(x) for x in (action.assertion, name, action.scope, action.value) if x)


@pytest.mark.parametrize("expected", HOLDS, ids=said)
async def test_expectation_that_holds_passes(bench: Bench, expected: PlannedAction) -> None:
    result = await looked(bench, PAGE, expected)

    assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize(
    ("expected", "kind"), FAILS, ids=lambda v: v if isinstance(v, str) else said(v)
)
async def test_expectation_that_does_not_hold_fails(
    bench: Bench, expected: PlannedAction, kind: str
) -> None:
    result = await looked(bench, PAGE, expected, kind=kind)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, kind), last(result).failure
    failure = last(result).failure
    assert failure is not None
    assert failure.url.startswith("http")
    assert failure.message
    assert last(result).screenshots


async def test_record_of_another_form_is_gone_only_when_no_record_has_its_key(bench: Bench) -> None:
    asked = [
        ("row of {}", 'Verify that the row of "{}" is gone', False),
        ("{} row", 'Verify that the "{}" row is gone', True),
    ]
    for element, sentence, is_exact in asked:
        verdicts = []
        for name, kind in (("Scarf", "assertion"), ("Gloves", "")):
            gone = claim("gone", element.format(name), is_exact=is_exact)
            case = planned(do("goto", value=bench.site.page(PAGE)), gone)
            told = {"sentence": Sentence(text=sentence.format(name))}
            steps = (case.steps[0], case.steps[1].model_copy(update=told))
            told_so = case.model_copy(update={"steps": steps})
            result = await carried_out(bench, told_so, kind)
            verdicts.append((result.verdict, failure_class(result)))
        assert verdicts == [(Verdict.FAIL, "assertion"), (Verdict.PASS, "")], element
