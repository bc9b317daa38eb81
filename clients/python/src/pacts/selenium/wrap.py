"""A driver whose locators heal; tests stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.shadowroot import ShadowRoot
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from pacts._shared.path_script import PATH_OF
from pacts.flow.wrapping import Located, Wish, Written
from pacts.model import Action
from pacts.selenium.finding import in_shadow, within, written
from pacts.selenium.frames import Entered, EnteredAdapter, WrappedSwitchTo

if TYPE_CHECKING:
    from pacts.selenium.session import Session

# What a stale element is found again for. What asks for a state is not among them: that an element
# is stale is an answer, which `staleness_of` and its like wait for.
_ACTIONS = (
    *("click", "clear", "send_keys", "submit", "find_elements"),
    *("get_attribute", "get_dom_attribute", "get_property"),
)


class WrappedDriver:
    """A driver that finds elements where they are now; in all else it is the driver it wraps.

    What `find_element` finds, in the page, in a frame or in an element, is remembered; what it does
    not find any more is found again, after the driver's own implicit wait. So is an element that
    was found on this page and is stale. `find_elements` is as it was.
    """

    is_wrapped = True

    def __init__(self, driver: WebDriver, session: Session) -> None:
        self.wrapped = driver
        self._session = session
        self._entered = Entered(driver)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)

    @property
    def switch_to(self) -> WrappedSwitchTo:
        """The driver's own, which leads into frames and windows."""
        return WrappedSwitchTo(self.wrapped, self._entered)

    def find_element(self, by: str = By.ID, value: str | None = None) -> WebElement:
        """Return the element that the test means, as Selenium's own."""
        return self._found(self.wrapped, by, value, written(by, value or ""))

    def _found(self, root: Any, by: str, value: str | None, called: Written) -> WebElement:
        driver = self.wrapped
        wish = Wish(
            written=called,
            located=Located(
                count=lambda: len(root.find_elements(by, value)),
                path=lambda: _path_of(driver, root.find_element(by, value)),
                act=lambda: root.find_element(by, value),
                frame=self._entered.label,
            ),
            action=Action.ANY,
            native=lambda found: found,
            # The driver has its own implicit wait, and suites their own explicit ones.
            waits=False,
        )
        adapter = EnteredAdapter(driver, self._session.expression_of, self._entered)
        flows = self._session.flows_of(driver, adapter)
        page = adapter.url()
        found: WebElement = self._session.carry_out(flows.use(wish), adapter)

        def again(stale: Exception) -> WebElement:
            self._session.taught()
            one: WebElement = self._session.carry_out(flows.again(wish, page, stale), adapter)
            return one

        return WrappedElement(found, self, called, again)


class WrappedElement(WebElement):
    """An element that was found by a locator: found again by its name when it is stale."""

    def __init__(
        self,
        element: WebElement,
        driver: WrappedDriver,
        called: Written,
        again: Callable[[Exception], WebElement],
    ) -> None:
        super().__init__(element.parent, element.id)
        self._pacts_driver = driver
        self._pacts_written = called
        self._pacts_again = again

    @property
    def text(self) -> str:
        return str(_not_stale(self, lambda: super(WrappedElement, self).text))

    def find_element(self, by: Any = By.ID, value: str | None = None) -> WebElement:
        """Return the element in this one that the test means."""
        called = within(self._pacts_written, written(by, value or ""))
        root = _Within(self, lambda: super(WrappedElement, self))
        return self._pacts_driver._found(root, by, value, called)  # noqa: SLF001 - our own

    @property
    def shadow_root(self) -> ShadowRoot:
        """Its shadow root, in which elements are found as in the page."""
        return WrappedShadowRoot(_own_root(self), self)


class WrappedShadowRoot(ShadowRoot):
    """A shadow root of an element that was found by a locator."""

    def __init__(self, root: ShadowRoot, host: WrappedElement) -> None:
        super().__init__(root.session, root._id)  # noqa: SLF001 - it has no other name
        self._pacts_host = host

    def find_element(self, by: Any = By.ID, value: str | None = None) -> WebElement:
        """Return the element in this root that the test means."""
        host = self._pacts_host
        called = within(in_shadow(host._pacts_written), written(by, value or ""))  # noqa: SLF001 - our own
        root = _Within(host, lambda: _own_root(host))
        return host._pacts_driver._found(root, by, value, called)  # noqa: SLF001 - our own


def _own_root(host: WrappedElement) -> ShadowRoot:
    root: ShadowRoot = _not_stale(host, lambda: super(WrappedElement, host).shadow_root)
    return root


class _Within:
    """Finds in an element, or in its shadow root, as Selenium does."""

    def __init__(self, element: WrappedElement, own: Callable[[], Any]) -> None:
        self._element = element
        self._own = own

    def find_element(self, by: str, value: str | None) -> WebElement:
        found: WebElement = _not_stale(self._element, lambda: self._own().find_element(by, value))
        return found

    def find_elements(self, by: str, value: str | None) -> list[WebElement]:
        found: list[WebElement] = _not_stale(
            self._element, lambda: self._own().find_elements(by, value)
        )
        return found


def wrap(driver: WebDriver | WrappedDriver, session: Session) -> WrappedDriver:
    """Return the driver with locators that heal; one that is wrapped already as it is."""
    return driver if isinstance(driver, WrappedDriver) else WrappedDriver(driver, session)


def _path_of(driver: WebDriver, element: WebElement) -> str:
    return str(driver.execute_script(f"return ({PATH_OF})(arguments[0])", element))


def _not_stale(element: WrappedElement, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except StaleElementReferenceException as stale:
        found = element._pacts_again(stale)  # noqa: SLF001 - our own
        element._id = found.id  # noqa: SLF001 - our own
        return act()


def _action(name: str) -> Callable[..., Any]:
    own = getattr(WebElement, name)

    @wraps(own)
    def act(self: WrappedElement, *args: Any, **options: Any) -> Any:
        return _not_stale(self, lambda: own(self, *args, **options))

    return act


for _name in _ACTIONS:
    setattr(WrappedElement, _name, _action(_name))
