"""Elements by name and a wrapped driver on a Selenium Grid whose browser the daemon can't reach."""

from __future__ import annotations

import pytest
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

import pacts
from pacts.selenium import Session
from tests.client.runners.shop import REDESIGNED, WITHOUT_NEWS, Shop
from tests.grid.running import Grid


def known_by_its_id(session: Session, driver: WebDriver) -> None:
    """Leave only the selector that the redesign breaks."""
    query = pacts.ElementQuery(session.settings.app, "test", driver.current_url, "Subscribe")
    selector = pacts.Selector(pacts.SelectorStrategy.CSS, "#sub")
    capture = driver.execute_script(f"return {session.client.capture_script()}")
    session.client.save_selector(query, (selector,), evidence=pacts.Page(capture=capture))


def test_element_on_a_grid_is_discovered_hit_healed_and_gone(
    grid: Grid, driver: WebDriver, shop: Shop, session: Session
) -> None:
    assert grid.sessions() == {driver.session_id: grid.node}
    cold = session.client.cache_stats()
    driver.get(shop.url)
    session.element(driver, "Subscribe").click()
    assert driver.title == "subscribed"
    session.passed()
    discovered = session.client.cache_stats()
    assert discovered.cache_miss > cold.cache_miss

    driver.refresh()
    session.element(driver, "Subscribe").click()
    session.end_visit()
    warm = session.client.cache_stats()
    assert (driver.title, warm.cache_miss) == ("subscribed", discovered.cache_miss)
    assert sum(warm.hits.values()) > sum(discovered.hits.values())
    assert session.heals == ()

    known_by_its_id(session, driver)
    shop.page = REDESIGNED
    driver.refresh()
    session.element(driver, "Subscribe").click()
    assert driver.title == "subscribed"
    assert [one.element for one in session.heals] == ["Subscribe"]

    shop.page = WITHOUT_NEWS
    driver.refresh()
    assert session.element(driver, "Subscribe").gone()
    with pytest.raises(pacts.ElementNotFoundError):
        session.element(driver, "Subscribe").click()


def test_wrapped_driver_of_a_grid_remembers_and_heals(
    grid: Grid, driver: WebDriver, shop: Shop, session: Session
) -> None:
    wrapped = pacts.wrap(driver, session)
    wrapped.get(shop.url)
    wrapped.find_element(By.ID, "sub").click()
    session.passed()
    shop.page = REDESIGNED
    wrapped.get(shop.url)
    wrapped.find_element(By.ID, "sub").click()

    assert wrapped.title == "subscribed"
    assert [one.element for one in session.heals] == ["id=sub"]
    assert grid.sessions() == {driver.session_id: grid.node}
    shop.page = WITHOUT_NEWS
    wrapped.refresh()
    with pytest.raises(NoSuchElementException):
        wrapped.find_element(By.ID, "sub")
