"""Where a wrapped driver is: the frames that a test has entered, and what a query calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.webdriver import WebDriver

from pacts import model
from pacts.flow.steps import Captured
from pacts.flow.target import MAX_NAME_BYTES
from pacts.selenium.pages import DriverAdapter

# A frame that shares its name with one beside it can't be called anything.
_LABEL = """const plain = url => /^http/.test(url) ? url.split("#")[0].split("?")[0] : "";
const label = one => one.name || one.frameElement?.id || plain(one.location.href);
const element = () => { try { return window.frameElement } catch { return null } };
if (window === window.top) return null;
const own = window.name || element()?.id || plain(location.href);
let same = 0;
for (let at = 0; at < parent.length; at++) try { same += label(parent[at]) === own } catch {}
return same > 1 ? "" : own;"""


class Entered:
    """The frames that a driver is in, outermost first, as the test named them."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver
        self._path: list[Any] = []

    def enter(self, frame: Any) -> None:
        self._path.append(frame)

    def leave(self) -> None:
        del self._path[-1:]

    def clear(self) -> None:
        self._path.clear()

    def label(self) -> str | None:
        """Return what a query calls the frame; empty for none, None if it can't be called."""
        if not self._path:
            return ""
        try:
            label = self._driver.execute_script(_LABEL)
        except WebDriverException:
            return None  # it has gone, as the driver's own commands will say
        if label is None:
            self.clear()  # the page was loaded anew
            return ""
        return str(label) if 0 < len(str(label).encode()) <= MAX_NAME_BYTES else None

    @contextmanager
    def at_top(self) -> Iterator[None]:
        """Be at the top of the page, and then where the driver was."""
        if not self._path:
            yield
            return
        self._driver.switch_to.default_content()
        try:
            yield
        finally:
            self._driver.switch_to.default_content()
            for frame in self._path:
                self._driver.switch_to.frame(frame)


class EnteredAdapter(DriverAdapter):
    """As its base, for a driver that a test has led into a frame: that is where elements are."""

    def __init__(
        self, driver: WebDriver, expression: Callable[[model.Selector], str], entered: Entered
    ) -> None:
        super().__init__(driver, expression)
        self._entered = entered

    def check(self, frame: str, script: str, check: str) -> str:  # noqa: ARG002 - it is there
        return super().check("", script, check)

    def capture(self, script: str) -> Captured:
        with self._entered.at_top():
            return super().capture(script)

    def act(self, frame: str, selector: model.Selector, action: Callable[[Any], Any]) -> Any:  # noqa: ARG002 - it is there
        return super().act("", selector, action)

    def close(self, selector: model.Selector) -> bool:
        with self._entered.at_top():
            return super().close(selector)


class WrappedSwitchTo:
    """A driver's `switch_to`, which notes the frame it leads to."""

    def __init__(self, driver: WebDriver, entered: Entered) -> None:
        self._own = driver.switch_to
        self._entered = entered

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def frame(self, frame_reference: Any) -> None:
        self._own.frame(frame_reference)
        self._entered.enter(frame_reference)

    def parent_frame(self) -> None:
        self._own.parent_frame()
        self._entered.leave()

    def default_content(self) -> None:
        self._own.default_content()
        self._entered.clear()

    def window(self, window_name: str) -> None:
        self._own.window(window_name)
        self._entered.clear()

    def new_window(self, type_hint: str | None = None) -> None:
        self._own.new_window(type_hint)
        self._entered.clear()
