from __future__ import annotations

import pytest

from pacts_daemon.browser.facts import ScopeReading
from pacts_daemon.locate.wording import readings_of, scopes_of


def names(element: str) -> list[str]:
    return [reading.name for reading in readings_of(element)]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("First Name", ["First Name"]),
        ("Save button", ["Save button", "Save"]),
        ("the email field", ["the email field", "email field", "email"]),
        ("Card radio button", ["Card radio button", "Card", "Card radio"]),
        ("button", ["button"]),
        ("  Big \n Save  ", ["Big Save"]),
        ("Buttons", ["Buttons"]),
        ("", [""]),
    ],
)
def test_readings_start_with_the_whole_name(element: str, expected: list[str]) -> None:
    assert names(element) == expected


def test_readings_of_a_role_word_expect_that_role() -> None:
    whole, stripped = readings_of("search input")

    assert whole.roles is None
    assert stripped.roles is not None
    assert "searchbox" in stripped.roles
    assert "button" not in stripped.roles


@pytest.mark.parametrize(
    ("scope", "reading"),
    [
        ("dialog", ScopeReading(("dialog", "alertdialog"), "")),
        ("the dialog", ScopeReading(("dialog", "alertdialog"), "")),
        ("row of Alice", ScopeReading(("row",), "alice")),
        ("the row for the Admin", ScopeReading(("row",), "admin")),
        ("Login form", ScopeReading(("form", "search"), "login")),
        ("Tags list item", ScopeReading(("listitem",), "tags")),
        ("Billing", ScopeReading((), "billing")),
    ],
)
def test_scopes_of_a_phrase_contain_its_meaning(scope: str, reading: ScopeReading) -> None:
    assert reading in scopes_of(scope)


def test_scopes_of_nothing_are_none() -> None:
    assert scopes_of("  ") == []


def test_scopes_take_the_literal_meaning_first() -> None:
    assert scopes_of("Login form")[0] == ScopeReading((), "login form")
