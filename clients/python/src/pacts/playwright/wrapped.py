"""What both wrappers of Playwright's locators share: which methods act, and their names."""

from __future__ import annotations

from typing import Any, Final

from pacts.flow.wrapping import Written
from pacts.model import Action
from pacts.playwright import written

# A locator's own actions. What asks for a state, such as is_visible and count, stays as it is: that
# there is no such element is an answer.
ACTIONS: Final = {
    "click": Action.CLICK,
    "dblclick": Action.CLICK,
    "tap": Action.CLICK,
    "fill": Action.FILL,
    "clear": Action.FILL,
    "type": Action.FILL,
    "press_sequentially": Action.FILL,
    "press": Action.ANY,
    "focus": Action.ANY,
    "select_option": Action.SELECT,
    "check": Action.CHECK,
    "uncheck": Action.CHECK,
    "set_checked": Action.CHECK,
    "set_input_files": Action.ANY,
    "hover": Action.HOVER,
    "inner_text": Action.READ,
    "text_content": Action.ANY,
    "input_value": Action.READ,
    "get_attribute": Action.ANY,
}
# Those that a page has too, with a selector in front.
OF_A_PAGE: Final = tuple(name for name in ACTIONS if name not in {"clear", "press_sequentially"})
TERMS: Final = (
    "get_by_label",
    "get_by_placeholder",
    "get_by_text",
    "get_by_alt_text",
    "get_by_title",
)


def named(method: str, args: tuple[Any, ...], options: dict[str, Any]) -> Written:
    """Return what the locator of a call of a page's method is called."""
    match method:
        case "locator":
            made = _by_locator(args[0])
            return made if not options else written.within(made, _said(options))
        case "get_by_role":
            return written.by_role(str(args[0]), options)
        case "get_by_test_id":
            return written.by_test_id(args[0])
        case _:
            return written.by_term(method, args[0], exact=bool(options.get("exact")))


def part(parent: Written, method: str, args: tuple[Any, ...], options: dict[str, Any]) -> Written:
    """Return what a part of a locator is called."""
    if method in {"nth", "filter", "first", "last", "and_", "or_"}:
        values = ",".join(_told(value) for value in args)
        return written.within(parent, f"{method}({values}{_said(options)})")
    return written.within(parent, named(method, args, options).name)


def timeout_s(options: dict[str, Any]) -> float | None:
    """Return how long a test lets its runner wait, in seconds."""
    timeout = options.get("timeout")
    return None if timeout is None else float(timeout) / 1000


def text_of(method: str, args: tuple[Any, ...], options: dict[str, Any]) -> str | None:
    """Return the text that an action puts into a field in place of another; None: it does not."""
    match method:
        case "clear":
            return ""
        case "fill":
            return str(args[0] if args else options["value"])
        case _:
            return None


def _said(options: dict[str, Any]) -> str:
    return ",".join(f"{key}={_told(value)}" for key, value in sorted(options.items()))


def _by_locator(value: Any) -> Written:
    return written.by_selector(value) if isinstance(value, str) else Written(_told(value))


def _told(value: Any) -> str:
    """Return a value as a name has it: a locator by its own, without the page it is on."""
    made: Written | None = getattr(value, "_pacts_written", None)
    if made is not None:
        return made.name
    selector = getattr(getattr(value, "_impl_obj", None), "_selector", None)
    return str(value) if selector is None else str(selector)
