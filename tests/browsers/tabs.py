"""The page of a driver, asked as tests ask Playwright's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playwright.async_api import Error
from selenium.common.exceptions import JavascriptException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as until
from selenium.webdriver.support.wait import WebDriverWait

_CALLED = "const said = ({}\n); return typeof said === 'function' ? said(...arguments) : said"
_WRITTEN = "document.open(); document.write(arguments[0]); document.close()"
_WAIT_S = 10


class DriverFrame:
    """A document, and what leads the driver to it."""

    def __init__(self, driver: WebDriver, enter: Callable[[], None]) -> None:
        self._driver = driver
        self._enter = enter

    async def evaluate(self, expression: str, *given: Any) -> Any:
        """Evaluate an expression; call a function with what is given."""
        return await asyncio.to_thread(self._evaluate, expression, *given)

    async def wait_for_selector(self, css: str) -> None:
        await asyncio.to_thread(self._wait_for, css)

    def _evaluate(self, expression: str, *given: Any) -> Any:
        self._enter()
        try:
            return self._driver.execute_script(_CALLED.replace("{}", expression), *given)
        except JavascriptException as error:
            raise Error(error.msg or "") from error
        finally:
            self._driver.switch_to.default_content()

    def _wait_for(self, css: str) -> None:
        self._enter()
        place = (By.CSS_SELECTOR, css)
        WebDriverWait(self._driver, _WAIT_S).until(until.presence_of_element_located(place))
        self._driver.switch_to.default_content()


class DriverLocator:
    """The one element that a CSS selector or an XPath finds."""

    def __init__(self, driver: WebDriver, selector: str) -> None:
        self._driver = driver
        self._selector = selector

    async def evaluate(self, function: str) -> Any:
        return await asyncio.to_thread(self._evaluate, function)

    async def get_attribute(self, name: str) -> str | None:
        return await asyncio.to_thread(lambda: self._element().get_dom_attribute(name))

    def _evaluate(self, function: str) -> Any:
        return self._driver.execute_script(f"return ({function})(arguments[0])", self._element())

    def _element(self) -> WebElement:
        way, _, value = self._selector.partition("=")
        place = {"css": (By.CSS_SELECTOR, value), "xpath": (By.XPATH, value)}.get(way)
        [element] = self._driver.find_elements(*place or (By.CSS_SELECTOR, self._selector))
        return element


class DriverTab(DriverFrame):
    """The page that a driver shows."""

    def __init__(self, driver: WebDriver) -> None:
        super().__init__(driver, lambda: None)

    @property
    def version(self) -> str:
        return str(self._driver.capabilities["browserVersion"])

    @property
    def url(self) -> str:
        return self._driver.current_url

    @property
    def frames(self) -> list[DriverFrame]:
        """The page, and what it shows the frames of; those are counted when they are entered."""
        frames = self._driver.find_elements(By.CSS_SELECTOR, "iframe")
        inner = [lambda one=one: self._driver.switch_to.frame(one) for one in frames]
        return [self, *(DriverFrame(self._driver, enter) for enter in inner)]

    def locator(self, selector: str) -> DriverLocator:
        return DriverLocator(self._driver, selector)

    async def goto(self, url: str) -> None:
        await asyncio.to_thread(self._driver.get, url)

    async def reload(self) -> None:
        await asyncio.to_thread(self._driver.refresh)

    async def set_content(self, html: str) -> None:
        await asyncio.to_thread(self._driver.execute_script, _WRITTEN, html)

    async def content(self) -> str:
        return await asyncio.to_thread(lambda: self._driver.page_source)

    async def fill(self, css: str, text: str) -> None:
        await asyncio.to_thread(
            lambda: self._driver.find_element(By.CSS_SELECTOR, css).send_keys(text)
        )
