"""One class for a page, whatever it was read from."""

from collections.abc import Callable

import pytest

from pacts_daemon import _drift_core as core
from tests.support.pages.captures import capture_of

BUTTON = "/html[1]/body[1]/main[1]/button[1]"
CART = "<main><h1>Cart</h1><button class=a {attribute}=checkout>Pay</button></main><p>Help</p>"
LATER = (
    "<main><section><h1>Cart</h1></section><button class=a {attribute}=checkout>Go on</button>"
    "</main><p>Help</p>"
)
# What a browser answers for <main><p hidden>Old</p><button data-e2e="pay">Pay</button></main>.
SNAPSHOT = (
    b'{"documents":[{"nodes":{"parentIndex":[-1,0,1,2,3,4,3,6],"nodeType":[9,1,1,1,1,3,1,3],'
    b'"nodeName":[1,2,3,4,5,8,6,8],"nodeValue":[-1,-1,-1,-1,-1,9,-1,10],'
    b'"attributes":[[],[],[],[],[11,0],[],[12,13],[]]}}],'
    b'"strings":["","#document","HTML","BODY","MAIN","P","BUTTON","","#text","Old","Pay",'
    b'"hidden","data-e2e","pay"]}'
)


def page_in_pair(attribute: str, test_ids: list[str] | None) -> core.PagePair:
    pages = (html.format(attribute=attribute).encode() for html in (CART, LATER))
    return core.PagePair(*(core.Page.from_html(html, test_ids=test_ids) for html in pages))


def pair_from_html(attribute: str, test_ids: list[str] | None) -> core.PagePair:
    old, new = (html.format(attribute=attribute).encode() for html in (CART, LATER))
    return core.PagePair.from_html(old, new, test_ids=test_ids)


@pytest.mark.parametrize("paired", [page_in_pair, pair_from_html])
@pytest.mark.parametrize(
    ("attribute", "outcome"),
    [("data-e2e", core.HealOutcome.CHANGED), ("data-testid", core.HealOutcome.ABSENT)],
)
def test_heal_with_configured_test_ids_counts_those_alone(
    paired: Callable[[str, list[str] | None], core.PagePair],
    attribute: str,
    outcome: core.HealOutcome,
) -> None:
    assert paired(attribute, ["data-e2e"]).heal(BUTTON).outcome is outcome


def test_heal_without_configured_test_ids_counts_the_usual_ones() -> None:
    outcome = pair_from_html("data-testid", None).heal(BUTTON).outcome
    assert outcome is core.HealOutcome.CHANGED


def test_pair_of_large_pages_heals_as_one_of_pages_read_one_by_one() -> None:
    rows = "".join(f"<p>Item {number} of many</p>" for number in range(3_000))
    old, new = (f"{html}{rows}".encode() for html in (CART, LATER))
    together = core.PagePair.from_html(old, new)
    apart = core.PagePair(core.Page.from_html(old), core.Page.from_html(new))
    for path in (BUTTON, "/html[1]/body[1]/p[40]"):
        assert together.heal(path) == apart.heal(path)


@pytest.mark.parametrize("at", [0, 1])
def test_pair_from_html_over_a_limit_names_it(at: int) -> None:
    pages = [b"<p>one</p>", b"<p>one</p>"]
    pages[at] = b"<p>" * 10
    with pytest.raises(core.PageTooLargeError, match="max_nodes is 5"):
        core.PagePair.from_html(*pages, core.Limits(max_nodes=5))


def test_page_from_dom_snapshot_answers_every_question() -> None:
    page = core.Page.from_dom_snapshot(SNAPSHOT, test_ids=["data-e2e"])
    found = page.discover("Pay", core.Action.CLICK)
    assert (found.outcome, found.xpath) == (core.DiscoveryOutcome.FOUND, BUTTON)
    assert page.selectors(BUTTON)[0].strategy is core.Strategy.TEST_ID
    assert page.select(core.Strategy.ROLE, "Pay", "button") == [BUTTON]
    assert page.path(page.node(BUTTON)) == BUTTON
    said = page.describe(BUTTON)
    assert (said.role, said.name, said.rect) == ("button", "Pay", None)
    assert page.brief(BUTTON) == 'button "Pay"'
    assert page.records(BUTTON) == []
    assert page.changes(page) == []
    assert core.PagePair(page, page).heal(BUTTON).outcome is core.HealOutcome.SAME


@pytest.mark.parametrize(
    ("page", "fingerprint"),
    [
        (core.Page.from_html(CART.encode()), core.fingerprint_html(CART.encode())),
        (core.Page.from_capture(capture_of(CART)), core.fingerprint_capture(capture_of(CART))),
        (core.Page.from_dom_snapshot(SNAPSHOT), core.fingerprint_dom_snapshot(SNAPSHOT)),
    ],
    ids=["html", "capture", "dom_snapshot"],
)
def test_fingerprint_of_a_page_is_that_of_its_bytes(page: core.Page, fingerprint: bytes) -> None:
    assert page.fingerprint() == fingerprint
