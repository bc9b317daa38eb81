"""What a word means several of on a page: by the kind in it, or by what the page calls each."""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.async_api import Locator, Page

from pacts_daemon.pipeline.executor.page.texts import normalized

SHOWN: Final = "visible=true"
_ROLES: Final = {
    "button": "button", "link": "link", "row": "row", "item": "listitem", "list item": "listitem",
    "checkbox": "checkbox", "box": "checkbox", "radio": "radio", "tab": "tab", "option": "option",
    "heading": "heading", "image": "img", "picture": "img", "field": "textbox", "input": "textbox",
    "textbox": "textbox", "dialog": "dialog", "cell": "cell", "column": "columnheader",
    "menu item": "menuitem", "article": "article", "card": "article", "table": "table",
    "alert": "alert", "list": "list", "switch": "switch", "region": "region", "form": "form",
}  # fmt: skip
# Roles of what people call a record by how it looks: the item of one page is a row of another.
RECORDS: Final = ("listitem", "row", "article")
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


def singular(word: str) -> str:
    """Return a plural as it is called when there is one."""
    for ending, instead in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_plural(name: str) -> bool:
    """Say whether a name ends in a plural."""
    last = name.split()[-1:]
    return [singular(word) for word in last] != last


def kind_of(name: str) -> tuple[str, str]:
    """Return the role that a name ends with, and what stands before it; both may be empty."""
    words = name.split()
    for taken in range(min(2, len(words)), 0, -1):
        last = " ".join([*(w.casefold() for w in words[-taken:-1]), singular(words[-1].casefold())])
        if last in _ROLES:
            return _ROLES[last], " ".join(words[:-taken])
    return "", name


async def of_role(root: Page | Locator, role: Any) -> int:
    """Return how many are shown of a role; a row of headings is none."""
    found: int = await root.get_by_role(role).locator(SHOWN).evaluate_all(_IS_RECORD)
    return found


async def named(root: Page | Locator, text: str, role: Any) -> int:
    """Return how many are shown of a role and a name; without a role, of a text."""
    if role:
        name = re.compile(rf"^\s*{re.escape(normalized(text))}\s*$", re.IGNORECASE)
        named = await root.get_by_role(role, name=name).locator(SHOWN).count()
        if named or role not in {"listitem", "row", "cell", "article", "option"}:
            return named
        return await root.get_by_role(role).filter(has_text=text).locator(SHOWN).count()
    controls: Any = None
    for kind in _CONTROLS:
        one = root.get_by_role(kind, name=text, exact=True)
        controls = one if controls is None else controls.or_(one)
    texts = root.get_by_text(re.compile(rf"^\s*{re.escape(text)}\s*$"))
    return int(max(await texts.locator(SHOWN).count(), await controls.locator(SHOWN).count()))


async def called_so(root: Page | Locator, name: str) -> int:
    """Return how many are shown that the page itself calls so."""
    found: int = (
        await root.locator("[class], [data-testid], [data-test], [data-test-id], [data-cy]")
        .locator(SHOWN)
        .evaluate_all(_CALLED, _names(name))
    )
    return found


async def shown_of(root: Page | Locator, name: str) -> int:
    """Return how many are shown of what a word for a kind means, or of what is called so."""
    role, rest = kind_of(name)
    if role and not rest:
        roles = RECORDS if role in RECORDS else (role,)
        for one in roles:
            if found := await of_role(root, one):
                return found
    if role and role not in RECORDS:
        return await named(root, rest, role) if rest else 0
    return await called_so(root, name)


def _names(element: str) -> list[str]:
    words = [word.casefold() for word in re.findall(r"\w+", element)]
    one = [*words[:-1], singular(words[-1])] if words else []
    return ["-".join(one), "".join(one)] if one else []
