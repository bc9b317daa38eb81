"""After a redesign a frozen page object gets other selectors, and its methods stay."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, sync_playwright

from pacts.client import Client
from pacts.playwright import Session
from tests.client.conftest import Cli
from tests.pom.learning import Learned

APP = "redesigned-shop"
EXPORT = ("pom", "export", "--app", APP, "--to", "playwright-python", "--frozen")
METHOD = '''
    def subscribe_as(self, mail: str) -> str:
        """A person's own, which no export may touch."""
        self.e_mail_address.fill(mail)
        self.subscribe.click(timeout=2_000)
        return self.page.locator("#status").inner_text()
'''


@contextmanager
def tab_of(learned: Learned, edition: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=learned.browser, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(5_000)
        page.goto(learned.url.replace("checkout", f"products{edition}"))
        yield page
        browser.close()


def act_by_name(learned: Learned, edition: str) -> None:
    """Act on the page as a test does that passes."""
    with (
        tab_of(learned, edition) as page,
        Client(learned.address) as client,
        Session(APP, "test", client=client) as session,
    ):
        session.element(page, "E-mail address").fill("ada@example.org")
        session.element(page, "Subscribe").click()
        session.passed()


def subscribed(path: Path, learned: Learned, edition: str) -> str:
    spec = importlib.util.spec_from_file_location("products", path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with tab_of(learned, edition) as page:
        return str(module.ShopProductsPage(page).subscribe_as("grace@example.org"))


def test_update_after_a_redesign_changes_getters_and_keeps_methods(
    learned: Learned, cli: Cli, out: Path
) -> None:
    act_by_name(learned, "")
    assert cli(*EXPORT, "--out", str(out)).returncode == 0
    (path,) = out.iterdir()
    path.write_text(path.read_text() + METHOD)
    before = path.read_text()
    assert subscribed(path, learned, "") == "subscribed grace@example.org"
    with pytest.raises(Error):
        subscribed(path, learned, "?edition=redesign")

    redesigned = learned.url.replace("checkout", "products?edition=redesign")
    updated = cli(*EXPORT, "--update", str(path), "--access-url", redesigned)

    assert (updated.returncode, updated.stdout) == (0, f"changed {path}\n")
    assert subscribed(path, learned, "?edition=redesign") == "subscribed grace@example.org"
    outside = [line for line in before.splitlines() if line not in path.read_text().splitlines()]
    assert METHOD in path.read_text()
    assert all("self.page." in line or "pacts:elements" in line for line in outside)


def test_selectors_of_selenium_are_those_that_are_right_now(
    learned: Learned, cli: Cli, out: Path
) -> None:
    act_by_name(learned, "")
    redesigned = learned.url.replace("checkout", "products?edition=redesign")
    java = ("pom", "export", "--app", APP, "--to", "selenium-java", "--frozen", "--out", str(out))

    made = cli(*java, "--access-url", redesigned)

    assert (made.returncode, made.stderr) == (0, "")
    text = (out / "ShopProductsPage.java").read_text()
    assert text.count("driver.findElement(By.") == 2
    assert 'mail"' not in text.replace("letter-mail", "")
    assert "#subscribe" not in text


def test_element_that_is_not_on_the_page_keeps_its_selector_and_is_told(
    learned: Learned, cli: Cli, out: Path
) -> None:
    named = ("--app", "half", "--environment", "test", "--selector", "css=#wrap")
    page = learned.url.replace("checkout", "products")
    assert cli("save", page, "Gift wrapping", *named).returncode == 0
    python = ("pom", "export", "--app", "half", "--to", "playwright-python", "--frozen")

    made = cli(*python, "--out", str(out), "--access-url", page)

    assert made.returncode == 0
    assert f"'Gift wrapping' was not seen on {page}: not_found" in made.stderr
    assert 'locator("css=#wrap")' in (out / "shop_products_page.py").read_text()


def test_looking_at_a_page_is_for_frozen_selectors_and_one_page(learned: Learned, cli: Cli) -> None:
    asked = ("pom", "export", "--app", APP, "--to", "selenium-java", "--access-url", learned.url)

    made = cli(*asked)

    assert made.returncode == 2
    assert made.stderr.startswith("pacts: frozen: needed with --access-url")
