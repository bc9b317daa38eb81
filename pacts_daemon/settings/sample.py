"""The file of settings as a sample with every default, and as a JSON Schema for editors."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from pacts_daemon.settings.load import Settings, known_settings

_HEAD: Final = """\
# The settings of PACTS, each with its default. Take the # away from those that are to be others.
# A flag wins over a variable, PACTS_<SECTION>_<NAME>, which wins over this file.
# `pacts config --config FILE` prints what is in force, and where it was said.
"""
_KINDS: Final[Mapping[type, str]] = {
    Path: "a path",
    SecretStr: "a secret",
    bool: "true or false",
    int: "a whole number",
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of settings."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Settings.model_json_schema(),
    }


def sample_file() -> str:
    """Return a file of settings that says nothing until a ``#`` is taken away."""
    single = (n for n, f in Settings.model_fields.items() if not _inner(f))
    sections = (n for n, f in Settings.model_fields.items() if _inner(f))
    blocks = [_HEAD, *(_single(name) for name in single), *(_section(name) for name in sections)]
    return "\n".join(blocks)


def written_default(name: str) -> str | None:
    """Return the default of a setting as TOML; None where it has none that is the same everywhere.

    A default in JSON is one in TOML: there are text, numbers, lists of text and empty tables.
    """
    default = known_settings()[name].default
    if default is None or known_settings()[name].default_factory is not None:
        return None
    return json.dumps(to_jsonable_python(default), ensure_ascii=False)


def _single(name: str) -> str:
    about = Settings.model_fields[name].description
    return "\n".join([*_prose(about or ""), _line(name), ""])


def _section(name: str) -> str:
    field = Settings.model_fields[name]
    about = inspect.getdoc(field.annotation) or ""
    lines = (_line(f"{name}.{inner}") for inner in _inner(field))
    return "\n".join([*_prose(about), f"[{name}]", *lines, ""])


def _prose(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"# {line.replace('``', '`')}".rstrip()


def _line(name: str) -> str:
    last = name.rpartition(".")[2]
    field = known_settings()[name]
    default = written_default(name)
    if default is None:
        return f"# {last} = ({_kind(field)}; unset unless it is said)"
    choices = _choices(field.annotation)
    return f"#{last} = {default}{'  # ' if choices else ''}{choices}"


def _choices(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(str(one.value) for one in annotation)
    is_choice = getattr(annotation, "__origin__", None) is not None
    values = get_args(annotation) if is_choice else ()
    return ", ".join(str(v) for v in values if isinstance(v, str | int))


def _kind(field: FieldInfo) -> str:
    kinds = (field.annotation, *get_args(field.annotation))
    return next((_KINDS[kind] for kind in kinds if kind in _KINDS), "text")


def _inner(field: FieldInfo) -> Mapping[str, FieldInfo]:
    is_section = isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    return field.annotation.model_fields if is_section else {}  # type: ignore[union-attr]
