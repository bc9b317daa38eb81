"""The page that a driver shows, as a session drives it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from pacts import model
from pacts._shared.foreign_script import FOREIGN
from pacts.flow.steps import MAX_FRAMES, ActChecked, Captured, PageNotReadyError
from pacts.selenium.finding import MAX_DEPTH, STRATEGIES, found, switch


class DriverAdapter:
    """Implements `pacts.session.sync.Adapter`."""

    strategies = STRATEGIES
    errors = (WebDriverException,)

    def __init__(self, driver: WebDriver, expression: Callable[[model.Selector], str]) -> None:
        """Bind a driver.

        Args:
            driver: what shows the page.
            expression: `expression_of` a selector, with the daemon's check script.
        """
        self._driver = driver
        self._expression = expression

    def url(self) -> str:
        return self._driver.current_url

    def check(self, frame: str, script: str, check: str) -> str:
        with self._looking(frame):
            return str(self._driver.execute_script(f"return ({script})(arguments[0])", check))

    def capture(self, script: str) -> Captured:
        with self._looking():
            text = str(self._driver.execute_script(f"return {script}"))
            frames: list[model.Frame] = []
            self._add_frames(script, frames, MAX_DEPTH)
            return Captured(text, tuple(frames))

    def _add_frames(self, script: str, frames: list[model.Frame], depth: int) -> None:
        """Capture the frames of other origins than what they stand in, however deep that is."""
        driver = self._driver
        around = driver.execute_script(f"return ({FOREIGN})()") if depth else ()
        for element, is_foreign, name in around:
            if len(frames) == MAX_FRAMES:
                return
            driver.switch_to.frame(element)
            url = str(driver.execute_script("return location.href"))
            if is_foreign and url.startswith("http"):
                text = str(driver.execute_script(f"return {script}"))
                frames.append(model.Frame(url, model.Page(capture=text), name))
            self._add_frames(script, frames, depth - 1)
            driver.switch_to.parent_frame()

    def act(self, frame: str, selector: model.Selector, action: Callable[[Any], Any]) -> Any:
        if not frame:
            return action(found(self._driver, selector, self._expression))
        switch(self._driver, frame)
        try:
            return action(found(self._driver, selector, self._expression))
        finally:
            self._driver.switch_to.default_content()

    def act_checked(self, script: str, step: ActChecked) -> None:
        """Do nothing: a driver takes no selectors but its own."""

    def close(self, selector: model.Selector) -> bool:
        # What closes an interruption is named by its CSS.
        controls = self._driver.find_elements(By.CSS_SELECTOR, selector.value)
        shown = (one for one in controls if one.is_displayed())
        closer = next(shown, None)
        if closer is not None:
            closer.click()
        return closer is not None

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)

    @contextmanager
    def _looking(self, frame: str = "") -> Iterator[None]:
        if frame:
            switch(self._driver, frame)
        try:
            yield
        except WebDriverException as error:
            raise PageNotReadyError(error.msg or str(error)) from error
        finally:
            if frame:
                self._driver.switch_to.default_content()
