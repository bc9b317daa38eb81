"""Words that a sentence ends with, and that name no part of the page, are never swallowed."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence

SENTENCES = (
    "Click the Save button",
    'Click "Delete" in the row of "Bob"',
    "Type Ada in the name field",
    'Select "Large" from the size dropdown',
    "Check the Remember me checkbox",
    "Hover over the avatar",
    "Go to /cart",
    "Log in as Ann",
    'The heading says "Checkout"',
    "The Save button is disabled",
    'I should see "Tea" in the cart',
    "The dialog disappears",
    "There are 3 rows in the table",
)
TAILS = (
    "on a slow network",
    "in read mode",
    "by mouse",
    "without saving",
    "as admin",
    "per user",
    "at 5 pm",
    "within 5 seconds",
    "during the upload",
    "if ready",
    "until done",
    "never",
    "slowly",
    "only",
    "for the first time",
    "one by one",
    "and repeat",
    "and so on",
    "and compare the totals",
    "then undo the change",
    "or Cancel",
    "instead of Cancel",
    "for now",
    "in German",
    "on Monday",
    "in two columns",
    "on the first two pages",
    "side by side",
    "a second time",
    "on Bob's screen",
    "without errors",
    "as text",
    "as Bob",
    "forever",
    "always",
    "in place of Cancel",
    "the user",
    "larger",
    "loaded",
    "above the fold",
    "with Ctrl+K",
    "(twice)",
    "(3 times)",
)


@pytest.mark.parametrize("tail", TAILS)
def test_what_names_no_part_of_the_page_refuses_the_sentence(tail: str) -> None:
    read = []
    for sentence in SENTENCES:
        read_sentence(sentence)
        try:
            read.append((sentence, read_sentence(f"{sentence} {tail}")))
        except UnreadableSentenceError:
            continue
    assert read == []
