"""Getters that a person wrote in Python: the locator in them changes, and not a letter besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomError, PomMode, PomTarget
from tests.unit.pipeline.pom.pages import LOGIN, Strategy, by, css, exported

OWN = '''# Mine — übrigens.
from playwright.sync_api import Page


class LoginPage:
    url = "/login"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.user_name = page.locator("#u")  # ünder the logo
        self.password = self.page.get_by_label("Password")
        self.rows = page.locator("tr").filter(has_text=self.url)

    @property
    def sign_in(self):
        """The button."""
        return self.page.locator("form").locator("button.go").first

    def forgot(self):
        return self.page.get_by_text("Forgot?")

    def row(self, name):
        return self.page.locator("tr", has_text=name)

    def log_in(self, name):
        self.user_name.fill(name)
        return self.sign_in.click()
'''
KNOWN = (
    PageElement("User name", selectors=(by(Strategy.LABEL, "User"), *css("#new-user"))),
    PageElement("Password", selectors=css("#pw")),
    PageElement("Sign in", selectors=(by(Strategy.ROLE, "Sign in", "button"),)),
    PageElement("Row", selectors=css("tr.one")),
    PageElement("Rows", selectors=css("tr.all")),
    PageElement("Log in", selectors=css("a.login")),
    PageElement("Help", selectors=css("a.help")),
)


def updated(
    path: Path,
    text: str,
    mode: PomMode = PomMode.FROZEN,
    known: tuple[PageElement, ...] = KNOWN,
    class_name: str = "",
) -> tuple[str, tuple[str, ...]]:
    path.write_bytes(text.encode())
    (file,) = exported(
        PomTarget.PLAYWRIGHT_PYTHON,
        mode,
        pages=[KnownPage(LOGIN, known)],
        update=path,
        class_name=class_name,
    ).files
    return file.text, file.notes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "login.py"


def test_locators_that_have_the_name_of_an_element_change_and_nothing_else(path: Path) -> None:
    text, notes = updated(path, OWN)

    assert text == (
        OWN.replace('page.locator("#u")', 'page.get_by_label("User", exact=True)')
        .replace('self.page.get_by_label("Password")', 'self.page.locator("css=#pw")')
        .replace(
            'self.page.locator("form").locator("button.go").first',
            'self.page.get_by_role("button", name="Sign in", exact=True)',
        )
    )
    assert notes == (f"{path}: LoginPage has no getter for help, log_in, row, rows",)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_of_the_file_stay(ending: str, path: Path) -> None:
    text, _ = updated(path, OWN.replace("\n", ending))

    assert text.replace(ending, "\n") == updated(path, OWN)[0]


def test_second_time_changes_nothing(path: Path) -> None:
    text, _ = updated(path, OWN)

    assert updated(path, text)[0] == text


def test_class_of_another_name_is_named(path: Path) -> None:
    text, _ = updated(path, OWN.replace("LoginPage", "Login"), class_name="Login")

    assert 'get_by_label("User", exact=True)' in text


def test_locator_that_is_made_in_two_places_is_in_doubt_and_stays(path: Path) -> None:
    twice = f'{OWN}\n    def again(self):\n        self.user_name = self.page.locator("#v")\n'

    text, notes = updated(path, twice)

    assert 'page.locator("#u")' in text
    assert "user_name" in notes[0]


ASKING = OWN.replace("page: Page)", "page: Page, session)").replace(
    "        self.page = page\n", "        self.page = page\n        self.session = session\n"
)


def test_getters_ask_the_session_that_the_class_has(path: Path) -> None:
    text, _ = updated(path, ASKING, PomMode.ASK)

    assert 'self.user_name = session.element(page, "User name")  # ünder the logo' in text
    assert 'return self.session.element(self.page, "Sign in")' in text
    assert updated(path, text, PomMode.ASK)[0] == text


def test_class_without_a_session_cannot_ask(path: Path) -> None:
    with pytest.raises(PomError, match=r"login.py:\d+: \w+ has no session to ask"):
        updated(path, OWN, PomMode.ASK)


def test_class_with_no_getter_of_an_elements_name_is_not_touched(path: Path) -> None:
    with pytest.raises(PomError, match="no getter that only makes a locator and is called as"):
        updated(path, OWN, known=(PageElement("Help", selectors=css("a")),))


@pytest.mark.parametrize("text", ["class LoginPage:\n  x = (\n", "class LoginPage:\n\0"])
def test_file_that_is_no_python_is_not_touched(text: str, path: Path) -> None:
    with pytest.raises(PomError, match="the file is no Python"):
        updated(path, text)
