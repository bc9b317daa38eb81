"""Locators as a suite has them: wrapped, remembered, and healed after a redesign."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect

import pacts
from pacts.playwright import Session
from tests.client.runners.conftest import known, made
from tests.client.runners.shop import COVERED, REDESIGNED, WITHOUT_NEWS, Shop

CSS = pacts.SelectorStrategy.CSS


def test_locators_that_work_are_remembered_as_they_are_written(
    session: Session, page: Page
) -> None:
    page.locator("#sub").click()
    page.get_by_label("Search products", exact=True).fill("tea")
    page.locator("form").get_by_role("button", name="Search").click()
    page.click("#go")
    page.get_by_text("About us").first.click()

    entries = known(session)
    assert set(entries) == {
        "css=#sub",
        'label="Search products"',
        'css=form >> role=button[name="Search"]',
        "css=#go",
        'text="About us" >> first()',
    }
    assert entries["css=#sub"].selectors == (pacts.Selector(CSS, "#sub"),)
    assert entries["css=#sub"].descriptor.name == "Subscribe"
    assert entries['css=form >> role=button[name="Search"]'].descriptor.name == "Search"


def test_wrapped_page_is_a_page_to_assertions(page: Page, tab: Page) -> None:
    assert pacts.wrap(page) is page
    expect(page).to_have_title("Shop")
    expect(page.locator("#sub")).to_have_text("Subscribe")
    expect(page.locator("#none")).to_have_count(0)


def test_locator_that_finds_nothing_after_a_redesign_is_healed(
    session: Session, page: Page, shop: Shop
) -> None:
    page.locator("#sub").click()
    session.passed()
    shop.page = REDESIGNED
    page.reload()
    page.locator("#sub").click()

    expect(page).to_have_title("subscribed")
    assert [one.element for one in session.heals] == ["css=#sub"]
    page.locator("#sub").click()
    assert len(session.heals) == 1


def test_locator_of_a_removed_element_fails_in_the_runners_own_words(
    session: Session, page: Page, shop: Shop
) -> None:
    page.locator("#sub").click()
    session.passed()
    shop.page = WITHOUT_NEWS
    page.reload()
    with pytest.raises(Error, match="Timeout 1500ms exceeded") as raised:
        page.locator("#sub").click(timeout=1500)

    assert raised.value.__notes__[0].startswith("pacts: ")
    assert session.heals == ()


def test_locator_of_another_element_is_led_to_its_own(
    session: Session, page: Page, shop: Shop
) -> None:
    third = page.locator("main > :nth-child(3) > button")
    third.click()
    expect(page).to_have_title("subscribed")
    session.passed()
    shop.page = REDESIGNED  # where the search form is the third
    page.reload()
    assert third.inner_text() == "Subscribe"
    third.click()

    expect(page).to_have_title("subscribed")
    assert len(session.heals) == 1


def test_locator_that_is_covered_is_freed_once_it_is_known(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, interruptions={"cookies": "#accept"})
    page = session.wrap(tab)
    page.locator("#sub").click()
    session.passed()
    shop.page = COVERED
    page.reload()
    page.locator("#sub").click(timeout=2000)

    expect(page).to_have_title("subscribed")


@pytest.fixture
def nobody() -> Iterator[pacts.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        target = f"127.0.0.1:{probe.getsockname()[1]}"
    with pacts.Client(target, timeout_s=0.5, retries=0) as client:
        yield client


def test_locators_work_while_the_daemon_is_down_and_it_is_said_once(
    nobody: pacts.Client, tab: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page = Session("shop", "test", client=nobody).wrap(tab)
    started = time.monotonic()
    with caplog.at_level(logging.WARNING, "pacts"):
        page.locator("#q").fill("tea")
        page.locator("#sub").click()

    expect(page).to_have_title("subscribed")
    said = [one for one in caplog.messages if "the runner's own selectors are used" in one]
    assert len(said) == 1
    assert time.monotonic() - started < 10


def test_wrap_of_something_else_is_refused() -> None:
    with pytest.raises(TypeError, match="neither a page of Playwright nor a driver"):
        pacts.wrap(object())
