"""Actions on fields: text, keys, files."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Final

from playwright.async_api import Error, Locator, Page

from pacts.flow.errors import ElementNotFoundError
from pacts.model import Action
from pacts.playwright.locators import locator_of
from pacts_daemon.pipeline.executor.browsers import is_firefox
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.elements import NotShownError
from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError
from pacts_daemon.pipeline.executor.page.keys import key_presses
from pacts_daemon.pipeline.executor.page.settling import settle

_TAKES_TEXT: Final = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (!at) return false;
  if (at.localName === "iframe") return true;
  const field = at.localName === "textarea" || (at.localName === "input"
    && !/^(button|submit|reset|checkbox|radio|file|image|range|color|hidden)$/.test(at.type));
  return at.isContentEditable || (field && !at.disabled && !at.readOnly)
    || /^(textbox|searchbox|combobox|spinbutton)$/.test(at.getAttribute("role") || "");
}"""
_FOCUSED: Final = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (at && /^i?frame$/.test(at.localName)) return "a frame";
  return at && at.localName !== "body" ? at : null;
}"""
_FIELD_IN: Final = "input:not([type=hidden]):visible, textarea:visible, [contenteditable]:visible"
_IS_FIELD: Final = """element => element.isContentEditable
  || /^(input|textarea|select)$/.test(element.localName)
  || (element.closest("label")?.control ?? null) !== null"""
# What offers a list as one types may listen to the keys, and not to a value that is put in.
# Numbers and mail addresses have no selection that a text could take the place of.
_KIND: Final = """element => element.localName !== "input" ? ""
  : element.getAttribute("aria-autocomplete") === "list" ? "suggests"
  : element.value && element.selectionStart === null ? "unselectable" : "" """
_VALUE: Final = "element => element.isContentEditable ? element.innerText : element.value ?? null"
_IS_NEW: Final = "within => performance.now() < within"
# As long as a heavy page takes to listen to its shortcuts, and what never rests is waited for.
_NEW_MS: Final = 5_000
_REST_S: Final = 3.0
# Some frames, in which a page draws its field anew.
_RERENDERED_S: Final = 0.1
# What is made anew this often is typed into where it stands.
_LOOKS: Final = 5
_LEFT_THE_PAGE: Final = re.compile(r"not attached to the DOM|not connected")
# A page that takes the second back as well means its own value, which the step's failure tells.
_FILLS: Final = 3


async def fill(doing: Doing) -> None:
    """Put a text into a field, in place of what is in it; without one, into the focused field."""
    value = doing.value
    if not doing.element:
        await _type(doing.tabs.current, value)
        return
    await doing.act(Action.FILL, lambda located: _fill(doing, located, value))


async def clear(doing: Doing) -> None:
    """Empty a field."""
    if not doing.element:
        page = doing.tabs.current
        await _require_focus(page)
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.press("Delete")
        return
    await doing.act(Action.FILL, lambda located: _fill(doing, located, ""))


async def press(doing: Doing) -> None:
    """Press keys on an element, or wherever the focus is."""
    presses = key_presses(doing.value)
    if not doing.element:
        await _ready_for_keys(doing)
        for one in presses:
            await _press_at_focus(doing.tabs.current, one)
        return

    async def native(located: Locator) -> None:
        for one in presses:
            await located.press(one)

    await doing.act(Action.ANY, native)


async def _ready_for_keys(doing: Doing) -> None:
    """Wait until a page that was just opened is at rest: a key that nothing listens to is lost."""
    page = doing.tabs.current
    if await page.evaluate(_IS_NEW, _NEW_MS) and not await page.evaluate(_TAKES_TEXT):
        await settle(doing.tabs, _REST_S)


async def _press_at_focus(page: Page, key: str) -> None:
    """Press a key where the focus is.

    On an element Playwright waits for where the key leads, as Enter in a form does; on the keyboard
    it does not. A page that draws the focused field anew takes the focus away for some frames, or
    the field from under the key, which was not pressed then: the focus is looked for again.
    """
    for look in range(_LOOKS):
        at = await page.evaluate_handle(_FOCUSED)
        focused = at.as_element()
        if focused is None and (look or await at.json_value()):
            break
        if focused is not None:
            try:
                await focused.press(key)
            except Error as error:
                if not _LEFT_THE_PAGE.search(error.message):
                    raise
            else:
                return
        await asyncio.sleep(_RERENDERED_S)
    await page.keyboard.press(key)


async def upload(doing: Doing) -> None:
    """Choose files in a file field, or in the dialog that a button opens."""
    files = _files(doing)
    target = doing.target

    async def native(located: Locator) -> None:
        if await located.evaluate("e => e.localName === 'input' && e.type === 'file'"):
            await located.set_input_files(files)
            return
        async with doing.tabs.current.expect_file_chooser() as opened:
            await located.click()
        await (await opened.value).set_files(files)

    try:
        await doing.world.elements.use(target, Action.ANY, native)
    except ElementNotFoundError as error:
        # A file field is hidden behind a button of its own as a rule, and takes files all the same.
        if error.miss.hidden is None:
            raise
        hidden = locator_of(doing.tabs.current, error.miss.hidden.selectors[0])
        if not await hidden.evaluate("e => e.localName === 'input' && e.type === 'file'"):
            raise NotShownError from error
        await hidden.set_input_files(files)


async def _fill(doing: Doing, located: Locator, value: str) -> None:
    field = located
    if not await located.evaluate(_IS_FIELD):
        inner = located.locator(_FIELD_IN)
        if await inner.count() == 1:
            field = inner
    seen = ""
    for _ in range(_FILLS):
        await _put_in(field, value)
        seen = await field.evaluate(_VALUE)
        if _has_taken(seen, value):
            return
        # A page that is drawn anew meanwhile puts its own value back, or takes half of this one.
        doing.world.recorder.tried("settle", "filled again", "the field has another value")
        await asyncio.sleep(_RERENDERED_S)
        if _has_taken(await field.evaluate(_VALUE), value):
            return
    if not seen:
        raise StepFailedError("not_filled", "the field stays empty", expected=value, seen="")
    doing.notes.append(f"the field shows {seen!r}")


async def _put_in(field: Locator, value: str) -> None:
    kind = await field.evaluate(_KIND) if value else ""
    if kind == "suggests":
        await field.fill("")
        await field.press_sequentially(value)
        return
    if kind == "unselectable" and is_firefox(field.page):
        await field.fill("")  # which else adds the text to the one that is there
    await field.fill(value)


def _has_taken(seen: str | None, value: str) -> bool:
    """Say whether a field has a text, with whatever signs it sets between its letters."""
    if seen is None:
        return True  # it is not known what such a field has
    letters = [sign.casefold() for sign in seen if sign.isalnum()]
    wanted = [sign.casefold() for sign in value if sign.isalnum()]
    return letters == wanted and bool(seen.strip()) == bool(value.strip())


async def _type(page: Page, value: str) -> None:
    await _require_focus(page)
    await page.keyboard.type(value)


async def _require_focus(page: Page) -> None:
    if not await page.evaluate(_TAKES_TEXT):
        raise StepFailedError("not_found", "no field has the focus to type into")


def _files(doing: Doing) -> list[Path]:
    whole = doing.world.settings.files / doing.value
    names = [doing.value] if whole.is_file() else doing.value.replace(" and ", ",").split(",")
    files = [doing.world.settings.files / name.strip() for name in names if name.strip()]
    missing = [str(file) for file in files if not file.is_file()]
    if missing or not files:
        raise StepBlockedError("environment", f"there is no file {', '.join(missing)!r} to upload")
    return files
