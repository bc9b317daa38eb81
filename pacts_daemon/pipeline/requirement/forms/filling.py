"""Values of a document put into its form; what does not fit is told with its place and path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pacts_daemon.pipeline.requirement.errors import Faults, suggestion
from pacts_daemon.pipeline.requirement.forms.form import CaseForm, HeaderForm, LineForm
from pacts_daemon.pipeline.requirement.forms.tree import Path, Tree

Form = TypeVar("Form", bound=BaseModel)

_MESSAGES: Final = {
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be names with a value each",
    "model_type": "must be names with a value each",
    "model_attributes_type": "must be names with a value each",
    "string_too_short": "is empty",
    "too_short": "is empty",
}
_HINTS: Final = {
    "string_type": "put quotes around text that has a colon and a space in it",
    "list_type": "write each on a line of its own after '- '",
    "dict_type": "write 'name: value'",
    "model_type": "write 'name: value'",
    "model_attributes_type": "write 'name: value'",
}


def filled_form(form: type[Form], tree: Tree, faults: Faults) -> Form | None:
    """Return the form that a document fills; None when it does not fit, and ``faults`` knows why.

    A fault names the key as a path ("cases[2].steps"), and stands where the value or key does.
    """
    try:
        return form.model_validate({} if tree.value is None else tree.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _tell(detail, tree, faults, sorted(form.model_fields))
    return None


def shown_path(path: Iterable[str | int]) -> str:
    """Return a path as people write it: ``cases[2].steps``, counted from 0 as in JSON paths."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _tell(detail: ErrorDetails, tree: Tree, faults: Faults, known: Sequence[str]) -> None:
    path = _path_in(tree, detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        _tell_unknown_key(path, tree, faults, known)
    elif kind == "missing":
        where = f"{shown_path(path)}: " if path else ""
        faults.add(tree.place(path), f"{where}{detail['loc'][-1]!r} is missing")
    else:
        message = _MESSAGES.get(kind, _lowered(detail["msg"]))
        name = shown_path(path) or "the document"
        faults.add(tree.place(path), f"{name}: {message}", _HINTS.get(kind, ""))


def _tell_unknown_key(path: Path, tree: Tree, faults: Faults, known: Sequence[str]) -> None:
    key = str(path[-1])
    hint = suggestion(key, _keys_around(path, known))
    if " " in key and _is_line(path):
        hint = "put quotes around a step that has a colon and a space in it"
    where = f"{shown_path(path[:-1])}: " if len(path) > 1 else ""
    faults.add(tree.key_place(path), f"{where}unknown key {key!r}", hint)


def _keys_around(path: Path, known: Sequence[str]) -> Sequence[str]:
    if len(path) == 1:
        return known
    if _is_line(path):
        return sorted(LineForm.model_fields)
    return sorted(CaseForm.model_fields if path[0] == "cases" else HeaderForm.model_fields)


def _is_line(path: Path) -> bool:
    list_name = path[-3:-2]
    return bool(list_name) and isinstance(path[-2], int) and list_name != ("cases",)


def _path_in(tree: Tree, loc: Sequence[str | int]) -> Path:
    """Return the part of a location that leads through the document.

    The library also names the member of a union that it tried.
    """
    value: Any = tree.value
    path: list[str | int] = []
    for part in loc:
        if isinstance(part, int):
            if not isinstance(value, list) or part >= len(value):
                continue
        elif not isinstance(value, dict) or part not in value:
            continue
        value = value[part]
        path.append(part)
    return tuple(path)


def _lowered(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
