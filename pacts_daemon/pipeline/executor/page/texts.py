"""Texts as people see them on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from playwright.async_api import Error, Frame, Locator, Page

_SPACE: Final = re.compile("[\\s\u200b]+")
_SHOWN: Final = "visible=true"
# A closed list shows what is chosen, and the browser tells all that it offers.
CLOSED_LISTS: Final = """
  const isClosed = list => !list.multiple && list.size < 2;
  const shownText = element => {
    const lists = [...element.querySelectorAll("select")].filter(isClosed);
    const offered = lists.filter(list => list.checkVisibility())
      .flatMap(list => [...list.options].map(option => option.text));
    const text = element.innerText || "";
    return !offered.length ? text : text.split(/([\\n\\t])/).filter(part => {
      const at = offered.indexOf(part.trim());
      if (part.trim() && at >= 0) offered.splice(at, 1);
      return !part.trim() || at < 0;
    }).join("");
  };
  const isOffered = element => {
    const list = element.closest("select");
    return list !== null && isClosed(list);
  };
"""
_SHOWN_TEXT: Final = f"element => {{{CLOSED_LISTS} return shownText(element); }}"
_NOT_OFFERED: Final = f"all => {{{CLOSED_LISTS} return all.some(one => !isOffered(one)); }}"
# What a control is called is all of its text, "Save as draft" shows no "Save", and so is what names
# a record: "Green tea sampler" shows no "Green tea". What a mark or a number parts is a text too,
# and so is what stands beside a badge or a second line: markup that is more than a stressed word.
_CALLED: Final = r"""
  const plain = value => (value || "").replace(/[\s\u200b]+/g, " ").trim();
  const controls =
    "button, [role=button], [role=menuitem], [role=tab], [role=option], [role=switch]";
  const names = "a, label, h1, h2, h3, h4, h5, h6, [role=heading], tbody th, [role=rowheader], "
    + "td, [role=cell], [role=gridcell], li, [role=listitem]";
  const records = "tr, [role=row], li, [role=listitem], article, [role=article]";
  const lettered = element => /\p{L}/u.test(element.innerText || element.textContent);
  const isAside = child => child.matches(`input, ${controls}`) || !lettered(child);
  const naming = element => {
    const name = element.closest(names), record = name && name.closest(records);
    if (!record) return null;
    if (record === name) return name === element && [...name.children].every(isAside) && name;
    if (!/^(td|div|span)$/.test(name.localName)) return name;
    const cells = record.querySelectorAll("td, th, [role=cell], [role=gridcell]");
    return [...cells].find(lettered) === name && name;
  };
  const ends = /(^|[^\p{L}\s'\u2019-])\s*$/u, begins = /^\s*($|[^\p{L}\s'\u2019-])/u;
  const isParted = (line, text) => {
    for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      const before = line.slice(0, at), after = line.slice(at + text.length);
      if (ends.test(before) && begins.test(after)) return true;
    }
    return false;
  };
  const isName = line => line.split(" ").length <= 8 && !/[.!?…]$/.test(line);
  const textsOf = name => name.matches("li, [role=listitem]")
    ? [...name.childNodes].filter(node => node.nodeType === 3).map(node => node.data)
    : (name.innerText || name.textContent).split("\n");
  const isPartOfName = (element, text) => {
    const name = naming(element);
    if (!name) return false;
    const lines = textsOf(name).map(plain);
    const saying = lines.filter(line => line.includes(text));
    return saying.length > 0 && saying.every(line => isName(line) && !isParted(line, text));
  };
  const marks = "b, strong, em, i, u, mark, [class*=highlight], [class*=match]";
  const isPiece = (node, text) => plain(node.data) === text && !node.parentElement.matches(marks)
    && [...node.parentElement.childNodes].every(one => one === node || one.nodeType === 8
      || !lettered(one) || (one.nodeType === 1 && !one.matches(marks)));
