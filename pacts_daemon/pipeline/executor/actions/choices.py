"""Actions on what offers a choice: lists, boxes, switches."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

from playwright.async_api import Error, Locator, Page

from pacts.model import Action
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepFailedError, sign_of
from pacts_daemon.pipeline.executor.page.texts import normalized

_OPTIONS: Final = """element => [...element.options].map(
  o => [o.label || o.text, o.value, o.disabled || o.parentElement.disabled === true])"""
_KIND: Final = """element => {
  const at = element.localName === "label" && element.control ? element.control : element;
  return [at.localName, at.getAttribute("role") || "", at.type || "",
    at.getAttribute("aria-controls") || at.getAttribute("aria-owns") || ""];
}"""
_BOX: Final = """element => {
  const at = element.localName === "label" && element.control ? element.control : element;
  if (at.localName === "input" && /^(checkbox|radio)$/.test(at.type)) return at.checked;
  for (const name of ["aria-checked", "aria-pressed", "aria-selected"])
    if (at.hasAttribute(name)) return at.getAttribute(name) === "true";
  const inner = at.querySelectorAll("input[type=checkbox], input[type=radio]");
  return inner.length === 1 ? inner[0].checked : null;
}"""
# What is drawn for screen readers alone has the same names, and nobody can click it.
_IS_MET: Final = """element => {
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, top, width, height } = element.getBoundingClientRect();
  let hit = null;
  for (let root = document; root; root = hit && hit.shadowRoot) {
    const inner = root.elementFromPoint(left + width / 2, top + height / 2);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  for (let at = hit; at; at = at.parentNode || at.host) if (at === element) return true;
  return false;
}"""
# An option may have an icon and a second line: one of its parts says the name, and more than a
# part that is only marked as what was typed.
_SAYS: Final = """(element, wanted) => {
  const said = node => node.nodeType === 3 ? node.data
    : [...(node.shadowRoot || node).childNodes].map(said).join("");
  const says = node => node.nodeType === 1 && !/^(b|strong|em|i|u|mark)$/.test(node.localName)
    && (said(node).replace(/\\s+/g, " ").trim() === wanted
      || [...(node.shadowRoot || node).children].some(says));
  return says(element);
}"""
# What says its name and no more where nothing has a role; a part of an option is none of them.
_SAID: Final = (
    "[role=option], [role=listbox] li, ul li, label, "
    "[role=listbox] :not(:has(*)):not([role=option] *):not(li *)"
)
# Each is a question to the page; a list of more is narrowed by its own search field, or by the name
# written whole.
_TRIED: Final = 20
_ROLES: Final = ("option", "menuitemradio", "menuitem", "treeitem", "radio", "gridcell")
# A list is drawn at once, or fetched first; where it was not there by then the next way is tried.
_LIST_MS: Final = 2_000
_SHOWN: Final = "visible=true"


async def select(doing: Doing) -> None:
    """Choose an option: of a list of the browser's own, or of what opens when it is clicked."""
    wanted = normalized(doing.value)
    if not doing.element:
        await _choose(doing, doing.tabs.current, wanted)
        return

    async def native(located: Locator) -> None:
        tag, role, kind, controls = await located.evaluate(_KIND)
        if tag == "select":
            await _of_select(located, wanted)
        elif role in {"listbox", "radiogroup"} or tag in {"fieldset", "datalist"}:
            await _choose(doing, located, wanted)
        else:
            is_field = tag in {"input", "textarea"} and kind not in {"button", "submit"}
            await _of_combobox(doing, located, wanted, controls, is_field=is_field)

    await doing.act(Action.SELECT, native)


async def check(doing: Doing) -> None:
    """Tick a box, or put a switch on; one that is stays so."""
    await doing.act(Action.CHECK, lambda located: _set(located, wanted=True))


async def uncheck(doing: Doing) -> None:
    """Untick a box, or put a switch off; one that is not ticked stays so."""
    await doing.act(Action.CHECK, lambda located: _set(located, wanted=False))


async def is_checked(located: Locator) -> bool | None:
    """Say whether a box is ticked or a switch is on; None: it is neither."""
    state = await located.evaluate(_BOX)
    return None if state is None else bool(state)


async def _set(located: Locator, *, wanted: bool) -> None:
    before = await is_checked(located)
    if before is None:
        tag = await located.evaluate("element => element.localName")
        raise StepFailedError("not_a_box", "it can't be ticked", expected="a box", seen=str(tag))
    if before is wanted:
        return
    try:
        await located.click()
    except Error as error:
        # A box that is drawn by its label is covered by it.
        label = located.locator("xpath=ancestor::label[1]")
        if sign_of(error) != "covered" or await label.count() != 1:
            raise
        await label.click()
    await _until(located, wanted=wanted)


