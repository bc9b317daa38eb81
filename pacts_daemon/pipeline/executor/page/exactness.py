"""Quoted elements: one that has another text is not it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from playwright.async_api import Error, Locator

from pacts_daemon.pipeline.executor.failures import StepFailedError
from pacts_daemon.pipeline.executor.page.texts import normalized

_QUOTED: Final = re.compile(
    r"\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|`([^`]+)`"
    r"|(?<!\w)'((?:[^']|'(?=\w))+)'(?!\w)|\u2018([^\u2019]+)\u2019"
)
# What people say a thing is, which is no part of what it is called.
_KINDS: Final = {
    "button", "link", "field", "input", "box", "textbox", "checkbox", "radio", "tab", "menu",
    "item", "option", "dropdown", "combobox", "list", "select", "switch", "toggle", "icon",
    "image", "heading", "header", "title", "label", "text", "message", "area", "textarea",
    "dialog", "modal", "column", "row", "cell", "section", "panel", "table", "card", "page",
    "element", "control", "picker", "entry", "menuitem",
}  # fmt: skip
_RECORDS: Final = "row|item|entry|card|tile|line|article|post"
# How a record is called by what it holds: "the row of Teapot".
_HOLDER: Final = re.compile(
    rf"(?:\w+ )?(?:{'|'.join(sorted(_KINDS))}|{_RECORDS}) (?:of|for|with|named|containing) ",
    re.IGNORECASE,
)
# The same in either order: "Teapot row", "item Teapot".
_RECORD: Final = re.compile(
    rf"(?:the )?(?:(?:table|list) )?(?:{_RECORDS}) .|.* (?:{_RECORDS})$", re.IGNORECASE
)
# What labels carry beside the name, and nobody reads as part of it.
_TRIM: Final = re.compile(r"^[\s*:•]+|[\s*:]+$")
# Each text by which people may call an element, as they see it.
_TEXTS_OF: Final = """(element, isRecord) => {
  const texts = [], root = element.getRootNode();
  const add = text => { if (text && text.trim()) texts.push(text); };
  const controls = "button, a[href], input, select, textarea, [role=button], [role=link]";
  add(element.innerText); add(element.textContent);
  if (!element.matches(controls) && element.querySelector(controls)) {
    const said = element.cloneNode(true);
    for (const control of said.querySelectorAll(controls)) control.remove();
    add(said.textContent);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "label"])
    add(element.getAttribute(name));
  if (/^(button|submit|reset)$/.test(element.type) || element.localName === "option")
    add(element.value);
  for (const id of (element.getAttribute("aria-labelledby") || "").split(/\\s+/))
    if (id && root.getElementById) add(root.getElementById(id)?.innerText);
  for (const label of element.labels || []) { add(label.innerText); add(label.textContent); }
  const legend = element.closest("fieldset")?.querySelector("legend");
  if (element.localName === "fieldset") add(legend?.innerText);
  for (const picture of element.querySelectorAll("[alt], [aria-label], svg > title"))
    add(picture.getAttribute("alt") || picture.getAttribute("aria-label") || picture.textContent);
  if (/^(input|select|textarea)$/.test(element.localName) || element.isContentEditable) {
    add(element.previousElementSibling?.innerText);
    add(element.previousSibling?.nodeType === 3 ? element.previousSibling.data : "");
    const cell = element.closest("td, dd, th");
    add(cell?.previousElementSibling?.innerText);
  }
  if (isRecord) for (const part of [element, ...element.querySelectorAll("*")].slice(0, 200)) {
    if (part !== element) add(part.innerText);
    for (const node of part.childNodes) if (node.nodeType === 3) add(node.data);
  }
  return texts;
}"""
_NAMED: Final = re.compile(r"^- (?:[\w-]+) (\"(?:[^\"\\]|\\.)*\")")


def quoted_text(element: str, sentence: str) -> str:
    """Return the text in quotes that a sentence has for an element; the element when none has."""
    wanted = normalized(element).casefold()
    spans = [normalized(span) for span in _spans(sentence)]
    found = [span for span in spans if span and span.casefold() in wanted]
    return max(found, key=len, default="") or normalized(element)


def is_whole(element: str, text: str) -> bool:
    """Say whether an element is called by its text alone, without what kind of thing it is."""
    return normalized(element).casefold() == normalized(text).casefold()


def names_of_text(text: str) -> set[str]:
    """Return what an element may be called that is meant by a text: without its kind, too."""
    words = text.split()
    names = {text}
    if len(words) > 1 and words[-1].casefold() in _KINDS:
        names.add(" ".join(words[:-1]))
    return {trimmed for name in names if (trimmed := _trimmed(name))}


def is_record(element: str) -> bool:
    """Say whether an element is called as a record is, by one of the texts in it."""
    return _RECORD.match(normalized(element)) is not None


async def texts_of(located: Locator, element: str) -> list[str]:
    """Return each text by which people may call an element, its accessible name first.

    A record, "the Teapot row", is called by each text in it.
    """
    texts = [str(text) for text in await located.evaluate(_TEXTS_OF, is_record(element))]
    return [name for name in (await _accessible_name(located), *texts) if name.strip()]


def has_exact_text(texts: Sequence[str], text: str) -> bool:
    """Say whether one of the texts is exactly this one, as people see it."""
    return not names_of_text(text).isdisjoint(_trimmed(normalized(one)) for one in texts)


async def require_text(located: Locator, element: str, text: str) -> None:
    """Find that an element has exactly this text, as people see it.

    Raises:
        StepFailedError: it has another.
    """
    texts = await texts_of(located, element)
    if not has_exact_text(texts, text):
        raise changed(text, texts)


def changed(expected: str, texts: Sequence[str]) -> StepFailedError:
    """Return the failure of an element that is called otherwise now."""
    seen = normalized(texts[0]) if texts else ""
    message = f"the page has {seen!r} where {expected!r} should be"
    return StepFailedError("text_changed", message, expected=expected, seen=seen)


def answers_to(element: str, texts: Sequence[str]) -> bool:
    """Say whether one of the texts has all the words that an element is asked for by."""
    wanted = _words(_HOLDER.sub("", element, count=1)) - _KINDS
    return any(wanted <= _words(text) for text in texts) if wanted else True


async def _accessible_name(located: Locator) -> str:
    try:
        first = (await located.aria_snapshot()).partition("\n")[0]
    except Error:
        return ""
    named = _NAMED.match(first)
    return named[1][1:-1].replace('\\"', '"') if named else ""


def _spans(sentence: str) -> Iterator[str]:
    for found in _QUOTED.finditer(sentence):
        yield next(group for group in found.groups() if group is not None)


def _trimmed(text: str) -> str:
    return _TRIM.sub("", text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
