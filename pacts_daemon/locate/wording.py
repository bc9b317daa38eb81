"""How people name elements and parts of pages, and what they may mean by it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pacts_daemon.browser.facts import ScopeReading

_EDITABLE = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
_ROLE_WORDS: dict[str, frozenset[str]] = {
    "button": frozenset({"button"}),
    "link": frozenset({"link"}),
    "field": _EDITABLE,
    "input": _EDITABLE,
    "box": _EDITABLE | {"checkbox"},
    "text box": _EDITABLE,
    "textbox": _EDITABLE,
    "text field": _EDITABLE,
    "input field": _EDITABLE,
    "search box": frozenset({"searchbox", "textbox", "combobox"}),
    "textarea": frozenset({"textbox"}),
    "dropdown": frozenset({"combobox", "listbox", "button"}),
    "select": frozenset({"combobox", "listbox"}),
    "combobox": frozenset({"combobox"}),
    "combo box": frozenset({"combobox"}),
    "picklist": frozenset({"combobox", "listbox"}),
    "list": frozenset({"list", "listbox"}),
    "checkbox": frozenset({"checkbox", "switch", "menuitemcheckbox"}),
    "check box": frozenset({"checkbox", "switch"}),
    "radio": frozenset({"radio", "menuitemradio"}),
    "radio button": frozenset({"radio", "menuitemradio"}),
    "switch": frozenset({"switch", "checkbox"}),
    "toggle": frozenset({"switch", "checkbox", "button"}),
    "tab": frozenset({"tab"}),
    "menu item": frozenset({"menuitem", "menuitemcheckbox", "menuitemradio"}),
    "option": frozenset({"option"}),
    "slider": frozenset({"slider"}),
    "heading": frozenset({"heading"}),
    "title": frozenset({"heading"}),
    "image": frozenset({"img"}),
    "icon": frozenset({"img", "button", "link"}),
    "dialog": frozenset({"dialog", "alertdialog"}),
    "table": frozenset({"table", "grid"}),
}
_SCOPE_WORDS: dict[str, tuple[str, ...]] = {
    "dialog": ("dialog", "alertdialog"),
    "modal": ("dialog", "alertdialog"),
    "popup": ("dialog", "alertdialog"),
    "form": ("form", "search"),
    "search": ("search",),
    "region": ("region",),
    "section": ("region", "article", "group"),
    "row": ("row",),
    "item": ("listitem",),
    "list item": ("listitem",),
    "card": ("article", "listitem", "group", "region"),
    "article": ("article",),
    "group": ("group", "radiogroup"),
    "fieldset": ("group", "radiogroup"),
    "navigation": ("navigation",),
    "nav": ("navigation",),
    "menu": ("menu", "navigation"),
    "header": ("banner",),
    "banner": ("banner",),
    "footer": ("contentinfo",),
    "sidebar": ("complementary",),
    "main": ("main",),
    "tab panel": ("tabpanel",),
    "toolbar": ("toolbar",),
    "list": ("list",),
    "table": ("table", "grid"),
}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_SCOPE_OF = re.compile(r"^(.+?)\s+(?:of|for|with|named|called|titled)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an element's name; ``roles`` None expects no role."""

    name: str
    roles: frozenset[str] | None = None


def readings_of(element: str) -> list[Reading]:
    """The whole name first; if it ends in a role word, then the rest as an element of that role."""
    whole = " ".join(element.split())
    bare = _ARTICLE.sub("", whole)
    readings = [Reading(whole)]
    if bare != whole:
        readings.append(Reading(bare))
    for rest, word in _endings(bare):
        roles = _ROLE_WORDS.get(word.lower())
        if roles is not None:
            readings.append(Reading(rest, roles))
    return readings


def scopes_of(scope: str) -> list[ScopeReading]:
    """What a scope may mean, most literal first; empty without a scope."""
    whole = " ".join(scope.split())
    if not whole:
        return []
    bare = _ARTICLE.sub("", whole).lower()
    if bare in _SCOPE_WORDS:
        return [ScopeReading(_SCOPE_WORDS[bare], "")]
    readings = [ScopeReading((), whole.lower())]
    called = _SCOPE_OF.match(bare)
    if called and called[1] in _SCOPE_WORDS:
        readings.append(ScopeReading(_SCOPE_WORDS[called[1]], _ARTICLE.sub("", called[2])))
    for rest, word in _endings(bare):
        if word in _SCOPE_WORDS:
            readings.append(ScopeReading(_SCOPE_WORDS[word], rest))
    return readings


def _endings(text: str) -> list[tuple[str, str]]:
    """Split off the last two words, then the last: "Country radio button" has two endings."""
    parts = text.split(" ")
    return [(" ".join(parts[:-n]), " ".join(parts[-n:])) for n in (2, 1) if len(parts) > n]
