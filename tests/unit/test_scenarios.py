"""The scenarios say only what a runner can do, on pages that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from pydantic import ValidationError

from pacts.v1 import element_pb2
from tests.scenarios import shop
from tests.scenarios.scenario import Scenario, scenario_of, scenarios
from tests.scenarios.words import FOLDER, VERBS

FILES = sorted(FOLDER.glob("*.yaml"))
EDITIONS = [(name, edition) for name in shop.PAGES for edition in sorted(shop.editions(name))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario_is_readable_and_opens_pages_that_there_are(file: Path) -> None:
    opened = [step.with_["page"] for step in scenario_of(file).steps if step.do == "open"]
    assert opened or any(step.do == "run" for step in scenario_of(file).steps)
    for page in map(urlsplit, opened):
        assert page.path in shop.PAGES
        assert parse_qs(page.query).get("edition", [""])[0] in shop.editions(page.path)


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_edition_can_be_made_and_differs_from_the_page(name: str, edition: str) -> None:
    assert (shop.page(name, edition) != shop.page(name, "")) is bool(edition)


def test_scenarios_use_every_verb() -> None:
    used = {step.do for scenario in scenarios() for step in scenario.steps}
    assert used == set(VERBS)


def test_features_differ() -> None:
    features = [scenario.feature for scenario in scenarios()]
    assert len(set(features)) == len(features) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario_expects_values_of_the_protocol(file: Path) -> None:
    for step in scenario_of(file).steps:
        for told in _mappings([step.expect, step.error and step.error.model_dump()]):
            _check(told, "reason", element_pb2.MissReason)
            _check(told, "failure_class", element_pb2.FailureClass)


@pytest.mark.parametrize(
    "steps",
    [
        [{"click": "Search"}],
        [{"open": "products", "click": "Search"}],
        [{"get": "Search", "expect": {"found": {}, "miss": {}}}],
        [{"get": "Search", "expect": {"miss": {"why": "unknown"}}}],
        [{"click": "Search", "error": {"class": "NoSuchError"}}],
        [{"click": "Search", "expect": {"found": {}}}],
        [{"jump": "Search"}],
    ],
)
def test_scenario_that_no_runner_could_do_is_refused(steps: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        Scenario.model_validate({"name": "x", "feature": "y", "steps": steps})


def test_scenario_told_to_runners_is_plain_and_whole() -> None:
    file = next(file for file in FILES if file.stem == "frozen-miss")
    told = scenario_of(file).told()
    assert len(told["steps"]) == len(yaml.safe_load(file.read_text("utf-8"))["steps"])
    assert told["steps"][1] == {
        "do": "get",
        "with": {"element": "Search", "with_page": True},
        "error": {"class": "FrozenMissError", "metadata": {"miss": "unknown"}},
    }


def _mappings(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *_mappings(list(value.values()))]
    return [found for item in value for found in _mappings(item)] if isinstance(value, list) else []


def _check(told: dict[str, Any], key: str, enum: Any) -> None:
    names = {
        name.removeprefix("MISS_REASON_").removeprefix("FAILURE_CLASS_") for name, _ in enum.items()
    }
    assert told.get(key) is None or told[key].upper() in names
