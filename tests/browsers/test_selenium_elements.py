"""Elements by name and wrapped drivers under Selenium: `make browsers`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver import (
    Chrome,
    ChromeOptions,
    ChromeService,
    Firefox,
    FirefoxOptions,
    FirefoxService,
    Remote,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

import pacts
from pacts.selenium import Session
from pacts.session.connecting import connect
from pacts.session.environment import Endpoint
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.browsers.firefox import firefox as executable
from tests.client.runners.shop import REDESIGNED, WITHOUT_NEWS, Shop, serving


@contextmanager
def chromium() -> Iterator[WebDriver]:
    with quitting(Chrome(chrome_options(), chrome_service())) as driver:
        yield driver


@contextmanager
def remote() -> Iterator[WebDriver]:
    """A driver that knows only an address, as that of a grid."""
    service = chrome_service()
    service.start()
    try:
        with quitting(Remote(service.service_url, options=chrome_options())) as driver:
            yield driver
    finally:
        service.stop()


@contextmanager
def firefox() -> Iterator[WebDriver]:
    options = FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = executable() or pytest.fail("no firefox on the PATH")
    service = FirefoxService(found("geckodriver", "cargo install geckodriver"))
    with quitting(Firefox(options, service)) as driver:
        yield driver


def chrome_options() -> ChromeOptions:
    options = ChromeOptions()
    options.add_argument("--headless=new")
    options.binary_location = pick_executable(None, "")
    for argument in launch_arguments(BrowserOptions()):
        options.add_argument(argument)
    return options


def chrome_service() -> ChromeService:
    return ChromeService(found("chromedriver", "Debian: chromium-driver"))


@contextmanager
def quitting(driver: WebDriver) -> Iterator[WebDriver]:
    try:
        yield driver
    finally:
        driver.quit()


def found(program: str, where: str) -> str:
    path = shutil.which(program)
    assert path is not None, f"no {program} on the PATH ({where})"
    return path


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
