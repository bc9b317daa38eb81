from __future__ import annotations

import pytest

from pacts_daemon.core.model import Action, MissReason, Strategy
from pacts_daemon.locate.snapshot import unpacked
from tests.e2e.discovery.conftest import MEASURE, Looking

pytestmark = pytest.mark.asyncio(loop_scope="session")

EACH_STRATEGY = {
    "test id": ('<div data-testid="cart" data-expected>x</div>', "cart"),
    "slug of a test id": ('<button data-cy="save-all" data-expected>Ok</button>', "Save all"),
    "camel case test id": ('<i data-qa="cartTotal" data-expected>7</i>', "Cart total"),
    "role and name": ('<button aria-label="Close" data-expected>X</button>', "Close"),
    "name of an explicit role": ('<div role="tab" data-expected>Billing</div>', "Billing"),
    "label": ("<label>Email <input data-expected></label>", "Email"),
    "label of a password": (
        '<label for=p>Password</label><input id=p type=password data-expected value="s3cret">',
        "Password",
    ),
    "required label": ("<label>Email * <input data-expected></label>", "Email"),
    "placeholder": (
        '<input aria-label="q" placeholder="Find a book" data-expected>',
        "Find a book",
    ),
    "text": ("<p data-expected>Nothing here yet</p>", "Nothing here yet"),
    "text in pieces": ("<p data-expected>Order <b>no</b> 7</p>", "Order no 7"),
    "text inside a button": ("<button data-expected><span>Pay</span></button>", "Pay"),
    "alt": ('<img alt="Our logo" width=9 height=9 data-expected>', "Our logo"),
    "title": ('<div title="Help" data-expected>?</div>', "Help"),
    "name": ('<input name="first_name" data-expected>', "first_name"),
    "name in words": ('<input name="firstName" data-expected>', "First name"),
    "id": ('<input id="zip-code" data-expected>', "Zip code"),
    "another case": ("<button data-expected>SAVE</button>", "Save"),
}


@pytest.mark.parametrize(("html", "element"), EACH_STRATEGY.values(), ids=EACH_STRATEGY)
async def test_discovery_by_each_strategy_finds_the_element(
    looking: Looking, html: str, element: str
) -> None:
    draft = await looking.found(f"<h1>Shop</h1>{html}<p>end</p>", element)

    assert draft.fingerprints[0]
    assert draft.selectors[-1].positional


async def test_discovery_of_a_rich_element_ranks_its_selectors(looking: Looking) -> None:
    html = """<form id="find"><label>Search <input data-test="q" placeholder="Words" title="Type"
        name="search" type="search" data-expected></label></form>"""

    draft = await looking.found(html, "Search")

    assert [s.strategy for s in draft.selectors[:5]] == [
        Strategy.TEST_ID,
        Strategy.ROLE,
        Strategy.LABEL,
        Strategy.PLACEHOLDER,
        Strategy.TITLE,
    ]
    assert (draft.descriptor.role, draft.descriptor.name) == ("searchbox", "Search")


async def test_discovery_of_a_test_id_beats_an_equal_name(looking: Looking) -> None:
    html = '<button>Save</button><button data-testid="save" data-expected>Store</button>'

    await looking.found(html, "Save")


async def test_discovery_of_two_equals_is_ambiguous_and_names_both(looking: Looking) -> None:
    missed = await looking.missed("<button id=a1>Save</button><button id=b1>Save</button>", "Save")

    assert missed.reason is MissReason.AMBIGUOUS
    assert 'id "a1"' in missed.detail
    assert 'id "b1"' in missed.detail


@pytest.mark.parametrize("element", ["Save", "Save as", "as draft", "av", "draft"])
async def test_discovery_of_a_part_of_the_name_finds_nothing(
    looking: Looking, element: str
) -> None:
    html = '<button>Save as draft</button><input placeholder="Save as draft now">'

    assert (await looking.missed(html, element)).reason is MissReason.NOT_FOUND


async def test_discovery_of_first_name_finds_the_field(looking: Looking) -> None:
    html = """<label>Name <input></label><label>Last Name <input></label>
        <label>First Name <input data-expected></label>"""

    await looking.found(html, "First Name", action=Action.FILL)


ROLE_WORDS = {
    "Save button": "<a href=/s>Save</a><button data-expected>Save</button>",
    "the Save link": "<a href=/s data-expected>Save</a><button>Save</button>",
    "search input": "<button>Search</button><input aria-label=Search data-expected>",
    "the email field": "<h2>Email</h2><label>Email <input data-expected></label>",
    "Terms checkbox": "<p>Terms</p><label><input type=checkbox data-expected> Terms</label>",
    "Card radio button": "<p>Card</p><label><input type=radio data-expected> Card</label>",
}


@pytest.mark.parametrize(("element", "html"), ROLE_WORDS.items(), ids=ROLE_WORDS)
async def test_discovery_of_a_name_with_a_role_word_takes_that_role(
    looking: Looking, element: str, html: str
) -> None:
    await looking.found(html, element)


async def test_discovery_of_a_whole_name_with_a_role_word_takes_it_literally(
    looking: Looking,
) -> None:
    await looking.found(
        "<button>Big</button><button data-expected>Big button</button>", "Big button"
    )


async def test_discovery_of_a_removed_element_finds_nothing(looking: Looking) -> None:
    missed = await looking.missed("<button>Cancel</button><button>Savings</button>", "Save")

    assert missed.reason is MissReason.NOT_FOUND


async def test_discovery_of_a_late_element_waits_for_it(looking: Looking) -> None:
    html = """<div id=later></div><script>setTimeout(() => later.innerHTML =
        '<button data-expected>Late</button>', 150)</script>"""
    answer = await looking.look(html, "Late")

    assert not hasattr(answer, "reason"), answer


async def test_discovery_of_a_password_keeps_nothing_of_its_value(looking: Looking) -> None:
    html = """<label for=pw>Password</label>
        <input id=pw type=password placeholder=Hint value=s3cret data-expected>
        <textarea aria-label=Note>my note</textarea>"""

    draft = await looking.found(html, "Password")

    assert dict(draft.descriptor.attributes) == {"type": "password"}
    assert "s3cret" not in repr(draft)
    assert "my note" not in repr(await looking.look(html, "Note"))


async def test_discovery_gives_the_page_to_the_fingerprint(looking: Looking) -> None:
    draft = await looking.found("<button data-expected>One</button>", "One")

    html = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head>'
        '<body><button data-expected="">One</button></body></html>'
    )
    by_html, by_capture = draft.fingerprints
    assert by_html == MEASURE.fingerprint_html(html.encode())
    capture = unpacked(draft.snapshot)
    assert capture is not None
    assert by_capture == MEASURE.fingerprint_capture(capture)
