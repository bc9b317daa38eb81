"""What the forms and lists of each kind of record have, as the server tells the application."""

from __future__ import annotations

from typing import Final, NotRequired, TypedDict


class Option(TypedDict):
    """One choice of a field."""

    label: str
    value: str


class Field(TypedDict):
    """A field of a form; ``type`` is text, choice or lookup, ``to`` the kind a lookup finds."""

    name: str
    label: str
    type: str
    required: NotRequired[bool]
    options: NotRequired[list[Option]]
    to: NotRequired[str]


class Button(TypedDict):
    """A button of a form or a list."""

    name: str
    label: str
    variant: NotRequired[str]
    disabled: NotRequired[bool]


class Layout(TypedDict):
    """All of one kind."""

    fields: list[Field]
    buttons: list[Button]
    actions: list[Button]


def _choice(name: str, label: str, *values: str) -> Field:
    options: list[Option] = [{"label": value, "value": value} for value in values]
    return {"name": name, "label": label, "type": "choice", "options": options}


_BUTTONS: Final[list[Button]] = [
    {"name": "cancel", "label": "Cancel"},
    {"name": "saveAndNew", "label": "Save & New"},
    {"name": "save", "label": "Save", "variant": "brand"},
]
_ACTIONS: Final[list[Button]] = [
    {"name": "new", "label": "New"},
    {"name": "import", "label": "Import"},
]
_FIELDS: Final[dict[str, list[Field]]] = {
    "Account": [
        {"name": "Name", "label": "Account Name", "type": "text", "required": True},
        _choice("Industry", "Industry", "Agriculture", "Banking", "Chemicals", "Energy"),
        {"name": "ParentId", "label": "Parent Account", "type": "lookup", "to": "Account"},
        {"name": "Phone", "label": "Phone", "type": "text"},
    ],
    "Contact": [
        _choice("Salutation", "Salutation", "Mr.", "Ms.", "Mrs.", "Dr.", "Prof."),
        {"name": "FirstName", "label": "First Name", "type": "text"},
        {"name": "LastName", "label": "Last Name", "type": "text", "required": True},
        {"name": "AccountId", "label": "Account Name", "type": "lookup", "to": "Account"},
    ],
}
KINDS: Final = tuple(_FIELDS)


def layout_of(kind: str) -> Layout:
    """Return the layout of a kind of `KINDS`."""
    return {"fields": _FIELDS[kind], "buttons": _BUTTONS, "actions": _ACTIONS}
