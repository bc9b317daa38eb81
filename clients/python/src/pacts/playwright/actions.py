"""What can be done with a located element: the same for both of Playwright's APIs.

Each is what it is for the gate, and the runner's own action, whose options it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pacts._shared.lost_script import LOST
from pacts.flow.filling import Filling
from pacts.model import Action
from pacts.session.handles import Doing


def click(options: Any) -> Doing:
    return Action.CLICK, lambda located: located.click(**options)


def double_click(options: Any) -> Doing:
    return Action.CLICK, lambda located: located.dblclick(**options)


def fill(value: str, options: Any) -> Doing:
    return Action.FILL, filling(value, lambda located: located.fill(value, **options))


def filling(value: str, put: Callable[[Any], Any]) -> Filling:
    """Return what puts a text in, and asks whether that is lost."""
    return Filling(put, lambda located: located.evaluate_all(LOST, value))


def press(key: str, options: Any) -> Doing:
    return Action.ANY, lambda located: located.press(key, **options)


def select_option(value: Any, options: Any) -> Doing:
    return Action.SELECT, lambda located: located.select_option(value, **options)


def check(options: Any) -> Doing:
    return Action.CHECK, lambda located: located.check(**options)


def uncheck(options: Any) -> Doing:
    return Action.CHECK, lambda located: located.uncheck(**options)


def hover(options: Any) -> Doing:
    return Action.HOVER, lambda located: located.hover(**options)


def focus(options: Any) -> Doing:
    return Action.ANY, lambda located: located.focus(**options)


def upload(files: Any, options: Any) -> Doing:
    return Action.ANY, lambda located: located.set_input_files(files, **options)


def text() -> Doing:
    return Action.READ, lambda located: located.inner_text()


def value() -> Doing:
    return Action.READ, lambda located: located.input_value()


def attribute(name: str) -> Doing:
    return Action.ANY, lambda located: located.get_attribute(name)


def is_enabled() -> Doing:
    return Action.ANY, lambda located: located.is_enabled()


def is_checked() -> Doing:
    return Action.ANY, lambda located: located.is_checked()


def is_visible(located: Any) -> Any:
    return located.is_visible()


def itself(located: Any) -> Any:
    return located
