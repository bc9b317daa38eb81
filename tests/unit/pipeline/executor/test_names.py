"""Keys, addresses, times and texts as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon.pipeline.executor.actions.navigation import seconds_of
from pacts_daemon.pipeline.executor.assertions.counts import expected_count
from pacts_daemon.pipeline.executor.assertions.kinds import is_plural, kind_of, singular
from pacts_daemon.pipeline.executor.failures import StepBlockedError
from pacts_daemon.pipeline.executor.page.addresses import address_of, is_at
from pacts_daemon.pipeline.executor.page.exactness import (
    answers_to,
    has_exact_text,
    is_record,
    is_whole,
    quoted_text,
)
from pacts_daemon.pipeline.executor.page.keys import key_presses
from pacts_daemon.pipeline.executor.page.texts import normalized, within

PAGES = {"login page": "/login", "Admin": "https://admin.example/home"}
BASE = "http://shop.example/app/"


@pytest.mark.parametrize(
    ("said", "pressed"),
    [
        ("Enter", ("Enter",)),
        ("Return key", ("Enter",)),
        ("the Escape key", ("Escape",)),
        ("CMD/CTRL+K", ("ControlOrMeta+k",)),
        ("Ctrl or Cmd+S", ("ControlOrMeta+s",)),
        ("CTRL + SHIFT + P", ("Control+Shift+p",)),
        ("ctrl-a", ("Control+a",)),
        ("Ctrl++", ("Control++",)),
        ("Option+F5", ("Alt+F5",)),
        ("arrow down", ("ArrowDown",)),
        ("Page Down", ("PageDown",)),
        ("Tab, Tab, Enter", ("Tab", "Tab", "Enter")),
        ("Ctrl+A then Delete", ("Control+a", "Delete")),
        ("Ctrl+,", ("Control+,",)),
        ("Ctrl + ,", ("Control+,",)),
        ("Ctrl + A , Delete", ("Control+a", "Delete")),
        ("Ctrl+Shift+,", ("Control+Shift+,",)),
        ("Ctrl++, Delete", ("Control++", "Delete")),
        ("Ctrl+A, Delete", ("Control+a", "Delete")),
        ("K", ("K",)),
        (",", (",",)),
        ("+", ("+",)),
    ],
)
def test_keys_are_read_as_people_name_them(said: str, pressed: tuple[str, ...]) -> None:
    assert key_presses(said) == pressed


@pytest.mark.parametrize("said", ["Any", "Hyper+K", "F13", "Ctrl+Save", "Enter+Tab"])
def test_key_that_there_is_not_blocks(said: str) -> None:
    with pytest.raises(StepBlockedError, match="there is no key"):
        key_presses(said)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_keys_are_read_or_refused_whatever_is_written(said: str) -> None:
    pressed: tuple[str, ...] = ()
    with suppress(StepBlockedError):
        pressed = key_presses(said)
    assert all(one.strip() or one == " " for one in pressed)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://e.example/a?b=c", "https://e.example/a?b=c"),
        ("/cart", "http://shop.example/cart"),
        ("?q=1", "http://shop.example/app/?q=1"),
        ("cart.html", "http://shop.example/app/cart.html"),
        ("www.wikipedia.org", "https://www.wikipedia.org"),
        ("localhost:3000/x", "http://localhost:3000/x"),
        ("the login page", "http://shop.example/login"),
        ("Login", "http://shop.example/login"),
        ("admin page", "https://admin.example/home"),
        ("home page", BASE),
        ("the application", BASE),
    ],
)
def test_page_is_named_by_address_or_by_name(said: str, address: str) -> None:
    assert address_of(said, BASE, PAGES) == address


@pytest.mark.parametrize(
    ("said", "base"),
    [("orders page", BASE), ("file:///etc/hosts", BASE), ("javascript:alert(1)", BASE), ("/x", "")],
)
def test_page_that_nobody_named_blocks(said: str, base: str) -> None:
    with pytest.raises(StepBlockedError) as refused:
        address_of(said, base, PAGES)
    assert refused.value.failure_class == "unknown_page"


@pytest.mark.parametrize(
    ("url", "expected", "holds"),
    [
        ("http://h/cart?x=1", "/cart", True),
        ("http://h/cart/", "/cart", True),
        ("http://h/cart", "cart", True),
        ("http://h/minicart", "cart", False),
        ("http://h/cart/pay", "/cart", False),
        ("http://h/", "/", True),
        ("http://h/x/", "/", False),
        ("http://h/items/42/edit", "/items/*/edit", True),
        ("http://h/items/42/edit", "/items/*/pay", False),
        ("http://h/a?q=1", "?q=1", True),
        ("http://h/a?q=1", "/a?q=2", False),
        ("http://h/a#/x", "#/x", True),
        ("http://h/wiki/A_(b)", "A_(b)", True),
        ("http://h/wiki/%C3%9F", "/wiki/ß", True),
        ("http://h/a", "http://h/a", True),
        ("http://h/a/", "http://h/a", True),
        ("http://h/ab", "http://h/a", False),
        ("http://shop.example/login", "login page", True),
        ("http://shop.example/logout", "login page", False),
        ("https://admin.example/home", "the admin page", True),
    ],
)
def test_address_is_the_expected_one(url: str, expected: str, *, holds: bool) -> None:
    assert is_at(url, expected, BASE, PAGES) is holds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("2", 2.0), ("for 1.5 s", 1.5), ("500 ms", 0.5), ("1 minute", 60.0), ("3 seconds", 3.0)],
)
def test_time_is_read(said: str, seconds: float) -> None:
    assert seconds_of(said) == seconds


@pytest.mark.parametrize("said", ["", "a while", "-1", "2 hours", "301"])
def test_time_that_is_none_blocks(said: str) -> None:
    with pytest.raises(StepBlockedError):
        seconds_of(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("3", ("exactly", 3)),
        ("no", ("exactly", 0)),
        ("exactly two", ("exactly", 2)),
        ("at least 2", ("at least", 2)),
        ("3 or more", ("at least", 3)),
        ("fewer than 5", ("fewer than", 5)),
    ],
)
def test_number_of_elements_is_read(said: str, expected: tuple[str, int]) -> None:
    assert expected_count(said) == expected


@pytest.mark.parametrize("said", ["several", "", "at least", "1.5", "x 3"])
def test_number_that_is_none_blocks(said: str) -> None:
    with pytest.raises(StepBlockedError):
        expected_count(said)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rows", ("row", "")),
        ("Remove buttons", ("button", "Remove")),
        ("menu items", ("menuitem", "")),
        ("search results", ("", "search results")),
        ("Boxes", ("checkbox", "")),
        ("", ("", "")),
    ],
)
def test_kind_of_several_is_told_from_their_name(name: str, kind: tuple[str, str]) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("rows", "row"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("classes", "class"),
        ("glass", "glass"),
    ],
)
def test_plural_is_made_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert is_plural(f"Cart {plural}") == (plural != one)
    assert not is_plural(one)


@pytest.mark.parametrize(
    ("element", "sentence", "text"),
    [
        ("Save button", 'Click the "Save" button', "Save"),
        ("Save", "Click 'Save'", "Save"),
        ("Don't save", "Click 'Don't save'", "Don't save"),
        ("Save", "Click Save", "Save"),
        ("2nd Remove button", "Click the 2nd `Remove` button", "Remove"),
        ("Save", 'Fill "Name" and click “Save”', "Save"),
    ],
)
def test_text_of_a_quoted_element_is_the_quoted_one(element: str, sentence: str, text: str) -> None:
    assert quoted_text(element, sentence) == text


@pytest.mark.parametrize(
    ("texts", "text", "is_it"),
    [
        (["Save"], "Save", True),
        (["  Save\n"], "Save", True),
        (["Email *"], "Email", True),
        (["Save as draft"], "Save", False),
        (["save"], "Save", False),
        (["Save"], "Save button", True),
        (["", "Close"], "Close", True),
        ([], "Save", False),
    ],
)
def test_element_has_a_text_exactly_or_not(texts: list[str], text: str, *, is_it: bool) -> None:
    assert has_exact_text(texts, text) is is_it


def test_element_answers_to_its_words_and_not_to_its_kind() -> None:
    assert answers_to("Subscribe button", ["Subscribe now"])
    assert not answers_to("Subscribe button", ["Leave", "button"])
    assert answers_to("button", ["Anything"])
    assert answers_to("row of Teapot", ["Teapot Remove 24.00 €"])
    assert answers_to("table row with Teapot", ["Teapot Remove 24.00 €"])
    assert answers_to("tile of Teapot", ["Teapot"])
    assert not answers_to("row of Teapot", ["Row of Milk jug"])
    assert not answers_to("Terms of service", ["Terms, service"])
    assert is_whole("Save", " save ")
    assert not is_whole("Save button", "Save")


@pytest.mark.parametrize(
    ("element", "is_one"),
    [
        ("Teapot row", True),
        ("item Teapot", True),
        ("the list item Teapot", True),
        ("row of Teapot", True),
        ("Save button", False),
        ("row", False),
        ("Cards", False),
        ("Rowing club", False),
    ],
)
def test_record_is_told_by_the_word_for_it(element: str, *, is_one: bool) -> None:
    assert is_record(element) is is_one


@pytest.mark.parametrize(
    ("text", "shown", "stands"),
    [
        ("Total: 4", "Total: 4 EUR", True),
        ("Total: 4", "Total: 41", False),
        ("Save", "Saved", False),
        ("Save", "Don't Save", True),
        ("a (b)", "see a (b).", True),
        ("two  words", "two\n words", True),
        ("4", "4.50 EUR", False),
        ("50", "4.50 EUR", False),
        ("200", "1,200", False),
        ("4.50", "14.50", False),
        ("4.50", "now 4.50.", True),
        ("2026", "May 4, 2026", True),
        ("A-1", "A-1.", True),
    ],
)
def test_text_stands_in_another_at_the_bounds_of_its_words(
    text: str, shown: str, *, stands: bool
) -> None:
    assert bool(within(text).search(shown)) is stands


def test_white_space_counts_as_one_blank() -> None:
    assert normalized(" a\u00a0\n b\u200b ") == "a b"
