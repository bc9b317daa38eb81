"""Elements by name and wrapped drivers under Selenium: `make browsers`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

import pacts
from pacts import Selector
from pacts import SelectorStrategy as Strategy
from pacts.selenium import Session
from pacts.session.connecting import connect
from pacts.session.environment import Endpoint
from tests.browsers.drivers import chromium, firefox, remote, webkit
from tests.client.runners.shop import REDESIGNED, WITHOUT_NEWS, Shop, serving

WAYS = [chromium, firefox, webkit, remote]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.__name__)
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


MORE = """document.querySelector('main').insertAdjacentHTML('beforeend', `
<button id=buy data-testid=buy>Buy now</button><h2 id=note>Ships today</h2>
<label>City <input id=city></label><input id=coupon placeholder="Coupon code">
<img id=logo alt="Our logo" width=20 height=20><a id=help href="#help" title="Help page">?</a>`)"""


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (Selector(Strategy.CSS, "#buy"), "buy"),
        (Selector(Strategy.XPATH, "//*[@id='buy']"), "buy"),
        (Selector(Strategy.TEST_ID, "buy", attribute="data-testid"), "buy"),
        (Selector(Strategy.ROLE, "Buy now", role="button"), "buy"),
        (Selector(Strategy.TEXT, "Ships today"), "note"),
        (Selector(Strategy.LABEL, "City"), "city"),
        (Selector(Strategy.PLACEHOLDER, "Coupon code"), "coupon"),
        (Selector(Strategy.ALT_TEXT, "Our logo"), "logo"),
        (Selector(Strategy.TITLE, "Help page"), "help"),
    ],
    ids=lambda value: value.strategy if isinstance(value, Selector) else "",
)
def test_stored_selector_of_any_strategy_is_acted_on(
    driver: WebDriver, shop: Shop, session: Session, selector: Selector, found: str
) -> None:
    driver.get(shop.url)
    driver.execute_script(MORE)
    client = session.client
    query = pacts.ElementQuery("shop", "test", driver.current_url, "it")
    page = pacts.Page(capture=driver.execute_script(f"return {client.capture_script()}"))
    client.save_selector(query, (selector,), evidence=page)

    assert session.element(driver, "it").get_attribute("id") == found
    (entry,) = client.list_selectors("shop")
    assert (entry.selectors, session.heals) == ((selector,), ())


SHADOW = """<!doctype html><title>Shop</title><h1>Shop</h1><p>Below is a box.</p><div id=box></div>
<script>document.getElementById('box').attachShadow({mode: 'open'}).innerHTML =
`<button id=deep onclick="document.title='deep'">Go deep</button>`</script>"""


def test_element_in_a_shadow_root_is_acted_on(
    driver: WebDriver, shop: Shop, session: Session
) -> None:
    shop.page = SHADOW
    driver.get(shop.url)
    session.element(driver, "Go deep").click()
    assert driver.title == "deep"


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
