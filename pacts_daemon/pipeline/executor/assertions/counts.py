"""How many there are of what a name means: counted on the page, and never found again.

A name means several by the kind in it ("rows", "Remove buttons"), by a quoted text, by what the
page itself calls each of them ("cart items": ``class="cart-item"``), or by the list that it names.
"""

from __future__ import annotations

import re
from typing import Final

from playwright.async_api import Locator, Page

from pacts.flow.errors import ElementNotFoundError
from pacts_daemon.pipeline.executor.assertions.kinds import called_so, kind_of, named, of_role
from pacts_daemon.pipeline.executor.assertions.looks import Seen, use
from pacts_daemon.pipeline.executor.assertions.presence import part_of
from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError

_NUMBERS: Final = {
    "zero": 0, "no": 0, "none": 0, "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_COMPARED: Final = re.compile(
    r"(?P<how>at least|at most|more than|fewer than|less than|exactly)?\s*"
    r"(?P<n>\w+)(?P<more>\s+or more)?$"
)
# Many pages make these of elements that have no role: that there is none says nothing.
_VAGUE: Final = {"listitem", "article", "checkbox", "list", "region", "alert", "img", "textbox"}
# Where nothing is a table, what people call its rows may be items: that none is a row says nothing.
_HAS_OTHER_RECORDS: Final = """root => {
  const shown = one => one.getClientRects().length > 0;
  const has = what => [...root.querySelectorAll(what)].some(shown);
  if (has("table, [role=table], [role=grid], [role=treegrid]")) return false;
  const around = "nav, header, footer, [role=navigation], [role=menu], [role=menubar]"
    + ", [role=tablist], [role=toolbar], [role=banner], [role=contentinfo]";
  return [...root.querySelectorAll("li, article, [role=listitem], [role=article]")].some(
    one => shown(one) && !one.closest(around));
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


async def _found(doing: Doing) -> int | None:
    root = await part_of(doing)
    if root is None:
        raise StepFailedError("not_found", f"there is no {doing.action.scope!r} on the page")
    role, rest = kind_of(doing.element)
    if doing.action.is_exact:
        return await named(root, doing.text, role)
    if role and not rest and ((found := await of_role(root, role)) or role not in _VAGUE):
        return None if role == "row" and not found and await _has_other_records(root) else found
    if called := await called_so(root, doing.element):
        return called
    if role and rest and (found := await named(root, rest, role)):
        return found
    inside = await _in_list(doing, [doing.element, *([rest] if rest and role else [])])
    return 0 if inside is None and role and role not in _VAGUE else inside


async def _has_other_records(root: Page | Locator) -> bool:
    around = root if isinstance(root, Locator) else root.locator("body")
    return bool(await around.evaluate(_HAS_OTHER_RECORDS))


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
