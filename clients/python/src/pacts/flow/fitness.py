"""Whether an element is of a kind that takes an action."""

from __future__ import annotations

from typing import Final

from pacts.model import Action, Descriptor

# What only says something. What is not told to be a control may be one all the same: a cell, a box.
_STATIC: Final = frozenset(
    {"heading", "paragraph", "caption", "legend", "term", "definition", "status", "alert", "note"}
)
_CHECKED: Final = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})
_FILLED: Final = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "slider"})
_TAGS: Final = {
    Action.FILL: frozenset({"input", "textarea"}),
    Action.SELECT: frozenset({"select"}),
    Action.CHECK: frozenset({"input"}),
}
_ROLES: Final = {
    Action.FILL: _FILLED,
    Action.SELECT: frozenset({"combobox", "listbox"}),
    Action.CHECK: _CHECKED,
}


def suits(descriptor: Descriptor, action: Action) -> bool:
    """Say whether an element may take an action, as far as its description tells.

    False is a reason to look whether another element is called the same and does take it.
    """
    if action is Action.CLICK:
        return descriptor.role not in _STATIC
    if action not in _ROLES:
        return True
    is_told = bool(descriptor.role or descriptor.tag)
    return not is_told or descriptor.role in _ROLES[action] or descriptor.tag in _TAGS[action]
