"""How the application can be broken; ``mutations.yaml`` says which step each must fail."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from suites.salesforce.layout import Button, Layout


class Mutation(StrEnum):
    """One defect, switched on while the server runs."""

    SAVE_DOES_NOTHING = "save-does-nothing"
    WRONG_NAME = "wrong-name"
    MISSING_LAST_NAME = "missing-last-name"
    REMOVED_SAVE = "removed-save"
    DISABLED_SAVE = "disabled-save"
    WRONG_TOAST = "wrong-toast"


def layout_with(defects: Set[Mutation], layout: Layout) -> Layout:
    """Return what a form has."""
    fields, buttons = layout["fields"], layout["buttons"]
    if Mutation.MISSING_LAST_NAME in defects:
        fields = [field for field in fields if field["name"] != "LastName"]
    if Mutation.REMOVED_SAVE in defects:
        buttons = [button for button in buttons if button["name"] != "save"]
    if Mutation.DISABLED_SAVE in defects:
        buttons = [_disabled(button) for button in buttons]
    return {"fields": fields, "buttons": buttons, "actions": layout["actions"]}


def title_with(defects: Set[Mutation], title: str) -> str:
    """Return what a record's page calls it."""
    return "Grace Hopper" if Mutation.WRONG_NAME in defects else title


def message_with(defects: Set[Mutation], kind: str, title: str) -> str:
    """Return what is said once a record was made."""
    done = "updated" if Mutation.WRONG_TOAST in defects else "created"
    return f'{kind} "{title}" was {done}.'


def _disabled(button: Button) -> Button:
    return {**button, "disabled": True} if button["name"] == "save" else button
