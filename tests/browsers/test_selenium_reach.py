"""What a wrapped driver leads to: frames, elements in elements, windows, stale elements."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from selenium.common.exceptions import (
    NoSuchShadowRootException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support import expected_conditions as until
from selenium.webdriver.support.wait import WebDriverWait

import pacts
from pacts.selenium import Session
from tests.browsers.test_selenium_elements import driver, session, shop
from tests.client.runners.shop import (
    FRAMED,
    PAY_REDESIGNED,
    REDESIGNED,
    SHADOWED,
    SHADOWED_REDESIGNED,
    WITHOUT_NEWS,
    Shop,
    nested,
)

# What WebKitGTK's driver calls its browser; it enters no closed shadow root.
WEBKIT = "MiniBrowser"
CLOSED = "<my-card><template shadowrootmode=closed"

__all__ = ["driver", "session", "shop"]


def known(session: Session) -> set[tuple[str, str]]:
    session.passed()  # what is saved beside the test is waited for
    entries = session.client.list_selectors(session.settings.app)
    return {(one.query.frame, one.query.element) for one in entries}


def test_elements_of_a_frame_are_named_with_it_and_healed_in_it(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    shop.page = FRAMED
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    wrapped.switch_to.frame("payment")
    wrapped.find_element(By.ID, "pay").click()
    wrapped.switch_to.default_content()
    wrapped.find_element(By.ID, "pay").click()
    wrapped.switch_to.frame(1)
    wrapped.find_element(By.ID, "more").click()
    assert known(session) == {("payment", "id=pay"), ("", "id=pay")}

    shop.frame = PAY_REDESIGNED
    wrapped.refresh()
    wrapped.switch_to.frame(wrapped.find_element(By.NAME, "payment"))
    wrapped.find_element(By.TAG_NAME, "input").send_keys("4111")
    wrapped.find_element(By.ID, "pay").click()
    wrapped.switch_to.parent_frame()
    assert wrapped.title == "paid 4111"
    assert [one.element for one in session.heals] == ["id=pay"]


def test_elements_of_a_frame_in_a_frame_of_another_origin_are_found_and_healed(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    shop.page, shop.pages["/bank"] = nested(urlsplit(shop.url).port or 0)
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    wrapped.switch_to.frame("bank")
    wrapped.switch_to.frame("payment")
    wrapped.find_element(By.ID, "pay").click()
    assert known(session) == {("payment", "id=pay")}

    shop.frame = PAY_REDESIGNED
    wrapped.refresh()
    session.element(driver, "Card number", frame="payment").fill("4111")
    wrapped.switch_to.default_content()
    wrapped.switch_to.frame("bank")
    wrapped.switch_to.frame("payment")
    wrapped.find_element(By.ID, "pay").click()
    wrapped.switch_to.default_content()
    assert wrapped.title == "paid 4111"
    assert [one.element for one in session.heals] == ["id=pay"]


def test_element_in_an_element_is_one_name_and_healed(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    wrapped.find_element(By.TAG_NAME, "main").find_element(By.ID, "sub").click()
    assert known(session) == {("", "tag=main"), ("", "tag=main >> id=sub")}

    shop.page = REDESIGNED
    wrapped.refresh()
    wrapped.find_element(By.TAG_NAME, "main").find_element(By.ID, "sub").click()
    assert wrapped.title == "subscribed"
    assert [one.element for one in session.heals] == ["tag=main >> id=sub"]


def test_element_in_shadow_roots_is_one_name_and_healed(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    def subscribe() -> str:
        wrapped.get(shop.url)
        app = wrapped.find_element(By.TAG_NAME, "my-app")
        card = app.shadow_root.find_element(By.CSS_SELECTOR, "my-card")
        card.shadow_root.find_element(By.ID, "sub").click()
        return wrapped.title

    shop.page = SHADOWED
    wrapped = pacts.wrap(driver, session)
    assert subscribe() == "subscribed"
    card = "tag=my-app >> shadow-root >> css=my-card"
    assert known(session) == {
        ("", "tag=my-app"), ("", card), ("", f"{card} >> shadow-root >> id=sub"),
    }  # fmt: skip

    shop.page = SHADOWED_REDESIGNED
    assert subscribe() == "subscribed"
    assert [one.element for one in session.heals] == [f"{card} >> shadow-root >> id=sub"]


def test_element_in_a_closed_shadow_root_is_the_runners_own_and_that_is_said_once(
    driver: WebDriver, shop: Shop, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    shop.page = SHADOWED.replace("<my-card><template shadowrootmode=open", CLOSED)
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    app = wrapped.find_element(By.TAG_NAME, "my-app")
    card = app.shadow_root.find_element(By.CSS_SELECTOR, "my-card")
    if driver.capabilities["browserName"] == WEBKIT:
        with pytest.raises(NoSuchShadowRootException):
            _ = card.shadow_root
        return
    for _ in range(2):
        card.shadow_root.find_element(By.ID, "sub").click()
    assert wrapped.title == "subscribed"
    name = "tag=my-app >> shadow-root >> css=my-card >> shadow-root >> id=sub"
    assert [one.getMessage() for one in caplog.records if one.name == "pacts"] == [
        f"{name} is not remembered: no selector leads into a closed shadow root"
    ]
    assert name not in {element for _, element in known(session)}


def test_stale_element_is_found_again_by_its_name_on_its_own_page_only(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    button = wrapped.find_element(By.ID, "sub")
    heading = wrapped.find_element(By.TAG_NAME, "section").find_element(By.TAG_NAME, "h2")
    wrapped.refresh()
    WebDriverWait(wrapped, 5).until(until.staleness_of(button))
    button.click()
    assert (wrapped.title, heading.text) == ("subscribed", "News")
    assert session.heals == ()

    shop.page = REDESIGNED
    wrapped.refresh()
    button.click()
    assert wrapped.title == "subscribed"
    assert [one.element for one in session.heals] == ["id=sub"]

    wrapped.get(f"{shop.url}elsewhere")
    with pytest.raises(StaleElementReferenceException) as elsewhere:
        button.click()
    assert "and this is" in elsewhere.value.__notes__[0]


def test_stale_element_that_is_not_there_or_was_not_known_stays_stale(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    button, first = wrapped.find_element(By.ID, "sub"), wrapped.find_element(By.TAG_NAME, "button")
    shop.page = WITHOUT_NEWS
    wrapped.refresh()
    for lost in (button, first):
        with pytest.raises(StaleElementReferenceException):
            lost.click()
    assert wrapped.title == "Shop"
    with pytest.raises(TimeoutException):
        WebDriverWait(wrapped, 0.2).until(until.presence_of_element_located((By.ID, "sub")))


def test_window_that_a_wrapped_driver_switches_to_is_wrapped(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    first = wrapped.current_window_handle
    wrapped.switch_to.new_window("tab")
    wrapped.get(f"{shop.url}other")
    wrapped.find_element(By.ID, "sub").click()
    wrapped.close()
    wrapped.switch_to.window(first)
    session.passed()
    (entry,) = session.client.list_selectors(session.settings.app)
    assert entry.query.page == f"{shop.url}other"
