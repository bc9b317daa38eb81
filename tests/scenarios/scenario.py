"""A scenario as its file has it, and in full as the world hands it to runners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, TypeAdapter, field_validator, model_validator

from tests.scenarios.words import (
    ERROR_CLASSES,
    FOLDER,
    VERBS,
    Answer,
    Daemon,
    Healed,
    Ran,
    Strict,
)

_ADAPTERS: dict[str, TypeAdapter[Any]] = {verb: TypeAdapter(kind) for verb, kind in VERBS.items()}
_EXPECTED: dict[str, TypeAdapter[Any]] = {
    **dict.fromkeys(("get", "resolve", "verify"), TypeAdapter(Answer)),
    "batch": TypeAdapter(list[Answer]),
    "stats": TypeAdapter(dict[str, int]),
    "heals": TypeAdapter(list[Healed]),
    "run": TypeAdapter(Ran),
}


class Failure(Strict):
    cls: str = Field(alias="class", serialization_alias="class")
    reason: str | None = None
    failure_class: str | None = None
    metadata: dict[str, str] | None = None
    says: str | None = None

    @field_validator("cls")
    @classmethod
    def _is_of_the_table(cls, name: str) -> str:
        if name not in ERROR_CLASSES:
            raise ValueError(f"{name} is not in clients/shared/errors.toml")
        return name


class Step(Strict):
    """One thing to do; ``- click: Search`` in a file is ``do: click, with: {element: Search}``."""

    do: str
    with_: Any = Field(alias="with", serialization_alias="with")
    expect: Any = None
    error: Failure | None = None
    within_s: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _spelt_out(cls, step: dict[str, Any]) -> dict[str, Any]:
        verbs = [key for key in step if key in VERBS]
        if len(verbs) != 1:
            raise ValueError(f"a step does one thing, of {', '.join(VERBS)}: {step}")
        rest = {key: value for key, value in step.items() if key != verbs[0]}
        return {"do": verbs[0], "with": step[verbs[0]] or {}, **rest}

    @model_validator(mode="after")
    def _is_one_of_its_verb(self) -> Step:
        self.with_ = _plain(_ADAPTERS[self.do], self.with_)
        if self.expect is None:
            return self
        if self.do not in _EXPECTED:
            raise ValueError(f"{self.do} answers nothing to expect")
        self.expect = _plain(_EXPECTED[self.do], self.expect)
        return self


class Options(Strict):
    timeout_s: float | None = None
    wait_s: float | None = None
    token: str | None = None
    protocol: str | None = None
    heal: str | None = None
    never_heal: list[str] | None = None
    interruptions: dict[str, str] | None = None


class Scenario(Strict):
    name: str
    feature: str
    daemon: Daemon = "default"
    options: Options = Options()
    steps: list[Step] = Field(min_length=1)

    @model_validator(mode="after")
    def _proves_something(self) -> Scenario:
        if not any(
            step.expect is not None or step.error or step.do in _PROOFS for step in self.steps
        ):
            raise ValueError(f"{self.name} expects nothing")
        return self

    def told(self) -> dict[str, Any]:
        """Return it as JSON for a runner, without what it leaves open."""
        return self.model_dump(by_alias=True, exclude_none=True)


_PROOFS = frozenset({"see", "read", "gone", "spans"})


def scenarios(folder: Path = FOLDER) -> list[Scenario]:
    """Return all scenarios of a folder, by name."""
    return [scenario_of(file) for file in sorted(folder.glob("*.yaml"))]


def scenario_of(file: Path) -> Scenario:
    return Scenario.model_validate({"name": file.stem} | yaml.safe_load(file.read_text("utf-8")))


def _plain(kind: TypeAdapter[Any], value: Any) -> Any:
    checked = kind.validate_python(value)
    return kind.dump_python(checked, by_alias=True, exclude_none=True)
