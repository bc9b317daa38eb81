"""From a selector to what Selenium finds by it, and from what a test wrote to a selector."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from selenium.common.exceptions import (
    NoSuchElementException,
    NoSuchFrameException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from pacts._rpc.page_calls import page_check
from pacts.flow.steps import PageNotReadyError
from pacts.flow.wrapping import Written
from pacts.model import Action, Descriptor, Selector, SelectorStrategy

# Selenium finds by three of them; the check script finds by all.
STRATEGIES: Final = tuple(one for one in SelectorStrategy if one != SelectorStrategy.UNRECOGNIZED)
MAX_DEPTH: Final = 8
_FRAMES: Final = """return [...document.querySelectorAll("iframe, frame")]
  .map(frame => [frame, frame.name, frame.id, frame.src])"""
# What a way to find is called, and its CSS where it has one.
_TERMS: Final[Mapping[str, tuple[str, Callable[[str], str] | None]]] = {
    By.CSS_SELECTOR: ("css", lambda value: value),
    By.XPATH: ("xpath", None),
    By.ID: ("id", lambda value: f"[id={css_string(value)}]"),
    By.NAME: ("name", lambda value: f"[name={css_string(value)}]"),
    By.CLASS_NAME: ("class", lambda value: f".{value}"),
    By.TAG_NAME: ("tag", lambda value: value),
    By.LINK_TEXT: ("link", None),
    By.PARTIAL_LINK_TEXT: ("partial link", None),
}


def by_of(selector: Selector) -> tuple[str, str] | None:
    """Return how Selenium itself finds what a selector means; None: it can't, by a role, say."""
    match selector.strategy:
        case SelectorStrategy.CSS:
            return By.CSS_SELECTOR, selector.value
        case SelectorStrategy.XPATH:
            return By.XPATH, selector.value
        case SelectorStrategy.TEST_ID:
            return By.CSS_SELECTOR, f"[{selector.attribute}={css_string(selector.value)}]"
        case _:
            return None


def expression_of(script: str, selector: Selector) -> str:
    """Return a JavaScript expression whose value is the one element that a selector finds.

    It finds by every strategy, and in open shadow roots; null when there is none, or more than one.

    Args:
        script: the check script.
        selector: it is found by.
    """
    asked = page_check((selector,), Descriptor(), Action.ANY)
    call = f"({script}\n)({asked}, one => {{ found = one }})"
    return f"(() => {{ let found = null; {call}; return found }})()"


def found(
    driver: WebDriver, selector: Selector, expression: Callable[[Selector], str]
) -> WebElement:
    """Return the element of a selector: by Selenium's own way, else by an expression.

    Raises:
        NoSuchElementException: there is none.
    """
    by = by_of(selector)
    one = next(iter(driver.find_elements(*by)), None) if by else None
    one = one or driver.execute_script(f"return {expression(selector)}")
    if one is None:
        raise NoSuchElementException(f"nothing is at {selector}")
    element: WebElement = one
    return element


def written(by: str, value: str) -> Written:
    """Return what ``find_element(by, value)`` is called."""
    prefix, css = _TERMS.get(by, (by, None))
    if by == By.XPATH:
        return Written(f"{prefix}={value}", Selector(SelectorStrategy.XPATH, value))
    selector = None if css is None else Selector(SelectorStrategy.CSS, css(value))
    return Written(f"{prefix}={value}", selector)


def within(parent: Written, part: Written) -> Written:
    """Return what an element in another one is called; only its runner can say where that is."""
    return Written(f"{parent.name} >> {part.name}")


def in_shadow(host: Written) -> Written:
    """Return what the shadow root of an element is called."""
    return within(host, Written("shadow-root"))


def switch(driver: WebDriver, frame: str) -> None:
    """Enter the frame of that name, id or URL, from the top of the page.

    Raises:
        PageNotReadyError: there is no such frame.
    """
    driver.switch_to.default_content()
    missing = f"the page has no frame {frame!r}"
    try:
        if not _enter(driver, frame, MAX_DEPTH):
            raise PageNotReadyError(missing)
    except (NoSuchFrameException, StaleElementReferenceException) as error:
        raise PageNotReadyError(missing) from error


def _enter(driver: WebDriver, frame: str, depth: int) -> bool:
    """Enter a frame of this one, or of one within it; else stay, and say so."""
    frames = driver.execute_script(_FRAMES) if depth else ()
    for element, *names in frames:
        if frame in names:
            driver.switch_to.frame(element)
            return True
    for element, *_ in frames:
        driver.switch_to.frame(element)
        address = str(driver.execute_script("return location.href"))
        if frame in {address, _plain(address)} or _enter(driver, frame, depth - 1):
            return True
        driver.switch_to.parent_frame()
    return False


def _plain(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]


def css_string(text: str) -> str:
    """Quote a text as a CSS string."""
    escaped = "".join(_in_string(character) for character in text)
    return f'"{escaped}"'


def _in_string(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character >= " " else f"\\{ord(character):x} "
