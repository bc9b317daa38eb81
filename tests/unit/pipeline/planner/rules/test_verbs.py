"""Each verb, in several of the phrasings that testers use."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.rules.planner import read_sentence


def planned(sentence: str) -> list[str]:
    """Return a plan as short lines: "click 'Save' in 'dialog' = 'value'"."""
    lines = []
    for one in read_sentence(sentence):
        line = f"{one.action} {one.assertion}" if one.assertion else str(one.action)
        line += f" {one.element!r}" if one.element else ""
        line += f" in {one.scope!r}" if one.scope else ""
        line += f" = {one.value!r}" if one.value is not None else ""
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ('click "Sign in"', "click 'Sign in'"),
        ("Click on the Sign in button", "click 'Sign in button'"),
        ("tap Continue", "click 'Continue'"),
        ("press the Save button", "click 'Save button'"),
        ('press "Save"', "click 'Save'"),
        ("User clicks on Save", "click 'Save'"),
        ("I click the last Remove link", "click 'last Remove link'"),
        ("Click `More...`", "click 'More...'"),
        ("Click Forgot password?", "click 'Forgot password?'"),
        ('click the 3rd "Delete" button', "click '3rd Delete button'"),
        ("click Delete in the row of Bob", "click 'Delete' in 'row of Bob'"),
        ('click "Edit" in the row for "Bob"', "click 'Edit' in 'row for Bob'"),
        ("In the row of Bob, click Edit", "click 'Edit' in 'row of Bob'"),
        ("within the Settings section, click on Save", "click 'Save' in 'Settings section'"),
        ("From the menu, select the Export option", "click 'Export option' in 'menu'"),
        ("Open the account menu", "click 'account menu'"),
        ("Click the flag icon to close the panel", "click 'flag icon'"),
        ("Close the panel by clicking the X icon", "click 'X icon'"),
        ("double click on INV-2041", "double_click 'INV-2041'"),
        ("double-click the first row", "double_click 'first row'"),
        ('right click "report.csv"', "right_click 'report.csv'"),
        ("Right-click on the file report.csv", "right_click 'file report.csv'"),
        ("hover over Account", "hover 'Account'"),
        ("hover the mouse over the avatar", "hover 'avatar'"),
        ("move the mouse over the Products menu", "hover 'Products menu'"),
        ('drag "Backlog" to "Done"', "drag 'Backlog' = 'Done'"),
        ("drag and drop the first card onto the Done column", "drag 'first card' = 'Done column'"),
        ("Drag Card 1 and drop it on top of Card 2", "drag 'Card 1' = 'Card 2'"),
        ("scroll down", "scroll = 'down'"),
        ("scroll to the bottom of the page", "scroll = 'bottom'"),
        ("scroll the list to the end", "scroll in 'list' = 'bottom'"),
        ("Scroll up in the channel to find an older post", "scroll in 'channel' = 'up'"),
        ("scroll to Contact us", "scroll 'Contact us'"),
        ('scroll "Reviews" into view', "scroll 'Reviews'"),
        ("Save", "click 'Save'"),
    ],
)
def test_pointing_at_an_element_is_read(sentence: str, plan: str) -> None:
    assert planned(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ('fill in "Email" with "ada@example.com"', "fill 'Email' = 'ada@example.com'"),
        ("Fill the email field with ada@example.com", "fill 'email field' = 'ada@example.com'"),
        ('type "hello" into the search box', "fill 'search box' = 'hello'"),
        ("Type hello in the search box", "fill 'search box' = 'hello'"),
        ('Enter "a b" in "Code"', "fill 'Code' = 'a b'"),
        ('In the name field, type "Bob"', "fill 'name field' = 'Bob'"),
        ('enter "Bob" as the first name', "fill 'first name' = 'Bob'"),
        ('enter the password "s3cret"', "fill 'password' = 's3cret'"),
        ("Enter the password {{env.PASSWORD}}", "fill 'password' = '{{env.PASSWORD}}'"),
        ("Fill password with {{env.PASSWORD}}", "fill 'password' = '{{env.PASSWORD}}'"),
        ('type "hello"', "fill = 'hello'"),
        ('Type the text "it\'s"', 'fill = "it\'s"'),
        ("set the quantity to 3", "fill 'quantity' = '3'"),
        ('update the title to "New title"', "fill 'title' = 'New title'"),
        ('I rename it to "EU"', "fill 'name' = 'EU'"),
        ("change the language to German", "select 'language' = 'German'"),
        ('I choose "Australia" as my country', "select 'country' = 'Australia'"),
        ('select "Express" from "Shipping method"', "select 'Shipping method' = 'Express'"),
        ('choose "Large" in the size dropdown', "select 'size dropdown' = 'Large'"),
        ('In the size dropdown, choose "Large"', "select 'size dropdown' = 'Large'"),
        ('Select "Everyone"', "select = 'Everyone'"),
        ("select the Members tab", "click 'Members tab'"),
        ('select country "India"', "select 'country' = 'India'"),
        ('Choose language "Deutsch" in the "Speech" menu', "select 'Speech menu' = 'Deutsch'"),
        ('In field "New name" enter "Bob"', "fill 'field New name' = 'Bob'"),
        ('In the Invite dialog, select "Ann"', "click 'Ann' in 'Invite dialog'"),
        ('Enable the toggle "Previews"', "check 'toggle Previews'"),
        ("clear the search field", "clear 'search field'"),
        ('clear "Name"', "clear 'Name'"),
        ('check "I accept the terms"', "check 'I accept the terms'"),
        ("check the Remember me checkbox", "check 'Remember me checkbox'"),
        ('tick the box next to "Bob"', "check 'Bob'"),
        ("turn on the Dark mode toggle", "check 'Dark mode toggle'"),
        ('uncheck "Newsletter"', "uncheck 'Newsletter'"),
        ("untick the Remember me box", "uncheck 'Remember me box'"),
        ("turn off the Dark mode switch", "uncheck 'Dark mode switch'"),
        ('upload "photo.png" to "Avatar"', "upload 'Avatar' = 'photo.png'"),
        ("attach the file cv.pdf to the Resume field", "upload 'Resume field' = 'cv.pdf'"),
        ("upload report.pdf", "upload = 'report.pdf'"),
    ],
)
def test_giving_a_value_is_read(sentence: str, plan: str) -> None:
    assert planned(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("press Enter", "press = 'Enter'"),
        ("Hit the Escape key", "press = 'Escape'"),
        ("Press the down arrow", "press = 'down arrow'"),
        ('press "Control+Shift+K"', "press = 'Control+Shift+K'"),
        ("Use CTRL/CMD+K to open the switcher", "press = 'CTRL/CMD+K'"),
        ("Click CMD/CTRL+K to open the modal", "press = 'CMD/CTRL+K'"),
        ("Press CTRL+K (Windows) or CMD+K (Mac)", "press = 'CTRL+K (Windows) or CMD+K (Mac)'"),
        ('I press "Delete"', "click 'Delete'"),
        ('press the "Delete" key', "press = 'Delete'"),
        ("press Enter in the search box", "press 'search box' = 'Enter'"),
        ("Tab to the Save button and hit Enter", "press 'Save button' = 'Enter'"),
        ("focus the Email field and press Shift+Tab", "press 'Email field' = 'Shift+Tab'"),
        ("In the search box, press Enter", "press 'search box' = 'Enter'"),
    ],
)
def test_keys_stay_as_they_are_written(sentence: str, plan: str) -> None:
    assert planned(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("go to https://example.com", "goto = 'https://example.com'"),
        ('open "https://example.com/shop"', "goto = 'https://example.com/shop'"),
        ('open url "/cart"', "goto = '/cart'"),
        ("Visit the login page", "goto = 'login page'"),
        ("Navigate to the GIF picker tab.", "click 'GIF picker tab'"),
        ("reload the page", "reload"),
        ("refresh", "reload"),
        ("Go back to the previous page", "back"),
        ("click the browser's back button", "back"),
        ('switch to tab "Invoice"', "switch_tab = 'Invoice'"),
        ("switch to the second tab", "switch_tab = 'second tab'"),
        ("log in", "login"),
        ("Log in as admin", "login = 'admin'"),
        ('sign in as "bob@example.com"', "login = 'bob@example.com'"),
        ("As an editor, log in", "login = 'editor'"),
        ('the user logs in to the app with "Petra" account', "login = 'Petra'"),
        ("wait 5 seconds", "wait = '5'"),
        ("wait for 1 minute", "wait = '60'"),
        ("wait 250 ms", "wait = '0.25'"),
        ("wait for the spinner to disappear", "wait gone 'spinner'"),
        ('wait until "Order placed" is visible', "wait visible 'Order placed'"),
        ("wait for the Save button to be enabled", "wait enabled 'Save button'"),
        ("wait for the list to have 3 items", "wait count 'items' in 'list' = '3'"),
        ("wait for the dialog to close", "wait gone 'dialog'"),
        ("wait until 3 rows are shown", "wait count 'rows' = '3'"),
        ("wait for the results table", "wait visible 'results table'"),
        ("accept the alert", "dialog = 'accept'"),
        ("dismiss the confirm dialog", "dialog = 'dismiss'"),
        ('accept the prompt with "Bob"', "dialog = 'Bob'"),
        ("Ask the tester whether the chart looks right", "ask = 'the chart looks right'"),
    ],
)
def test_page_and_session_are_read(sentence: str, plan: str) -> None:
    assert planned(sentence) == [plan]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ('click "Next" 3 times', ["click 'Next'"] * 3),
        ("click twice on the plus icon", ["click 'plus icon'"] * 2),
        ("press Tab 3 times", ["press = 'Tab'"] * 3),
        (
            "User menu > Profile ➜ Full Name",
            ["click 'User menu'", "click 'Profile'", "click 'Full Name'"],
        ),
        ("Go to Main Menu > View Members", ["click 'Main Menu'", "click 'View Members'"]),
        ('Search for "tea"', ["fill 'search' = 'tea'", "press = 'Enter'"]),
        ('Search for "tea" in the search box', ["fill 'search box' = 'tea'", "press = 'Enter'"]),
        ('click on "A", then "B"', ["click 'A'", "click 'B'"]),
        ("Click Edit then Save", ["click 'Edit'", "click 'Save'"]),
        ('type "x" in "Name" and save', ["fill 'Name' = 'x'", "click 'Save'"]),
        (
            "Type Ada Lovelace in the name field and 12 in the seats field",
            ["fill 'name field' = 'Ada Lovelace'", "fill 'seats field' = '12'"],
        ),
        (
            "Fill in the email with ada@example.com, the password with s3cret! and press Sign in",
            [
                "fill 'email' = 'ada@example.com'",
                "fill 'password' = 's3cret!'",
                "click 'Sign in'",
            ],
        ),
        ('clear "Name" and type "Bob" into it', ["clear 'Name'", "fill 'Name' = 'Bob'"]),
        (
            'Open the menu, click "Export" and verify that "CSV" is visible.',
            ["click 'menu'", "click 'Export'", "assert visible 'CSV'"],
        ),
        ('Click "Save". The dialog closes.', ["click 'Save'", "assert gone 'dialog'"]),
        ("Click the name in the header > Leave", ["click 'name' in 'header'", "click 'Leave'"]),
    ],
)
def test_compound_sentences_become_actions_in_order(sentence: str, plan: list[str]) -> None:
    assert planned(sentence) == plan
