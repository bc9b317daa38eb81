"""The form of a YAML or JSON suite, and of the header of the other forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from pacts_daemon.pipeline.requirement.forms.labels import STEP_NUMBER, without_start
from pacts_daemon.pipeline.requirement.model import Name

LINE_KINDS: Final = {
    "step": "step",
    "do": "step",
    "given": "step",
    "when": "step",
    "expect": "expect",
    "expected": "expect",
    "then": "expect",
}


def _listed(value: Any) -> Any:
    """Return the lines of a text; a list stays one."""
    if isinstance(value, str):
        return [
            without_start(STEP_NUMBER, line).strip() for line in value.split("\n") if line.strip()
        ]
    return value


def _words(value: Any) -> Any:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


def _line(value: Any) -> Any:
    """Return a sentence, or ``expect: sentence``, as a mapping of its kind."""
    if isinstance(value, str):
        return {"step": value}
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, said),) = value.items()
        return {LINE_KINDS.get(str(key).lower(), key): said}
    return value


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, value: Any) -> Any:
        """Take a key without a value as not written."""
        if isinstance(value, Mapping):
            return {key: item for key, item in value.items() if item is not None}
        return value


class LineForm(_Form):
    """A sentence; ``expect`` for what must hold at that moment."""

    step: Annotated[str | None, Field(min_length=1, description="Something to do.")] = None
    expect: Annotated[str | None, Field(min_length=1, description="What must hold.")] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.step is None and self.expect is None:
            raise ValueError("says nothing")
        return self


Cell = Annotated[
    str,
    BeforeValidator(lambda value: "" if value is None else value),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"]}),
]
Sentence = Annotated[str, Field(min_length=1)]
Sentences = Annotated[
    list[Sentence], BeforeValidator(_listed, json_schema_input_type=str | list[str])
]
Line = Annotated[LineForm, BeforeValidator(_line, json_schema_input_type=str | LineForm)]
Lines = Annotated[list[Line], BeforeValidator(_listed, json_schema_input_type=str | list[Line])]
Words = Annotated[list[str], BeforeValidator(_words, json_schema_input_type=str | list[str])]
Names = dict[str, str]
Row = dict[str, Cell]
Data = Annotated[
    Annotated[list[Row], Tag("rows")] | Annotated[str, Tag("file")],
    Discriminator(lambda value: "file" if isinstance(value, str) else "rows"),
]


class HeaderForm(_Form):
    """What is agreed about the whole; the same keys in every form."""

    schema_name: Annotated[
        str | None, Field(alias="$schema", description="This schema, for editors.")
    ] = None
    title: Annotated[Name | None, Field(description="What the whole is called.")] = None
    app: Annotated[str | None, Field(description="The application, as the daemon keeps it.")] = None
    environment: Annotated[str | None, Field(description="Where it runs: staging, ci, …")] = None
    base_url: Annotated[str | None, Field(description="What relative addresses start from.")] = None
    pages: Annotated[
        Names, Field(description="Addresses by the name that sentences give them.")
    ] = {}
    logins: Annotated[
        dict[str, Sentences],
        Field(description='What to do for "log in as NAME", by name; "" for "log in".'),
    ] = {}
    interruptions: Annotated[
        Names,
        Field(description="What may cover a page, by name: the CSS selector of what closes it."),
    ] = {}
    never_heal: Annotated[
        Words, Field(description="Names of elements that are never looked for again.")
    ] = []
    frames: Annotated[
        Names, Field(description="Names or URLs of frames, by what sentences call them.")
    ] = {}
    variables: Annotated[
        Row, Field(description="Values of {{name}} in every sentence; {{env.NAME}} is a secret.")
    ] = {}
    background: Annotated[Lines, Field(description="Sentences that every case begins with.")] = []
    tags: Annotated[Words, Field(description="Tags of every case.")] = []
    seed: Annotated[
        str | None, Field(description="A requirement file whose first case each begins with.")
    ] = None


class CaseForm(_Form):
    """One test, in a browser context of its own; with data, one for each row."""

    name: Name
    group: Annotated[str, Field(description="What it belongs to.")] = ""
    tags: Annotated[Words, Field(description="Words to choose it by.")] = []
    steps: Annotated[Lines, Field(description="What to do, in order.")] = []
    expect: Annotated[Sentences, Field(description="What must hold after the steps.")] = []
    data: Annotated[
        Data | None, Field(description="Rows of values, or the path of a CSV file.")
    ] = None
    seed: Annotated[
        str | None, Field(description="A requirement file whose first case it begins with.")
    ] = None


class SuiteForm(HeaderForm):
    """A suite of cases in plain words."""

    cases: Annotated[list[CaseForm], Field(min_length=1, description="The tests.")]
