"""Pop-ups and other tabs that a wrapped page leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, expect

import pacts
from pacts.playwright import Session
from tests.client.runners.conftest import known
from tests.client.runners.shop import Shop


def test_pop_up_is_wrapped_and_its_opener_too(session: Session, checkout: Page, shop: Shop) -> None:
    with checkout.expect_popup() as info:
        checkout.locator("#help").click()
    popup = info.value
    popup.locator("#help").hover()
    assert popup.opener() is checkout
    assert checkout.context.pages == [checkout, popup]
    session.passed()
    pages = {one.query.page for one in session.client.list_selectors(session.settings.app)}
    assert f"{shop.url}help" in pages
    popup.close()


OPENED: dict[str, Callable[[Page], Page]] = {
    "expect_page": lambda page: _awaited(page, page.context.expect_page()),
    "expect_event": lambda page: _awaited(page, page.expect_event("popup")),
    "context_expect_event": lambda page: _awaited(page, page.context.expect_event("page")),
    "on_popup": lambda page: _told(page, page, "popup"),
    "on_page": lambda page: _told(page, page.context, "page"),
}


def _awaited(page: Page, opened: Any) -> Page:
    with opened as info:
        page.locator("#help").click()
    came: Page = info.value
    return came


def _told(page: Page, source: Any, event: str) -> Page:
    came: list[Page] = []
    source.on(event, came.append)
    with page.expect_popup():
        page.locator("#help").click()
    source.remove_listener(event, came.append)
    return came[0]


def test_page_that_is_got_through_the_wrap_is_wrapped(checkout: Page) -> None:
    for way, opened in OPENED.items():
        page = opened(checkout)
        assert pacts.wrap(page) is page, way
        assert page in checkout.context.pages
        page.close()


def test_page_of_a_wrapped_context_is_wrapped(
    session: Session, chromium: Browser, shop: Shop
) -> None:
    with chromium.new_context() as context:
        page = session.wrap(context.new_page())
        other = page.context.new_page()
        other.goto(shop.url)
        other.locator("#sub").click()
        assert page.context == context
        assert context.pages == [page, other]
    assert set(known(session)) == {"css=#sub"}


def test_listener_that_is_removed_is_not_told(checkout: Page) -> None:
    told: list[Page] = []
    listener = told.append
    checkout.on("popup", listener)
    checkout.remove_listener("popup", listener)
    with checkout.expect_popup() as info:
        checkout.locator("#help").click()
    info.value.close()
    assert told == []


def test_element_by_name_on_a_wrapped_page_is_one_of_the_page_itself(
    session: Session, page: Page
) -> None:
    session.element(page, "Subscribe").click()
    expect(page).to_have_title("subscribed")
    assert set(known(session)) == {"Subscribe"}
