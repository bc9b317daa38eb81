from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import pacts_daemon.pipeline.requirement.schema as schemas
from pacts_daemon.pipeline.requirement.schema import SchemaOf, schema, schema_text
from tests.unit.pipeline.requirement.conftest import Read
from tests.unit.pipeline.requirement.test_suites import SUITE


@pytest.mark.parametrize("of", SchemaOf)
def test_schema_in_the_package_is_current(of: SchemaOf) -> None:
    file = Path(schemas.__file__).with_name(f"{of.value}.schema.json")

    assert file.read_text("utf-8") == schema_text(of)


@pytest.mark.parametrize("of", SchemaOf)
def test_schema_is_one(of: SchemaOf) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(of))


def test_suite_that_is_read_keeps_to_its_schema() -> None:
    jsonschema.validate(yaml.safe_load(SUITE), schema(SchemaOf.SUITE))


def test_requirement_keeps_to_its_schema(read: Read) -> None:
    said = read(SUITE, "s.yaml")

    jsonschema.validate(json.loads(said.model_dump_json()), schema(SchemaOf.REQUIREMENT))


@pytest.mark.parametrize(
    "suite",
    [
        {},
        {"cases": []},
        {"cases": [{"name": "a", "stepss": []}]},
        {"cases": [{"steps": ["a"]}]},
        {"cases": [{"name": "a", "steps": [{"x": "y"}]}]},
        {"cases": [{"name": "a", "steps": ["b"], "data": [["c"]]}]},
        {"cases": [{"name": "a", "steps": ["b"]}], "pages": ["c"]},
    ],
)
def test_editor_sees_what_the_reader_refuses(suite: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(suite, schema(SchemaOf.SUITE))