async def _until(located: Locator, *, wanted: bool) -> None:
    # A box that asks its server first has a second.
    for _ in range(10):
        if await is_checked(located) is wanted:
            return
        await located.page.wait_for_timeout(100)
    words = {True: "ticked", False: "not ticked"}
    raise StepFailedError(
        "not_changed", "the box stays as it was", expected=words[wanted], seen=words[not wanted]
    )


async def _of_select(located: Locator, wanted: str) -> None:
    options = [
        (normalized(label), value, off) for label, value, off in await located.evaluate(_OPTIONS)
    ]
    for is_it in (
        lambda label, _: label == wanted,
        lambda _, value: value == wanted,
        lambda label, _: label.casefold() == wanted.casefold(),
    ):
        found = [one for one in options if is_it(one[0], one[1])]
        if found:
            index = options.index(found[0])
            if found[0][2]:
                raise StepFailedError("disabled", f"the option {wanted!r} is disabled")
            await located.select_option(index=index)
            return
    raise _no_option(wanted, [label for label, _, _ in options])


async def _of_combobox(
    doing: Doing, located: Locator, wanted: str, controls: str, *, is_field: bool
) -> None:
    """Open a list that the page draws itself, and choose in it by name."""
    await located.click()
    page = doing.tabs.current
    option = await _option(page, located, wanted, controls)
    if option is None and is_field:
        await located.fill(wanted)
        option = await _option(page, located, wanted, controls)
    if option is None:
        raise _no_option(wanted, await _offered(page))
    await option.click()


async def _choose(doing: Doing, root: Page | Locator, wanted: str) -> None:
    option = await _first_shown(root, wanted, doing.world.settings.wait_s * 1000)
    if option is None:
        raise _no_option(wanted, await _offered(root))
    await option.click()


async def _option(page: Page, located: Locator, wanted: str, controls: str) -> Locator | None:
    """Return the option of that name in the list that has opened, wherever the page put it."""
    known = (
        controls.split()
        or str(
            await located.evaluate(
                "e => e.getAttribute('aria-controls') || e.getAttribute('aria-owns') || ''"
            )
        ).split()
    )
    for name in known:
        own = page.locator(f'[id="{name}"]')
        if await own.count() == 1:
            found = await _first_shown(own, wanted, _LIST_MS)
            if found is not None and await found.evaluate(_IS_MET):
                return found
    return await _first_shown(page, wanted, _LIST_MS)


async def _first_shown(root: Page | Locator, wanted: str, wait_ms: float) -> Locator | None:
    found: Any = None
    for role in _ROLES:
        one = root.get_by_role(role, name=wanted, exact=True)
        found = one if found is None else found.or_(one)
    text = re.compile(rf"^\s*{re.escape(wanted)}\s*$")
    by_text = root.locator(_SAID).filter(has_text=text)
    by_role, by_text = found.locator(_SHOWN), by_text.locator(_SHOWN)
    with suppress(Error):  # there may be another kind of list
        await by_role.first.wait_for(state="visible", timeout=wait_ms)
    for candidates in (by_role, by_text):
        if await candidates.count():
            return await _met(candidates)
    return await _saying(root, wanted)


async def _saying(root: Page | Locator, wanted: str) -> Locator | None:
    """Return the only option of whose parts one says a name; more than one: nobody can tell."""
    options = root.get_by_role("option").locator(_SHOWN)
    all_options = [options.nth(at) for at in range(min(await options.count(), _TRIED))]
    saying = [
        one
        for one in all_options
        if await one.evaluate(_SAYS, wanted) and await one.evaluate(_IS_MET)
    ]
    return saying[0] if len(saying) == 1 else None


async def _met(candidates: Locator) -> Locator:
    """Return the first that a click meets; else the first, and the runner says what covers it."""
    for at in range(min(await candidates.count(), _TRIED)):
        if await candidates.nth(at).evaluate(_IS_MET):
            return candidates.nth(at)
    return candidates.first


async def _offered(root: Page | Locator) -> list[str]:
    shown = root.get_by_role("option").locator(_SHOWN)
    return [normalized(text) for text in await shown.all_inner_texts()]


def _no_option(wanted: str, offered: list[str]) -> StepFailedError:
    return StepFailedError(
        "not_found",
        f"there is no option {wanted!r}",
        expected=wanted,
        seen=", ".join(offered[:20]),
    )
