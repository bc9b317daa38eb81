"""Each word of a sentence is in the plan, or is one that the rules know to drop there."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        # What goes on after a kind, a text in quotes, a label, a title.
        ("Click the Save button a second time", "a second time"),
        ("Enter 42 in the Age field forever", "forever"),
        ('Type "Ada" in the name field halfway', "halfway"),
        ('Enter "x" as the title off screen', "off screen"),
        ('Click "Delete" in the row of "Bob" halfway', "halfway"),
        ("The header is displayed in RHS larger", "larger"),
        ("Log in as Ann again", "again"),
        ("Log in as Ann together", "together"),
        ("Log in as Bob's manager", "Bob's manager"),
        ("Log in as your manager", "your"),
        ('Drag "A" to "B" larger', "larger"),
        # What is no place.
        ("Click Save in German", "German"),
        ('"Tea" is shown in the cart in French', "French"),
        ('"Tea" is in the cart for "$5"', '"$5"'),
        ("Click Next on the first two pages", "first two pages"),
        ("Click Edit on Bob's screen", "Bob's screen"),
        # How often, how, and with which keys.
        ("Set Language to German 3 times", "German 3 times"),
        ("Hover over the avatar three times", "avatar three times"),
        ("Open the menu with Shift+F10", "with Shift+F10"),
        ("Click Edit in the Actions menu as text", "as text"),
        ("Click Save for now", "for now"),
        ("Select Large in place of Small", "in place of"),
        ("Click Save (twice)", "(twice)"),
        # What is not given to a field, and is no field.
        ('Type "tea" as one word', "one word"),
        ('Type "tea" in the middle of the word', "the middle of the word"),
        ("Enter 5 more in the Seats field", "5 more"),
        ('Enter "Ann" in the first empty row', "the first empty row"),
        ('Fill the table with "0"', "the table"),
        ('Type a comment mentioning "ann"', 'a comment mentioning "ann"'),
        ('Select "Large" and then the color', "the color"),
        ("Press CTRL+K, then the first letters of the channel", "CTRL+K"),
        ("Select the table", "the table"),
        ("Click Save and go to the page", "the page"),
        # Texts without quotes that go on.
        ("The button says Edit instead of View", "Edit instead of View"),
        ("The button says Follow in bold", "Follow in bold"),
        # Purposes that hold another step.
        ("Press Enter to submit and Escape to cancel", "and Escape to cancel"),
    ],
)
def test_word_that_is_in_no_field_of_the_plan_refuses_the_sentence(
    sentence: str, part: str
) -> None:
    with pytest.raises(UnreadableSentenceError) as raised:
        read_sentence(sentence)
    assert raised.value.part == part


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Dark mode is enabled", "Dark mode"),
        ("The discount is disabled", "The discount"),
        ('The "Mug" product should be enabled', 'The "Mug" product'),
        ("The Save button isn't just disabled", None),
        ("The Save button is not always visible", None),
        ("The focus stays in the dialog", "the dialog"),
        ("The map is focused on Oslo", "Oslo"),
        ("The guest list is enabled", "The guest list"),
        ("The dialog opens on its second tab", "its second tab"),
        ("There are two kinds of rows", "kinds of rows"),
        ('The banner says "Saved" and disappears', None),
        ('The heading says "Checkout" and close', "close"),
    ],
)
def test_predicate_that_no_assertion_expresses_refuses_the_claim(
    sentence: str, part: str | None
) -> None:
    with pytest.raises(UnreadableSentenceError) as raised:
        read_sentence(sentence)
    assert part is None or raised.value.part == part


@pytest.mark.parametrize(
    ("sentence", "element", "scope"),
    [
        ("Click the Save button label", "Save button label", ""),
        ('Click the "Mug" product', "Mug product", ""),
        ("Click the + icon next to Direct Messages", "+ icon next to Direct Messages", ""),
        ("Click Edit in the row of Green tea", "Edit", "row of Green tea"),
        ("Click Save as draft", "Save as draft", ""),
        ("Click Mark all as read in the dialog", "Mark all as read", "dialog"),
        ("Click the status in Bob's row", "status", "Bob's row"),
        ("Hover over the 10:30 slot card", "10:30 slot card", ""),
        ('"Large" is selected in the Size dropdown', "Large", "Size dropdown"),
        ('"Red" is shown in the Color column', "Red", "Color column"),
        ("The Export option is enabled", "Export option", ""),
        ("Save is disabled", "Save", ""),
        ("Focus is in the input field of the Search modal", "input field", "Search modal"),
    ],
)
def test_words_that_belong_to_a_name_or_a_place_are_read(
    sentence: str, element: str, scope: str
) -> None:
    (action,) = read_sentence(sentence)
    assert (action.element, action.scope) == (element, scope)


def test_file_is_uploaded_to_the_field_whose_title_is_a_verb() -> None:
    (action,) = read_sentence("Upload cv.pdf to Resume")
    assert (action.action, action.element, action.value) == (PlanAction.UPLOAD, "Resume", "cv.pdf")


def test_arrow_of_two_dashes_leads_to_the_next_click() -> None:
    actions = read_sentence("Tray menu --> Preferences")
    assert [one.element for one in actions] == ["Tray menu", "Preferences"]


def test_message_that_contains_a_text_is_asserted_as_a_part() -> None:
    (action,) = read_sentence('I should see an error message containing "cannot be returned"')
    assert (action.assertion, action.element) == (Assertion.CONTAINS, "error message")
    assert action.value == "cannot be returned"


def test_option_is_selected_in_a_dropdown_that_says_where_it_is() -> None:
    (action,) = read_sentence('Select "14" from the size dropdown in the toolbar')
    assert (action.action, action.value) == (PlanAction.SELECT, "14")
    assert (action.element, action.scope) == ("size dropdown", "toolbar")


def test_file_is_dropped_on_a_region_of_the_page() -> None:
    (action,) = read_sentence('Drag "A" to the drop area in the sidebar')
    assert (action.action, action.value) == (PlanAction.DRAG, "drop area in the sidebar")
