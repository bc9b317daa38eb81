"""Elements by name, in Selenium."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from pacts.flow.target import Target
from pacts.model import Action, Selector
from pacts.selenium.finding import expression_of
from pacts.selenium.pages import DriverAdapter
from pacts.selenium.wrap import WrappedDriver, wrap
from pacts.session.handles import Handle
from pacts.session.sync import SyncSession


class Session(SyncSession):
    """What a test has of one daemon, in Selenium."""

    def element(
        self,
        driver: WebDriver,
        element: str,
        *,
        scope: str = "",
        ordinal: int = 0,
        frame: str = "",
        variant: Mapping[str, str] = MappingProxyType({}),
    ) -> Element:
        """Return a handle of an element; it is looked for when something is done with it.

        Args:
            driver: what shows the page it is on.
            element: what people call it: "Search Wikipedia".
            scope: the part of the page it is in: "dialog", "row of Alice".
            ordinal: which of several, counted from 1; 0 means there is only one.
            frame: name or URL of its frame; empty is the main frame.
            variant: what makes another page of the same route.
        """
        target = Target(element, scope, ordinal, frame, dict(variant))
        return Element(self, driver, DriverAdapter(driver, self.expression_of), target)

    def expression_of(self, selector: Selector) -> str:
        """Return a JavaScript expression whose value is the one element that a selector finds.

        It finds by every strategy, and in open shadow roots; null when there is none, or more than
        one.
        """
        return expression_of(self._scripts.check, selector)

    def close_with(self, driver: WebDriver) -> None:
        """Close the session when the driver quits."""
        quit_driver = driver.quit

        def quit_both() -> None:
            self.close()
            quit_driver()

        driver.quit = quit_both  # type: ignore[method-assign]

    def wrap(self, driver: WebDriver) -> WrappedDriver:
        """Return the driver with locators that are remembered, and healed when they fail."""
        return wrap(driver, self)


class Element(Handle):
    """An element by its name.

    Every action waits until the element is there, and raises ElementNotFoundError when it does not
    come or is not the one it was; what Selenium's own action raises is raised as it is.
    """

    def click(self) -> None:
        """Click it."""
        self._do((Action.CLICK, lambda found: found.click()))

    def send_keys(self, *keys: str) -> None:
        """Type into it, after what is in it."""
        self._do((Action.FILL, lambda found: found.send_keys(*keys)))

    def fill(self, value: str) -> None:
        """Put a text into it, in place of what is in it."""
        self._do((Action.FILL, lambda found: _fill(found, value)))

    def clear(self) -> None:
        """Empty it."""
        self._do((Action.FILL, lambda found: found.clear()))

    def select(self, label: str) -> None:
        """Choose the option of that visible text."""
        self._do((Action.SELECT, lambda found: Select(found).select_by_visible_text(label)))

    def check(self) -> None:
        """Tick it."""
        self._do((Action.CHECK, lambda found: _tick(found, ticked=True)))

    def uncheck(self) -> None:
        """Untick it."""
        self._do((Action.CHECK, lambda found: _tick(found, ticked=False)))

    def text(self) -> str:
        """Return its visible text."""
        return str(self._do((Action.READ, lambda found: found.text)))

    def value(self) -> str:
        """Return what is in it."""
        return str(self._do((Action.READ, lambda found: found.get_attribute("value"))) or "")

    def get_attribute(self, name: str) -> str | None:
        """Return one of its attributes."""
        return cast("str | None", self._do((Action.ANY, lambda found: found.get_attribute(name))))

    def is_enabled(self) -> bool:
        """Say whether it is enabled."""
        return bool(self._do((Action.ANY, lambda found: found.is_enabled())))

    def is_visible(self) -> bool:
        """Say whether it is there and shown now, without waiting for it."""
        return self._shown(lambda found: found.is_displayed())

    def native(self) -> WebElement:
        """Wait for the element, and return Selenium's own."""
        return cast("WebElement", self._do((Action.ANY, lambda found: found)))


def _fill(found: WebElement, value: str) -> None:
    found.clear()
    found.send_keys(value)


def _tick(found: WebElement, *, ticked: bool) -> None:
    if found.is_selected() is not ticked:
        found.click()
