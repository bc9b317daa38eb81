"""The JSON Schemas of requirements: of a suite as people write it, and of what any form becomes."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from pacts_daemon.pipeline.requirement.forms.form import SuiteForm
from pacts_daemon.pipeline.requirement.model import Requirement

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class SchemaOf(StrEnum):
    """What a schema describes."""

    SUITE = "suite"
    REQUIREMENT = "requirement"


_MODELS: Final[dict[SchemaOf, TypeAdapter[Any]]] = {
    SchemaOf.SUITE: TypeAdapter(SuiteForm),
    SchemaOf.REQUIREMENT: TypeAdapter(Requirement),
}
_MODES: Final = {SchemaOf.SUITE: "validation", SchemaOf.REQUIREMENT: "serialization"}


def schema(of: SchemaOf) -> dict[str, Any]:
    """Return a JSON Schema that editors and validators can use."""
    made = _MODELS[of].json_schema(mode=_MODES[of])  # type: ignore[arg-type]
    return {"$schema": _DIALECT, "title": f"PACTS {of.value}", **_without_titles(made)}


def schema_text(of: SchemaOf) -> str:
    """Return a schema as its file beside this module has it."""
    return json.dumps(schema(of), indent=2) + "\n"


def _without_titles(made: Any) -> Any:
    """Return a schema without the titles that only repeat the names of its keys."""
    if isinstance(made, dict):
        return {
            key: _without_titles(value)
            for key, value in made.items()
            if key != "title" or not isinstance(value, str)
        }
    return [_without_titles(one) for one in made] if isinstance(made, list) else made
