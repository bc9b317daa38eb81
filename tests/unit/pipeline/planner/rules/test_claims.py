"""Each assertion, in several of the phrasings that testers use."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind


def claimed(sentence: str) -> list[str]:
    """Return assertions as short lines: "text 'badge' in 'cart' = '3'"."""
    lines = []
    for one in read_sentence(sentence, SentenceKind.EXPECT):
        assert one.action == "assert"
        line = str(one.assertion)
        line += f" {one.element!r}" if one.element else ""
        line += f" in {one.scope!r}" if one.scope else ""
        line += f" = {one.value!r}" if one.value is not None else ""
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ('"Welcome" is visible', "visible 'Welcome'"),
        ("The Save button is shown", "visible 'Save button'"),
        (
            "Verify the mention badge on the channel item",
            "visible 'mention badge' in 'channel item'",
        ),
        ("Switch Channels modal opens", "visible 'Switch Channels modal'"),
        ("The popup should be visible", "visible 'popup'"),
        ('I should see "T-Shirts" in the menu', "visible 'T-Shirts' in 'menu'"),
        ("there is a Delete button in the toolbar", "visible 'Delete button' in 'toolbar'"),
        ("the dialog has a Close button", "visible 'Close button' in 'dialog'"),
        ('The page contains "Thank you"', "visible 'Thank you'"),
        ('"Bob" is in the list', "visible 'Bob' in 'list'"),
        ("expect the Save button to be visible", "visible 'Save button'"),
        ("(edited) displays", "visible '(edited)'"),
        ("the banner should not be visible", "not_visible 'banner'"),
        ('"Error" is not shown', "not_visible 'Error'"),
        ("No error is shown", "not_visible 'error'"),
        (
            "Verify no badge on the channel item",
            "not_visible 'badge' in 'channel item'",
        ),
        ("The Export option is hidden from the menu", "not_visible 'Export option' in 'menu'"),
        ('there is no "Bob" in the table', "not_visible 'Bob' in 'table'"),
        ('The page does not contain "Error"', "not_visible 'Error'"),
        ("the item doesn't have a badge", "not_visible 'badge' in 'item'"),
        ("The spinner is gone", "gone 'spinner'"),
        ("The dialog closes", "gone 'dialog'"),
        ("The hint list is dismissed", "gone 'hint list'"),
        ("The banner is no longer visible", "gone 'banner'"),
        ('I should no longer see "Bob" in the list', "gone 'Bob' in 'list'"),
        ("Thread is removed from the sidebar", "gone 'Thread' in 'sidebar'"),
    ],
)
def test_what_is_seen_is_read(sentence: str, plan: str) -> None:
    assert claimed(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("The cart badge shows 3", "text 'cart badge' = '3'"),
        ('The heading is "Checkout"', "text 'heading' = 'Checkout'"),
        ('my cart taxes should be "$32.00"', "text 'cart taxes' = '$32.00'"),
        ('The tooltip reads "Copy"', "text 'tooltip' = 'Copy'"),
        ("The header says Invite", "text 'header' = 'Invite'"),
        ('an error message "Required" is shown', "text 'error message' = 'Required'"),
        ('a toast saying "Saved" appears', "text 'toast' = 'Saved'"),
        ('The status of order 1007 is "Shipped"', "text 'status' in 'order 1007' = 'Shipped'"),
        ('order 1007 has status "Shipped"', "text 'status' in 'order 1007' = 'Shipped'"),
        ('the third row\'s status is "Paid"', "text 'status' in 'third row' = 'Paid'"),
        ('In the cart, the total is "$4.00"', "text 'total' in 'cart' = '$4.00'"),
        ('I should see "$39.00" as order\'s total', "text 'total' in 'order' = '$39.00'"),
        ('I see product "T" with unit price "$2"', "text 'unit price' in 'product T' = '$2'"),
        ('The first result contains "Berlin"', "contains 'first result' = 'Berlin'"),
        ("Footer shows you are offline", "contains 'Footer' = 'you are offline'"),
        ('the text does not mention "fee"', "not_contains 'text' = 'fee'"),
        ('The Email field has the value "a@b.c"', "value 'Email field' = 'a@b.c'"),
        ('The value of "Quantity" is "3"', "value 'Quantity' = '3'"),
        ('the URL is "/cart"', "url = '/cart'"),
        ("URL ends with /cart", "url = '/cart'"),
        ("the user is redirected to /login", "url = '/login'"),
        ('page title should be "Shop"', "title = 'Shop'"),
        ('the title of the page is "Shop"', "title = 'Shop'"),
        ("there are 3 items in the cart", "count 'items' in 'cart' = '3'"),
        ("the table has exactly two rows", "count 'rows' in 'table' = '2'"),
        ("3 results are shown", "count 'results' = '3'"),
        ("I should see a single zone in the list", "count 'zone' in 'list' = '1'"),
        ("the number of rows is 4", "count 'rows' = '4'"),
        ('I see the "Orders" table with 2 rows', "count 'rows' in 'Orders table' = '2'"),
        ('the field "Grade" matches value "50"', "value 'field Grade' = '50'"),
        ('The system shows "Saved"', "visible 'Saved'"),
        ('The page shows "Saved" in the header', "visible 'Saved' in 'header'"),
        ("First name is displayed", "visible 'First name'"),
        ('I should see "Ann" is in the table', "visible 'Ann' in 'table'"),
        ('Email field is prefilled with "a@b.c"', "value 'Email field' = 'a@b.c'"),
        ('the url should match "/courses"', "url = '/courses'"),
    ],
)
def test_texts_values_and_counts_are_read(sentence: str, plan: str) -> None:
    assert claimed(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("Save is enabled", "enabled 'Save'"),
        ("The Save button should not be disabled", "enabled 'Save button'"),
        ("The Save button is disabled", "disabled 'Save button'"),
        ('"Add" is not enabled', "disabled 'Add'"),
        ('"Remember me" is checked', "checked 'Remember me'"),
        ("the Dark mode switch is on", "checked 'Dark mode switch'"),
        ('check that checkbox "News" is not checked', "unchecked 'checkbox News'"),
        ("the Newsletter checkbox is unticked", "unchecked 'Newsletter checkbox'"),
        ("the Email input is focused", "focused 'Email input'"),
        ("the search box has focus", "focused 'search box'"),
        ("Focus should be set to the first item in the list", "focused 'first item' in 'list'"),
        ('"Express" is selected', "selected 'Express'"),
        ('the Country dropdown has "France" selected', "selected 'France' in 'Country dropdown'"),
    ],
)
def test_states_are_read(sentence: str, plan: str) -> None:
    assert claimed(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        (
            "RHS should open and the editor should be visible and focused",
            ["visible 'RHS'", "visible 'editor'", "focused 'editor'"],
        ),
        (
            "The text contains 'free' and does not mention 'fee'",
            ["contains 'text' = 'free'", "not_contains 'text' = 'fee'"],
        ),
        (
            'I should not see "A" and "B" in the menu',
            ["not_visible 'A' in 'menu'", "not_visible 'B' in 'menu'"],
        ),
        (
            "Message disappears from center and RHS",
            ["gone 'Message' in 'center'", "gone 'Message' in 'RHS'"],
        ),
        (
            "the post has a footer and no badge",
            ["visible 'footer' in 'post'", "not_visible 'badge' in 'post'"],
        ),
        (
            "The Save and Cancel buttons are visible",
            ["visible 'Save button'", "visible 'Cancel button'"],
        ),
        ('the table contains "A", "B" and "C"', [f"contains 'table' = '{x}'" for x in "ABC"]),
    ],
)
def test_claims_of_several_become_assertions_in_order(sentence: str, plan: list[str]) -> None:
    assert claimed(sentence) == plan


@pytest.mark.parametrize(
    "sentence",
    [
        "The page looks nice",
        "The total is correct",
        "The status badge is green",
        "The icon is highlighted",
        "Message appears at the top of the list",
        "Users are sorted by name",
        "The file is downloaded",
        "An email is sent",
        "The pointer changes to a hand",
        "Changes are visible",
        "User is redirected to the home page",
        "The list is not focused",
        "the variant should have 0 items on hold",
        "Not all items are visible",
        '"A" or "B" is visible',
        "it is visible",
        "The menu is expanded",
        "Pinned Messages are visible and appear from newest to oldest",
        "On mobile, the menu is hidden",
        "Link opens in a new tab",
        "No console errors are shown",
        "URL has changed",
        "Post should contain valid public link of file",
        "Text renders in two lines",
    ],
)
def test_what_cannot_be_asserted_is_refused(sentence: str) -> None:
    with pytest.raises(UnreadableSentenceError):
        read_sentence(sentence, SentenceKind.EXPECT)
