"""What something says: its text, its value, the page's title and address."""

from __future__ import annotations

import re
from typing import Final

from playwright.async_api import Locator

from pacts_daemon.pipeline.executor.assertions.looks import Seen, read
from pacts_daemon.pipeline.executor.assertions.presence import part_of
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepFailedError
from pacts_daemon.pipeline.executor.page.addresses import is_at
from pacts_daemon.pipeline.executor.page.texts import (
    CLOSED_LISTS,
    has_line,
    has_text,
    normalized,
    shows,
)

# Some lines of a report; the page's picture has the rest.
_SHOWN_CHARS: Final = 300
_TITLE: Final = {"title", "page title", "tab title", "title of the page"}
_URL: Final = {"url", "page url", "address", "address bar", "location"}
_DIALOG: Final = {
    "dialog", "alert", "confirm", "confirmation", "prompt", "popup", "message box", "alert box",
    "confirmation dialog", "alert dialog", "browser dialog", "dialog box",
}  # fmt: skip
# What holds several texts, each of which people say it shows: "row of Bob", "Cart dialog".
_PARTED: Final = re.compile(
    r"\b(?:row|item|card|entry|tile|article|post|table|list|dialog|modal|menu|panel|section|form)"
    r"(?: (?:of|for|with|named|containing) .+)?$",
    re.IGNORECASE,
)
# "row Budget", where Budget was quoted.
_RECORD: Final = re.compile(r"(?:row|item|card|entry|tile|article|post) \S", re.IGNORECASE)
# Words for what a page tells, by which it calls hardly any: "the error "Required" is shown".
_MESSAGE: Final = re.compile(
    r"(?:(?:error|success|warning|validation|confirmation|info) )?"
    r"(?:message|error|warning|notice|notification|hint|toast)",
    re.IGNORECASE,
)
# What a field says is what is in it; a list says what is chosen in it.
_SAYS: Final = (
    f"element => {{{CLOSED_LISTS}"
    """
  const at = element.localName === "label" && element.control ? element.control : element;
  if (at.localName === "select") return [...at.selectedOptions].map(o => o.label).join(", ");
  if (at.localName === "textarea" || (at.localName === "input"
      && !/^(checkbox|radio|button|submit|reset|image|file)$/.test(at.type))) return at.value;
  if (at.localName === "input" && /^(button|submit|reset)$/.test(at.type)) return at.value;
  return at.querySelector("select") ? shownText(at) : at.innerText ?? at.textContent ?? "";
}"""
)
_HOLDS: Final = """element => {
  const at = element.localName === "label" && element.control ? element.control : element;
  if (at.localName === "select")
    return [...at.selectedOptions].flatMap(o => [o.label, o.value]);
  if (at.type === "file") return [...at.files].map(file => file.name);
  if ("value" in at && !/^(li|button|meter|progress)$/.test(at.localName))
    return [String(at.value)];
  const now = at.getAttribute("aria-valuetext") || at.getAttribute("aria-valuenow");
  return [now, at.innerText ?? at.textContent ?? "", at.value]
    .filter(one => one !== null && one !== undefined).map(String);
}"""


async def text(doing: Doing) -> Seen:
    """Look whether the element says exactly this; without one, whether the page shows it.

    What has parts, as a row has cells, shows what one of them says.
    """
    expected = normalized(doing.value)
    if not doing.element:
        root = await part_of(doing)
        return _seen(root is not None and await shows(root, expected), doing)
    if _is_message(doing) and await _is_told(doing, expected):
        return Seen(holds=True, seen=expected)
    said = await _said(doing, expected if _has_parts(doing) else "")
    return Seen(any(normalized(one) == expected for one in said), _brief(said))


async def contains(doing: Doing) -> Seen:
    """Look whether the text of the element, or of the page, has this in it."""
    expected = _wanted(doing)
    if _is_of_page(doing):
        root = await part_of(doing)
        if root is None:
            return _no_part(doing)
        return _seen(await has_text(root, expected), doing)
    said = await _said(doing)
    return Seen(any(expected in normalized(one) for one in said), _brief(said))


async def not_contains(doing: Doing) -> Seen:
    """Look whether the text of the element, or of the page, does not have this in it."""
    seen = await contains(doing)
    if seen.failure_class == "not_found":
        return seen
    return Seen(not seen.holds, seen.seen or f"the page shows {_wanted(doing)!r}")


async def value(doing: Doing) -> Seen:
    """Look whether this is in the field; of a list, whether it is chosen, by its label or value."""
    expected = normalized(doing.value)
    held = [normalized(str(one)) for one in await read(doing, lambda at: at.evaluate(_HOLDS))]
    return Seen(expected in (held or [""]), _brief(held))


async def url(doing: Doing) -> Seen:
    """Look whether the page has this address."""
    settings = doing.world.settings
    at = doing.tabs.url
    return Seen(is_at(at, doing.value, settings.base_url, settings.pages), at)


async def title(doing: Doing) -> Seen:
    """Look whether the page has this title, or has this in it."""
    seen, wanted = normalized(await doing.tabs.current.title()), normalized(doing.value)
    if doing.action.is_part:
        return Seen(bool(wanted) and wanted in seen, seen)
    return Seen(seen == wanted, seen)


def _is_message(doing: Doing) -> bool:
    """Say whether it is any message that is to say this: that the page says it is what is meant."""
    return (
        not doing.action.scope
        and not doing.action.is_exact
        and bool(_MESSAGE.fullmatch(doing.element))
    )


async def _is_told(doing: Doing, expected: str) -> bool:
    """Say whether a line of the page is this, and nothing on it is called so that may say else."""
    is_line = await has_line(doing.tabs.current, expected)
    return is_line and await doing.world.elements.absent(doing.target) is not None


def _has_parts(doing: Doing) -> bool:
    is_record = doing.action.is_exact and _RECORD.match(doing.element)
    return bool(is_record or _PARTED.search(doing.element))


async def _said(doing: Doing, shown: str = "") -> list[str]:
    """Return what an element says; a page's title, address and dialogs are asked for by name.

    Where a text is given that the element shows, it is what it says.
    """
    name = doing.element.casefold()
    if name in _DIALOG and doing.tabs.dialogs.messages:
        return list(doing.tabs.dialogs.messages)
    if name in _TITLE and not doing.action.scope:
        return [await doing.tabs.current.title()]
    if name in _URL and not doing.action.scope:
        return [doing.tabs.url]
    return [await read(doing, lambda located: _says(located, shown))]


async def _says(located: Locator, shown: str) -> str:
    if shown and await shows(located, shown):
        return shown
    return str(await located.evaluate(_SAYS))


def _is_of_page(doing: Doing) -> bool:
    return (
        not doing.element
        or doing.action.value is None
        or doing.element.casefold() in {"page", "screen", "this page", "current page"}
    )


def _wanted(doing: Doing) -> str:
    wanted = doing.element if doing.action.value is None else doing.value
    if not wanted.strip():
        raise StepFailedError("assertion", "an empty text is in every text: that says nothing")
    return normalized(wanted)


def _no_part(doing: Doing) -> Seen:
    message = f"there is no {doing.action.scope!r} on the page"
    return Seen(holds=False, failure_class="not_found", message=message)


def _seen(holds: bool, doing: Doing) -> Seen:
    return Seen(holds, "" if holds else f"no such text on {doing.tabs.url}")


def _brief(said: list[str]) -> str:
    shown = normalized(said[0]) if said else ""
    return shown if len(shown) <= _SHOWN_CHARS else f"{shown[:_SHOWN_CHARS]}…"
