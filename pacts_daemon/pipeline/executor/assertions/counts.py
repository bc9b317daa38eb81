"""How many there are of what a name means: counted on the page, and never found again.

A name means several by the kind in it ("rows", "Remove buttons"), by a quoted text, by what the
page itself calls each of them ("cart items": ``class="cart-item"``), or by the list that it names.
"""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.async_api import Locator, Page

from pacts.flow.errors import ElementNotFoundError
from pacts_daemon.pipeline.executor.assertions.looks import Seen, use
from pacts_daemon.pipeline.executor.assertions.presence import part_of
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError
from pacts_daemon.pipeline.executor.page.texts import normalized

_SHOWN: Final = "visible=true"
_NUMBERS: Final = {
    "zero": 0, "no": 0, "none": 0, "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_COMPARED: Final = re.compile(
    r"(?P<how>at least|at most|more than|fewer than|less than|exactly)?\s*"
    r"(?P<n>\w+)(?P<more>\s+or more)?$"
)
_ROLES: Final = {
    "button": "button", "link": "link", "row": "row", "item": "listitem", "list item": "listitem",
    "checkbox": "checkbox", "box": "checkbox", "radio": "radio", "tab": "tab", "option": "option",
    "heading": "heading", "image": "img", "picture": "img", "field": "textbox", "input": "textbox",
    "textbox": "textbox", "dialog": "dialog", "cell": "cell", "column": "columnheader",
    "menu item": "menuitem", "article": "article", "card": "article", "table": "table",
    "alert": "alert", "list": "list", "switch": "switch", "region": "region", "form": "form",
}  # fmt: skip
# Many pages make these of elements that have no role: that there is none says nothing.
_VAGUE: Final = {"listitem", "article", "checkbox", "list", "region", "alert", "img", "textbox"}
_CONTROLS: Final = ("button", "link")
_ENDINGS: Final = {"ies": "y", "sses": "ss", "xes": "x", "ches": "ch", "shes": "sh"}
# A row of headings is no row that people count.
_IS_RECORD: Final = """elements => elements.filter(element =>
  element.localName !== "tr" && element.getAttribute("role") !== "row" ||
  element.querySelector("td, [role=cell], [role=gridcell], [role=rowheader] ~ *")).length"""
# What the page calls each of several: test ids and classes, one way of writing them.
_CALLED: Final = """(elements, names) => {
  const plain = text =>
    text.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase().replace(/[_\\s]+/g, "-");
  const is = element => ["data-testid", "data-test", "data-test-id", "data-cy", "class"]
    .flatMap(name => name === "class" ? [...element.classList] : [element.getAttribute(name) || ""])
    .some(token => names.includes(plain(token)));
  const found = elements.filter(is);
  return found.filter(one => !found.some(other => other !== one && other.contains(one))).length;
}"""
_IN_LIST: Final = """element => {
  const shown = one =>
    one.checkVisibility ? one.checkVisibility() : one.getClientRects().length > 0;
  const kinds = ["tbody > tr", "[role=row]", "li", "[role=listitem]", "[role=option]",
    "option", "article, [role=article]"];
  for (const kind of kinds) {
    const all = [...element.querySelectorAll(kind)].filter(
      one => shown(one) && one.parentElement.closest(kind) === null
        && (one.localName !== "tr" || one.querySelector("td")));
    if (all.length) return all.length;
  }
  return /^(ul|ol|table|tbody|select)$/.test(element.localName)
    || /^(list|listbox|table|grid|feed)$/.test(element.getAttribute("role") || "") ? 0 : null;
}"""


async def count(doing: Doing) -> Seen:
    """Look whether there are as many as expected."""
    how, expected = expected_count(doing.value)
    found = await _found(doing)
    if found is None:
        message = f"it is not clear what {doing.element!r} are on this page: name a kind or a list"
        return Seen(holds=False, failure_class="ambiguous", message=message)
    holds = {
        "at least": found >= expected,
        "at most": found <= expected,
        "more than": found > expected,
        "less than": found < expected,
        "fewer than": found < expected,
    }.get(how, found == expected)
    return Seen(holds, str(found))


def singular(word: str) -> str:
    """Return a plural as it is called when there is one."""
    for ending, instead in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def kind_of(name: str) -> tuple[str, str]:
    """Return the role that a name ends with, and what stands before it; both may be empty."""
    words = name.split()
    for taken in (2, 1):
        last = " ".join([*(w.casefold() for w in words[-taken:-1]), singular(words[-1].casefold())])
        if len(words) >= taken and last in _ROLES:
            return _ROLES[last], " ".join(words[:-taken])
    return "", name


async def _found(doing: Doing) -> int | None:
    root = await part_of(doing)
    if root is None:
        raise StepFailedError("not_found", f"there is no {doing.action.scope!r} on the page")
    role, rest = kind_of(doing.element)
    if doing.action.is_exact:
        return await _named(root, doing.text, role)
    if role and not rest and ((found := await _of_role(root, role)) or role not in _VAGUE):
        return found
    called = (
        await root.locator("[class], [data-testid], [data-test], [data-test-id], [data-cy]")
        .locator(_SHOWN)
        .evaluate_all(_CALLED, _names(doing.element))
    )
    if called:
        return int(called)
    if role and rest and (named := await _named(root, rest, role)):
        return named
    inside = await _in_list(doing, [doing.element, *([rest] if rest and role else [])])
    return 0 if inside is None and role and role not in _VAGUE else inside


async def _of_role(root: Page | Locator, role: Any) -> int:
    found: int = await root.get_by_role(role).locator(_SHOWN).evaluate_all(_IS_RECORD)
    return found


async def _named(root: Page | Locator, text: str, role: Any) -> int:
    if role:
        name = re.compile(rf"^\s*{re.escape(normalized(text))}\s*$", re.IGNORECASE)
        named = await root.get_by_role(role, name=name).locator(_SHOWN).count()
        if named or role not in {"listitem", "row", "cell", "article", "option"}:
            return named
        return await root.get_by_role(role).filter(has_text=text).locator(_SHOWN).count()
    controls: Any = None
    for kind in _CONTROLS:
        one = root.get_by_role(kind, name=text, exact=True)
        controls = one if controls is None else controls.or_(one)
    texts = root.get_by_text(re.compile(rf"^\s*{re.escape(text)}\s*$"))
    return int(max(await texts.locator(_SHOWN).count(), await controls.locator(_SHOWN).count()))


async def _in_list(doing: Doing, names: list[str]) -> int | None:
    """Return how many a list has that is called so; None: there is no such list."""
    for name in names:
        target = doing.world.elements.target(name, doing.action.scope)
        try:
            if await doing.world.elements.absent(target) is not None:
                continue
            _, found = await use(doing, target, lambda located: located.evaluate(_IN_LIST))
        except ElementNotFoundError:
            continue  # several are called so, and none of them is the list
        if found is not None:
            return int(found)
    return None


def _names(element: str) -> list[str]:
    words = [word.casefold() for word in re.findall(r"\w+", element)]
    one = [*words[:-1], singular(words[-1])] if words else []
    return ["-".join(one), "".join(one)] if one else []


def expected_count(said: str) -> tuple[str, int]:
    """Return how a number is compared, and the number.

    Raises:
        StepBlockedError: that is none.
    """
    found = _COMPARED.match(said.strip().casefold())
    number = None if found is None else _NUMBERS.get(found["n"])
    if found is not None and number is None and found["n"].isdecimal():
        number = int(found["n"])
    if found is None or number is None:
        raise StepBlockedError("plan", f"{said!r} is no number of elements")
    return ("at least" if found["more"] else found["how"] or "exactly"), number
