"""Kinds of sentences that fresh draws of real test cases showed: each read, its sibling refused."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind


def said(sentence: str, kind: SentenceKind = SentenceKind.STEP) -> list[str]:
    """Return what is planned, in one line for each action."""
    lines = []
    for one in read_sentence(sentence, kind):
        parts = one.as_json()
        names = (parts.get(name) for name in ("action", "assert", "element", "scope", "value"))
        lines.append(" | ".join(str(name) for name in names if name))
    return lines


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        # What has come or gone.
        ("Verify drafts category has disappeared", ["assert | gone | drafts category"]),
        ("Verify the toast has appeared", ["assert | visible | toast"]),
        ("The Edit option should not be shown to the user", ["assert | not_visible | Edit option"]),
        # In what part of a list a thing is.
        (
            "Verify the channel is in the STARRED category",
            ["assert | visible | channel | STARRED category"],
        ),
        # A record by what it shows; what is counted or the first of its kind.
        ('I should see an order with "#12" number', ["assert | visible | order with #12 number"]),
        ("I should see 3 attributes", ["assert | count | attributes | 3"]),
        ("click on the first product", ["click | first product"]),
        ('the last attribute should be "Wool"', ["assert | text | last attribute | Wool"]),
        # Titles of two between arrows, and arrows with a blank on one side.
        ("User Menu -> View and Logout", ["click | User Menu", "click | View and Logout"]),
        (
            "Account icon > Profile >Settings",
            [f"click | {one}" for one in ("Account icon", "Profile", "Settings")],
        ),
        # What a choice is for may be called anything.
        (
            'I select the "Items based" as tax calculation strategy',
            ["select | tax calculation strategy | Items based"],
        ),
        ("select the Mark as Read option", ["click | Mark as Read option"]),
        ('I define its color as "blue"', ["select | color | blue"]),
        ("Switch back to the test channel", ["goto | test channel"]),
        ("Search with the term: z2", ["fill | search | z2", "press | Enter"]),
        ("Type a test phrase `ab cd`", ["fill | ab cd"]),
        ("Click [...] > Un-pin from channel", ["click | [...]", "click | Un-pin from channel"]),
        ('Click on "edit" for Clock Display', ["click | edit | Clock Display"]),
        (
            "Open the Settings and Click on `Edit` button of Desktop Alerts.",
            ["click | Settings", "click | Edit button | Desktop Alerts"],
        ),
        ("Remove all text from the edit box", ["clear | edit box"]),
        ("Click on the post to open on the RHS", ["click | post"]),
        (
            "Verify RHS and RHS textbox are visible",
            ["assert | visible | RHS", "assert | visible | RHS textbox"],
        ),
        ("Toggle CRT setting off and save", ["uncheck | CRT setting", "click | Save"]),
        ("Verify the drafts channel has reappeared", ["assert | visible | drafts channel"]),
        (
            "Click on global search input - ensure hint popover appears",
            ["click | global search input", "assert | visible | hint popover"],
        ),
        (
            "Status emoji is shown in the post header",
            ["assert | visible | Status emoji | post header"],
        ),
        ("Verify Urgent label in textbox", ["assert | visible | Urgent label | textbox"]),
        (
            'Verify "Urgent" option has a check mark',
            ["assert | visible | check mark | Urgent option"],
        ),
        ("Disable the toggle and save again", ["uncheck | toggle", "click | Save"]),
        ("Hover over post again", ["hover | post"]),
        ("Date and time picker opens", ["assert | visible | Date and time picker"]),
        ("Idle time is set to 30 minutes", ["assert | text | Idle time | 30 minutes"]),
        ("I should see 3 product reviews", ["assert | count | product reviews | 3"]),
        ("Type @ in post input again", ["fill | post input | @"]),
        ("Log into shop with User B.", ["login | User B"]),
        (
            "Refresh and verify GM is still not listed in LHS",
            ["reload", "assert | not_visible | GM | LHS"],
        ),
    ],
)
def test_a_kind_is_read(sentence: str, plan: list[str]) -> None:
    assert said(sentence) == plan


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ('The bell says "Until H:MM"', '"Until H:MM"'),
        ('The header shows "[username] joined"', '"[username] joined"'),
        ("Select Small - Blue - Cotton in the product picker", "Small - Blue - Cotton"),
        ("Select the project from the Projects dropdown.", "the project"),
        ('I check "Tea" details', '"Tea" details'),
        ("Feature flag `fastSearch` should be enabled.", "Feature flag `fastSearch`"),
        ("Wait for the panel to open and scroll to position", "scroll to position"),
        ("Verify GMs display user avatar with status", "GMs"),
        ('Member count reads "XX - YY members"', "XX - YY members"),
        ("Emoji is shown in the post above", "shown in the post"),
        ("Verify tooltip label", "tooltip label"),
        ("The footer shows you are offline with the text", "with the text"),
        ('I should see the bundle "A" with product "B"', 'the bundle "A"'),
        ("Ensure emoji picker is enabled in System console", "System console"),
        ("Open Find Channels modal search for `a`", "search for `a`"),
        ("Click the channel/DM's menu in the header.", "channel/DM"),
        ("Selected emoji is shown in the header", "Selected emoji"),
        ("Switch to a public channel", "a public channel"),
    ],
)
def test_its_sibling_is_refused(sentence: str, part: str) -> None:
    with pytest.raises(UnreadableSentenceError) as caught:
        read_sentence(sentence, SentenceKind.STEP)

    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        # Any of what is the same wherever it is.
        ("Click any profile picture", ["click | any profile picture"]),
        ("Hover over any reply arrow", ["hover | any reply arrow"]),
        ("Open any profile popover again", ["click | any profile popover"]),
        ("Click on any post's timestamp", ["click | timestamp | any post"]),
        ("Click on posted video", ["click | posted video"]),
        # Orders of two verbs, and what "it" points back to.
        ('Edit City field and change to "Oslo"', ["fill | City field | Oslo"]),
        ('Edit the City field and change it to "Oslo"', ["fill | City field | Oslo"]),
        ('Find and click the "Go" button', ["click | Go button"]),
        ("Click the City field and clear it", ["click | City field", "clear | City field"]),
        (
            "Click Enable Previews, set it to TRUE and save",
            ["click | Enable Previews", "select | Enable Previews | TRUE", "click | Save"],
        ),
        # A key by its name, a term to search for, a page to scroll.
        ("Tap the 'F' key", ["press | F"]),
        ("Search for the terms `in:news`", ["fill | search | in:news", "press | Enter"]),
        ("Scroll down the members list", ["scroll | members list | down"]),
        ("Find the Dark mode toggle and enable it", ["check | Dark mode toggle"]),
        # Several values.
        (
            'I choose "Peru" and "Cuba" as member channels',
            ["select | member channels | Peru", "select | member channels | Cuba"],
        ),
        (
            'I remove its label from "Polish" translation',
            ["clear | label | Polish translation"],
        ),
    ],
)
def test_a_described_step_is_read(sentence: str, plan: list[str]) -> None:
    assert said(sentence, SentenceKind.STEP) == plan


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        # States by other words.
        ('"Edit status" menu item is clickable', ["assert | enabled | Edit status menu item"]),
        ("The email field is not editable", ["assert | disabled | email field"]),
        ("The Send button remains inactive", ["assert | disabled | Send button"]),
        ("The Send button isn't active yet", ["assert | disabled | Send button"]),
        ("The Send button is active", ["assert | enabled | Send button"]),
        # Notes with no verb.
        ("Archive option available", ["assert | visible | Archive option"]),
        ("Team name displayed in sidebar", ["assert | visible | Team name | sidebar"]),
        ("No banner displayed", ["assert | not_visible | banner"]),
        ('"Archive" option not available', ["assert | not_visible | Archive option"]),
        ("Save button disabled", ["assert | disabled | Save button"]),
        ("Settings modal closed", ["assert | gone | Settings modal"]),
        # What is moved, and what opens with more.
        (
            "The channel has been moved to the MUTED category",
            ["assert | visible | channel | MUTED category"],
        ),
        ("`Low` label is added to text box", ["assert | visible | Low label | text box"]),
        ("The channel is now in Favorites", ["assert | visible | channel | Favorites"]),
        (
            "Thread view opens, with focus in the reply box",
            ["assert | visible | Thread view", "assert | focused | reply box"],
        ),
        (
            "Thread view opens, with no close icon available",
            ["assert | visible | Thread view", "assert | not_visible | close icon"],
        ),
        (
            '"Pick" modal opens with 3 default icons listed',
            ["assert | visible | Pick modal", "assert | count | default icons | Pick modal | 3"],
        ),
        # Several at once.
        (
            "Logo, subtitle and profile badge should be shown",
            [f"assert | visible | {one}" for one in ("Logo", "subtitle", "profile badge")],
        ),
        (
            '"Teams" and "Users" categories are not displayed',
            ["assert | not_visible | Teams category", "assert | not_visible | Users category"],
        ),
        (
            'I should see "Ann", "Oslo" as shipping address',
            [
                "assert | contains | shipping address | Ann",
                "assert | contains | shipping address | Oslo",
            ],
        ),
        (
            'I should have "Card" payment method in my cart',
            ["assert | visible | Card payment method | cart"],
        ),
    ],
)
def test_a_described_claim_is_read(sentence: str, plan: list[str]) -> None:
    assert said(sentence, SentenceKind.EXPECT) == plan


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Click any channel", SentenceKind.STEP),
        ("Click on the any GIF", SentenceKind.STEP),
        ("Open a reply thread", SentenceKind.STEP),
        ("Click a button", SentenceKind.STEP),
        ("Click a menu option", SentenceKind.STEP),
        ("Click a toolbar button", SentenceKind.STEP),
        ("Find a read thread and click it", SentenceKind.STEP),
        ('Edit the message and change it to "x"', SentenceKind.STEP),
        ("Message is not editable", SentenceKind.EXPECT),
        ("The message is added to the list", SentenceKind.EXPECT),
        ("Click one attachment thumbnail", SentenceKind.STEP),
        ('In a public channel, click the "v" icon', SentenceKind.STEP),
        ("Open the thread in RHS", SentenceKind.STEP),
        ("Click on posted message", SentenceKind.STEP),
        ("I set it as exclusive", SentenceKind.STEP),
        ("Close the card and open it again", SentenceKind.STEP),
        ("Locate an old post on the server", SentenceKind.STEP),
        ("Middle radio button is active", SentenceKind.EXPECT),
        ("The configuration is editable", SentenceKind.EXPECT),
        ("Visible", SentenceKind.EXPECT),
        ("Notifications disabled", SentenceKind.EXPECT),
        ('Ticket "A" closed', SentenceKind.EXPECT),
        ("No errors displayed when scrolling", SentenceKind.EXPECT),
        ("No todo is added to the list", SentenceKind.EXPECT),
        ("Text is added to the post", SentenceKind.EXPECT),
        ("The dialog opens with the focus on OK", SentenceKind.EXPECT),
    ],
)
def test_a_sibling_that_tells_less_is_refused(sentence: str, kind: SentenceKind) -> None:
    with pytest.raises(UnreadableSentenceError):
        read_sentence(sentence, kind)