"""
_STANDS: Final = rf"""(elements, [text]) => {{{_CALLED}{CLOSED_LISTS}
  return elements.some(element => {{
    if (isOffered(element)) return false;
    const control = element.closest(controls);
    const is = value => plain(value) === text;
    if (control) return is(control.innerText) || is(control.textContent) || is(element.innerText);
    return !isPartOfName(element, text);
  }});
}}"""
# A piece of text is read alone: markup may put it right beside another, with no blank between.
# Names are what people hear, or read when they point at something.
_PIECES: Final = rf"""(root, [text, begin, end, named, hidden]) => {{{_CALLED}
  const word = letter => /[\p{{L}}\p{{N}}_]/u.test(letter || "");
  const isInNumber = (before, after) => /^\d/.test(text) && /\d[.,]$/.test(before)
    || /\d$/.test(text) && /^[.,]\d/.test(after);
  const stands = value => {{
    for (let at = value.indexOf(text); at >= 0; at = value.indexOf(text, at + 1)) {{
      const before = value.slice(0, at), after = value.slice(at + text.length);
      if (!(begin && word(before.at(-1))) && !(end && word(after[0]))
        && !isInNumber(before, after)) return true;
    }}
    return false;
  }};
  const shown = element => element.checkVisibility
    ? element.checkVisibility({{ visibilityProperty: true }})
    : element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
  const roots = [root];
  for (const one of roots) {{
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {{
      if (node.nodeType === 1 && node.shadowRoot) roots.push(node.shadowRoot);
      if (named && node.nodeType === 1 && (hidden || shown(node))
        && ["aria-label", "alt", "title", "placeholder"].some(
          name => plain(node.getAttribute(name)) === text)) return true;
      if (node.nodeType !== 3 || !stands(plain(node.data))) continue;
      const parent = node.parentElement || node.getRootNode().host;
      if (/^(script|style|noscript|template|option|textarea)$/.test(parent.localName)) continue;
      const control = parent.closest(controls);
      if (control && plain(control.innerText) !== text && plain(node.data) !== text) continue;
      if (!control && isPartOfName(parent, text) && !isPiece(node, text)) continue;
      if (hidden || shown(parent)) return true;
    }}
  }}
  return false;
}}"""
_FIELDS: Final = """elements => elements.map(element =>
  element.localName === "select"
    ? [...element.selectedOptions].map(option => option.label).join(", ")
    : /^(password|hidden|checkbox|radio|file)$/.test(element.type) ? "" : element.value)"""


def normalized(text: str) -> str:
    """Return a text with each run of white space as one blank."""
    return _SPACE.sub(" ", text).strip()


def within(text: str) -> re.Pattern[str]:
    """Return what finds a text that stands in another, at the bounds of its words and numbers."""
    parts = (re.escape(part) for part in normalized(text).split(" "))
    begin = r"(?<!\w)" if text[:1].isalnum() else ""
    end = r"(?!\w)" if text[-1:].isalnum() else ""
    # "4.50" shows neither 4 nor 50, and "1,200" no 200.
    begin += r"(?<!\d[.,])" if text[:1].isdigit() else ""
    end += r"(?![.,]\d)" if text[-1:].isdigit() else ""
    return re.compile(begin + r"\s+".join(parts) + end)


async def shows(root: Page | Locator, text: str, *, named: bool = False) -> bool:
    """Say whether a page, or a part of one, shows exactly this text: not a part of a control's.

    With ``named`` also whether it calls something so.
    """
    if await has_line(root, text):
        return True
    for place in await _places(root):
        if await _stands_in(place, text, named=named) or text in await _fields(place):
            return True
    return False


async def has_line(root: Page | Locator, text: str) -> bool:
    """Say whether a line of a page, or of a part of one, is this text and no more."""
    for place in await _places(root):
        if text in {normalized(line) for line in (await _shown_text(place)).split("\n")}:
            return True
    return False


async def names(root: Page | Locator, text: str, *, hidden: bool = False) -> bool:
    """Say whether a page, or a part of one, has this text or calls something so.

    With ``hidden`` also where it is not shown.
    """
    for place in await _places(root):
        if await _has_piece(place, text, names=True, hidden=hidden):
            return True
    return False


async def has_text(root: Page | Locator, text: str) -> bool:
    """Say whether the visible text of a page, or of a part of one, has this text in it."""
    wanted = normalized(text)
    for place in await _places(root):
        if wanted in normalized(await _shown_text(place)):
            return True
        found = place.get_by_text(re.compile(r"\s+".join(map(re.escape, wanted.split(" ")))))
        shown = await found.locator(_SHOWN).evaluate_all(_NOT_OFFERED)
        if shown or wanted in await _fields(place):
            return True
    return False


async def _places(root: Page | Locator) -> list[Any]:
    """Return the root, and each frame of a page that is shown."""
    if isinstance(root, Locator):
        return [root]
    return [frame for frame in root.frames if await _is_shown(frame)]


async def _is_shown(frame: Frame) -> bool:
    if frame.parent_frame is None:
        return True
    try:
        return await (await frame.frame_element()).is_visible()
    except Error:
        return False  # it has gone meanwhile


async def _shown_text(place: Any) -> str:
    shown = place if isinstance(place, Locator) else place.locator("body, frameset")
    if not await shown.count():
        return ""
    return str(await shown.first.evaluate(_SHOWN_TEXT))


async def _stands_in(place: Any, text: str, *, named: bool) -> bool:
    found = place.get_by_text(within(text)).locator(_SHOWN)
    if await found.evaluate_all(_STANDS, [text]):
        return True
    return await _has_piece(place, text, names=named)


async def _has_piece(place: Any, text: str, *, names: bool = False, hidden: bool = False) -> bool:
    root = place if isinstance(place, Locator) else place.locator(":root")
    asked = [text, text[:1].isalnum(), text[-1:].isalnum(), names, hidden]
    return bool(await root.evaluate(_PIECES, asked))


async def _fields(place: Any) -> set[str]:
    fields = place.locator("input, textarea, select").locator(_SHOWN)
    values: Iterable[str] = await fields.evaluate_all(_FIELDS)
    return {normalized(value) for value in values if value}
