"""What the wrapped pages of the Python and the TypeScript client call a locator."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

from pacts.playwright import wrapped
from pacts_daemon.fix.sources.methods import ACTION
from pacts_daemon.fix.sources.model import Call, Language, Reference, Text
from pacts_daemon.fix.sources.roots import RootKind

_ENGINE: Final = re.compile(r"[a-z][\w:-]*=", re.IGNORECASE)
_XPATH: Final = re.compile(r"\.?\.?/|\(//")
_TERMS: Final = {
    "get_by_text": "text",
    "get_by_label": "label",
    "get_by_placeholder": "placeholder",
    "get_by_alt_text": "alt",
    "get_by_title": "title",
}
# As the TypeScript client cuts a name (`nameOf`): what a query takes, with room for the ellipsis
# and 16 digits of a hash.
_MAX_NAME_BYTES: Final = 512
_HASHED_BYTES: Final = 24


def name_of_call(call: Call, language: Language) -> str | None:
    """Return what a locator is called as an element; None when it has no name.

    References have been resolved. What only a run can tell is `RUNTIME` in the name.
    """
    if call.chain[0].root.kind is RootKind.PART or any(map(_is_open, call.chain)):
        return None
    return _NAMES[language](call)


def _is_open(call: Call) -> bool:
    values = [one.value for one in call.arguments]
    return "**" in call.options or any(isinstance(value, Reference) for value in values)


def _python(call: Call) -> str | None:
    name = None
    for one in call.chain:
        method = "locator" if one.method == ACTION else one.method
        given = tuple(_plain(argument.value) for argument in one.positional)
        options = {key: _plain(argument.value) for key, argument in one.options.items()}
        if name is None:
            name = wrapped.named(method, given, options)
        else:
            name = wrapped.part(name, method, given, options)
    return None if name is None else name.name


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Text) else value


def _typescript(call: Call) -> str | None:
    steps = [_step(one) for one in call.chain]
    forms = [step for step in steps if step is not None]
    return _shortened(" >> ".join(forms)) if len(forms) == len(steps) else None


def _step(call: Call) -> str | None:
    if len(call.positional) > 1:
        return None  # its options are made elsewhere
    first = _plain(call.positional[0].value) if call.positional else None
    options = {key: _plain(argument.value) for key, argument in call.options.items()}
    if call.method in _TERMS:
        return f"{_TERMS[call.method]}={_quoted(first)}"
    make = _STEPS.get(call.method)
    return None if make is None else make(first, options)


def _locator(first: Any, options: Mapping[str, Any]) -> str | None:
    return None if options or not isinstance(first, str) else _selector(first.strip())


def _filter(_: Any, options: Mapping[str, Any]) -> str | None:
    return f"has-text={_quoted(options['hasText'])}" if options.keys() == {"hasText"} else None


def _selector(text: str) -> str:
    if _XPATH.match(text):
        return f"xpath={text}"
    if _ENGINE.match(text) and not text.startswith("css="):
        return text
    return f"css={text.removeprefix('css=')}"


def _role(role: str, options: Mapping[str, Any]) -> str:
    named = {"name": options["name"]} if "name" in options else {}
    states = {key: value for key, value in options.items() if key not in {"name", "exact"}}
    parts = (f"[{key}={_quoted(value)}]" for key, value in {**named, **states}.items())
    return f"role={role}{''.join(parts)}"


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower()


def _shortened(name: str) -> str:
    whole = name.encode()
    if len(whole) <= _MAX_NAME_BYTES:
        return name
    kept = whole[: _MAX_NAME_BYTES - _HASHED_BYTES].decode("utf-8", "ignore")
    return f"{kept}…{sha256(whole).hexdigest()[:16]}"


_STEPS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], str | None]]] = {
    "locator": _locator,
    ACTION: _locator,
    "get_by_role": lambda first, options: _role(str(first), options),
    "get_by_test_id": lambda first, _: f"testid={_quoted(first)}",
    "first": lambda *_: "nth=0",
    "last": lambda *_: "nth=-1",
    "nth": lambda first, _: f"nth={first}",
    "filter": _filter,
}
_NAMES: Final[Mapping[Language, Callable[[Call], str | None]]] = {
    Language.PYTHON: _python,
    Language.TYPESCRIPT: _typescript,
}
