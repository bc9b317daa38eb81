"""A name without quotes is read when a page can be told to have it, and is refused otherwise."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence


@pytest.mark.parametrize(
    ("sentence", "element"),
    [
        ("Click the message priority icon", "message priority icon"),
        ("Click Save changes", "Save changes"),
        ("Click save", "save"),
        ("Click page 2", "page 2"),
        ('Click the "sessions" tile', "sessions tile"),
        ("Click the link to the terms", "link to the terms"),
        ("Click on My Account", "My Account"),
        ('Select Country "India"', "Country"),
        ('Set the scope to "all"', "scope"),
        ('The fare is "$4"', "fare"),
        ("Click the first ticket in the backlog list", "first ticket"),
        ("Click the From field", "From field"),
        ('Toggle off "Digest"', "Digest"),
    ],
)
def test_name_that_is_told_is_read(sentence: str, element: str) -> None:
    assert [one.element for one in read_sentence(sentence)] == [element]


@pytest.mark.parametrize(
    ("sentence", "part", "hint"),
    [
        ("Click on the product", "product", "may be no element"),
        ("The session is closed", "session", "may be no element"),
        ("Click Save in two sessions", "two sessions", "may be no part of a page"),
        ("Click one of the rows", "one of the rows", "doesn't say which"),
        ("Click three items in the list", "three items", "how many and not which"),
        ("The table has the right columns", "right", "can't be told"),
        ("Select the cheapest option", "cheapest", "can't be told"),
        ("Verify the new row is visible", "new row", "can't be told"),
        ('Check the "Inbox" for unread mail', "for unread mail", "says more than a name"),
        ("Click Save with the Name field empty", "with the Name field empty", "more than a name"),
        ("Wait for the OTP to arrive", "the OTP to arrive", "claims nothing"),
        ("Search for flights from London", "London", "part of what is searched for"),
        (
            "Verify the placeholder of the Name field",
            "the placeholder of the Name field",
            "no element",
        ),
        ("The link opens in new tab", "in new tab", "outside of the page"),
        ("More rows appear", "More rows", "can't be told"),
        ("The typed text is shown", "typed text", "can't be told"),
        ("Click your name", "your name", "different for each"),
        ("Hover the avatar for two seconds", "for two seconds", "says more than a name"),
        ("Drag the order card to complete the board", "complete", "says more than a name"),
        ("Wait for the session to time out", "to", "says more than a name"),
        ("Set the browser language to French", "browser language", "outside of the page"),
        ("Press Ctrl and click the link", "Ctrl", "held for what"),
        ("Enter only spaces in the Name field", "only spaces", "write it in quotes"),
        ("Enter username/password", "username/password", "describes a value"),
        ("Verify that the Settings page is shown", "the Settings page", "say its address"),
        ("The labels are displayed in the table", "The labels", "doesn't say which"),
        ("I see error", "error", "doesn't say which"),
        ("The response code should be 200", "response code", "outside of the page"),
        ('The graph shows "payments" healthy', "healthy", "says more than a name"),
        ("Click the completed task", "completed task", "can't be told"),
        ("Select 4 option in the list", "4 option", "may describe a value"),
        ("Click 4 option", "4 option", "how many and not which"),
        ("Click the row below the first", "first", "points to something"),
        ("Press Shift+click on the row", "Shift+click on the row", "holds a key down"),
        ("Click the star icon in the list on a slow network", "on a slow network", "more than"),
        ("Click the first item in the results by touch", "by touch", "more than a name"),
        ("Click Features per user", "per user", "more than a name"),
        ("Click Save without saving", "without saving", "more than a name"),
        ("Click the Save button never", "never", "no part of a name"),
        ("Click the Save button slowly", "slowly", "no part of a name"),
        ("Click Save only", "only", "no part of a name"),
        ("Click Save at 5 pm", "5 pm", "is a time"),
        ("Click Next button with", "Next button with", "ends in the middle"),
        ("Click Sign in button to the left", "to the left", "more than a name"),
        ("Go to https://a.example/cart twice", "twice", "more than an address"),
        ("Log in as Ann on a slow network", "on a slow network", "more than who logs in"),
        ('Type "hello" in full', "full", "may be no element"),
        ('I choose only "Visa" from "Card"', "only", "no part of a name"),
        ('The item is removed from the "Cart" section and submit', "submit", "nothing that can"),
        ("No error message is not displayed", "No error message", "denied twice"),
        ("Click the X to close the tip if shown", "if shown", "goes on after"),
        ("I filter rows by code equal to 5", "filter rows by code equal to 5", "nothing that can"),
        ("Enter <name> in the Username field", "<name>", "stands for a value"),
        ("Click Save, then transfer the sum to Bob", "transfer the sum to Bob", "done next"),
        ("Click A > B, and wash the dishes", "wash the dishes", "goes on after the last name"),
        ('Click "A" and wasche dann "B"', "and", "no part of a name"),
        ('Button "A" replaces "B" is visible', 'replaces "B"', "more than a name"),
        ("Verify the tour dismissed is visible", "dismissed", "says what happens"),
        ('Click "X" to close a tip and undo the change', "and undo the change", "goes on"),
        ("The drawer slides in from the left panel is visible", "from the left panel", "no place"),
        ("The box has the text of the last reply", "text of the last reply", "not what should"),
        ("Pick the date of your birthday", "of your birthday", "can't be told"),
        ("Nobody else's data is visible", "Nobody", "no part of a name"),
        ("Click the buttons in the toolbar", "the buttons in the toolbar", "doesn't say which"),
        ('A row shows "Ann"', "A row", "doesn't say which"),
        ("The post shows Following, and relax", "Following, and relax", "goes on after"),
        ("Next image is displayed", "Next image", "can't be told"),
        ("Click Save one by one", "one by one", "says how"),
    ],
)
def test_name_that_may_be_anything_is_refused(sentence: str, part: str, hint: str) -> None:
    with pytest.raises(UnreadableSentenceError) as raised:
        read_sentence(sentence)
    assert raised.value.part == part
    assert hint in raised.value.hint
