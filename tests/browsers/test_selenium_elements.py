"""Elements by name and wrapped drivers under Selenium: `make browsers`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

import pacts
from pacts.selenium import Session
from pacts.session.connecting import connect
from pacts.session.environment import Endpoint
from tests.browsers.drivers import chromium, firefox, remote
from tests.client.runners.shop import REDESIGNED, WITHOUT_NEWS, Shop, serving


@pytest.fixture(scope="module", params=[chromium, firefox, remote], ids=lambda way: way.__name__)
def driver(request: pytest.FixtureRequest) -> Iterator[WebDriver]:
    with request.param() as driver:
        yield driver


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving() as shop:
        yield shop


@pytest.fixture
def session() -> Iterator[Session]:
    with connect(Endpoint()) as client:
        yield Session("shop", "test", client=client, wait_s=2.0)


def test_elements_are_found_acted_on_healed_and_gone(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    driver.get(shop.url)
    session.element(driver, "Search products").fill("tea")
    session.element(driver, "Country").select("Malta")
    session.element(driver, "I agree").check()
    session.element(driver, "Subscribe").click()

    assert driver.title == "subscribed"
    assert session.element(driver, "Search products").value() == "tea"
    assert session.element(driver, "Country").value() == "Malta"
    assert session.element(driver, "I agree").native().is_selected()
    assert session.element(driver, "Subscribe").text() == "Subscribe"
    assert not session.element(driver, "Subscribe").gone()
    held = session.element(driver, "Search").hold()
    session.passed()

    shop.page = WITHOUT_NEWS
    driver.refresh()
    assert session.element(driver, "Subscribe").gone()
    with pytest.raises(pacts.StaleSelectorError):
        held.click()


def test_driver_that_is_wrapped_remembers_and_heals(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    wrapped.find_element(By.ID, "sub").click()
    wrapped.find_element(By.LINK_TEXT, "About us").click()
    session.passed()
    shop.page = REDESIGNED
    wrapped.get(shop.url)
    wrapped.find_element(By.ID, "sub").click()

    assert wrapped.title == "subscribed"
    assert [one.element for one in session.heals] == ["id=sub"]
    with pytest.raises(NoSuchElementException):
        wrapped.find_element(By.ID, "none")
