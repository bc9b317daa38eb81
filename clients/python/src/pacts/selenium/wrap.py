"""A driver whose locators heal; tests stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from pacts.flow.wrapping import Located, Wish
from pacts.model import Action, Selector, SelectorStrategy
from pacts.selenium.finding import written
from pacts.selenium.pages import DriverAdapter

if TYPE_CHECKING:
    from pacts.selenium.session import Session

_XPATH_OF = """const path = [];
for (let at = arguments[0]; at && at.nodeType === 1; at = at.parentNode) {
  let place = 1;
  for (let on = at.previousElementSibling; on; on = on.previousElementSibling)
    if (on.localName === at.localName) place += 1;
  path.unshift(`${at.localName}[${place}]`);
}
return "/" + path.join("/");"""


class WrappedDriver:
    """A driver that finds elements where they are now; in all else it is the driver it wraps.

    What `find_element` finds is remembered; what it does not find any more is found again, after
    the driver's own implicit wait. `find_elements`, and finding within elements, are as they were.
    """

    is_wrapped = True

    def __init__(self, driver: WebDriver, session: Session) -> None:
        self.wrapped = driver
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)

    def find_element(self, by: str = By.ID, value: str | None = None) -> WebElement:
        """Return the element that the test means, as Selenium's own."""
        driver, adapter = self.wrapped, DriverAdapter(self.wrapped)
        wish = Wish(
            written=written(by, value or ""),
            located=Located(
                count=lambda: len(driver.find_elements(by, value)),
                path=lambda: _path_of(driver, driver.find_element(by, value)),
                act=lambda: driver.find_element(by, value),
            ),
            action=Action.ANY,
            native=lambda found: found,
            # The driver has its own implicit wait, and suites their own explicit ones.
            waits=False,
        )
        flows = self._session.flows_of(driver, adapter)
        found: WebElement = self._session.carry_out(flows.use(wish), adapter)
        return found


def wrap(driver: WebDriver | WrappedDriver, session: Session) -> WrappedDriver:
    """Return the driver with locators that heal; one that is wrapped already as it is."""
    return driver if isinstance(driver, WrappedDriver) else WrappedDriver(driver, session)


def _path_of(driver: WebDriver, element: WebElement) -> Selector:
    path = str(driver.execute_script(_XPATH_OF, element))
    return Selector(SelectorStrategy.XPATH, path, positional=True)
