"""Selectors as the expressions that a test would write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pacts
from pacts_daemon.pipeline.pom.literals import literal
from pacts_daemon.pipeline.pom.model import PageElement, PomTarget

Strategy = pacts.SelectorStrategy

_PYTHON: Final = {
    Strategy.ROLE: "get_by_role({role}, name={value}, exact=True)",
    Strategy.LABEL: "get_by_label({value}, exact=True)",
    Strategy.PLACEHOLDER: "get_by_placeholder({value}, exact=True)",
    Strategy.TEXT: "get_by_text({value}, exact=True)",
    Strategy.ALT_TEXT: "get_by_alt_text({value}, exact=True)",
    Strategy.TITLE: "get_by_title({value}, exact=True)",
    Strategy.TEST_ID: "locator({engine})",
    Strategy.CSS: "locator({engine})",
    Strategy.XPATH: "locator({engine})",
}
_TYPESCRIPT: Final = {
    Strategy.ROLE: "getByRole({role}, {{ name: {value}, exact: true }})",
    Strategy.LABEL: "getByLabel({value}, {{ exact: true }})",
    Strategy.PLACEHOLDER: "getByPlaceholder({value}, {{ exact: true }})",
    Strategy.TEXT: "getByText({value}, {{ exact: true }})",
    Strategy.ALT_TEXT: "getByAltText({value}, {{ exact: true }})",
    Strategy.TITLE: "getByTitle({value}, {{ exact: true }})",
    Strategy.TEST_ID: "locator({engine})",
    Strategy.CSS: "locator({engine})",
    Strategy.XPATH: "locator({engine})",
}
_JAVA: Final = {
    Strategy.TEST_ID: "findElement(By.cssSelector({plain}))",
    Strategy.CSS: "findElement(By.cssSelector({plain}))",
    Strategy.XPATH: "findElement(By.xpath({plain}))",
}
_CALLS: Final = {
    PomTarget.PLAYWRIGHT_PYTHON: _PYTHON,
    PomTarget.PLAYWRIGHT_TYPESCRIPT: _TYPESCRIPT,
    PomTarget.SELENIUM_JAVA: _JAVA,
}
ROOTS: Final = {
    PomTarget.PLAYWRIGHT_PYTHON: "self.page",
    PomTarget.PLAYWRIGHT_TYPESCRIPT: "this.page",
    PomTarget.SELENIUM_JAVA: "driver",
}


def frozen(target: PomTarget, element: PageElement, root: str = "") -> str | None:
    """Return the expression of an element's best selector; None when it has none of the target's.

    ``root`` is what it begins with in place of the target's own, as far as the frame is the page's.
    """
    usable = best(target, element.selectors)
    start = _in_frame(target, root or ROOTS[target], element.frame)
    if usable is None or start is None:
        return None
    return f"{start}.{call(target, usable)}"


def call(target: PomTarget, selector: pacts.Selector) -> str:
    """Return the call that finds what a selector means; names and texts match whole."""
    engine = "xpath" if selector.strategy is Strategy.XPATH else "css"
    plain = _test_id(selector) if selector.strategy is Strategy.TEST_ID else selector.value
    return _CALLS[target][selector.strategy].format(
        role=literal(target, selector.role),
        value=literal(target, selector.value),
        plain=literal(target, plain),
        engine=literal(target, f"{engine}={plain}"),
    )


def best(target: PomTarget, selectors: Sequence[pacts.Selector]) -> pacts.Selector | None:
    """Return the first selector that a target has words for."""
    return next((one for one in selectors if one.strategy in _CALLS[target]), None)


def strategies_of(target: PomTarget) -> tuple[Strategy, ...]:
    """Return the selectors that a target has words for."""
    return tuple(_CALLS[target])


def _in_frame(target: PomTarget, root: str, frame: str) -> str | None:
    if not frame:
        return root
    called = literal(target, frame)
    match target:
        case PomTarget.PLAYWRIGHT_PYTHON:
            return f"next(one for one in {root}.frames if {called} in {{one.name, one.url}})"
        case PomTarget.PLAYWRIGHT_TYPESCRIPT:
            is_it = f"one.name() === {called} || one.url() === {called}"
            return f"{root}.frames().find((one) => {is_it})!"
        case PomTarget.SELENIUM_JAVA:
            # Selenium switches to a frame by its name, and knows none by its URL.
            is_url = frame.lower().startswith(("http://", "https://"))
            switched = f"{root}.switchTo().defaultContent().switchTo().frame({called})"
            return None if is_url else switched


def _test_id(selector: pacts.Selector) -> str:
    value = "".join(_in_css(character) for character in selector.value)
    return f'[{selector.attribute}="{value}"]'


def _in_css(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character >= " " else f"\\{ord(character):x} "
