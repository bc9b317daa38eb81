"""The words of a scenario: what its steps take and expect. README.md says what they mean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

FOLDER = Path(__file__).parent
_TABLE = FOLDER.parents[1] / "clients" / "shared" / "errors.toml"
ERROR_CLASSES = frozenset(tomllib.loads(_TABLE.read_text("utf-8"))["error"]) | {"PactsError"}

Daemon = Literal["default", "frozen", "token", "down", "slow"]
Trace = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Selector(Strict):
    strategy: Literal[
        "css", "xpath", "role", "label", "placeholder", "text", "alt_text", "title", "test_id"
    ]
    value: str
    role: str | None = None
    attribute: str | None = None


class Query(Strict):
    element: str
    scope: str | None = None
    ordinal: int | None = None
    frame: str | None = None
    variant: dict[str, str] | None = None


def _named(value: object) -> object:
    return {"element": value} if isinstance(value, str) else value


def _page(value: object) -> object:
    return {"page": value} if isinstance(value, str) else value


Named = Annotated[Query, BeforeValidator(_named)]


class Save(Query):
    selectors: list[Selector]
    with_page: bool = False
    never_heal: bool = False


class Get(Query):
    with_page: bool = False


class Resolve(Query):
    failed: Selector | None = None


class Batch(Strict):
    elements: list[str]


class Text(Query):
    text: str


class Gone(Query):
    is_: bool = Field(alias="is", serialization_alias="is")


class Open(Strict):
    page: str


class See(Strict):
    css: str
    text: str


class Css(Strict):
    css: str


class Why(Strict):
    why: str


class InTrace(Strict):
    trace: Trace


class Spans(InTrace):
    names: list[str]


class Run(Strict):
    requirement: str


class Nothing(Strict):
    pass


_GET = Annotated[Get, BeforeValidator(_named)]
_RESOLVE = Annotated[Resolve, BeforeValidator(_named)]
VERBS: dict[str, Any] = {
    "save": Save, "get": _GET, "resolve": _RESOLVE, "verify": Named, "batch": Batch,
    "stats": Nothing,
    "click": Named, "hover": Named, "check": Named, "fill": Text, "select": Text, "read": Text,
    "gone": Gone, "hold": Named, "click_held": Nothing, "passed": Nothing, "failed": Why,
    "end_visit": Nothing, "heals": Nothing,
    "open": Annotated[Open, BeforeValidator(_page)], "see": See,
    "wrapped_click": Css, "wrapped_fill": See,
    "in_trace": InTrace, "spans": Spans, "run": Run,
}  # fmt: skip


class Found(Strict):
    source: str | None = None
    verdict: Literal["kept", "moved", "changed"] | None = None
    drift_check: Literal["no_evidence", "checked", "insufficient", "no_baseline"] | None = None
    first: Selector | None = None


class Miss(Strict):
    reason: str | None = None
    failure_class: str | None = None
    verdict: Literal["gone"] | None = None
    nearest: list[str] | None = None
    revealed_by: list[str] | None = None


class Verification(Strict):
    is_same: bool | None = None
    matches: int | None = None
    failed: str | None = None
    failure_class: str | None = None


class Answer(Strict):
    """Exactly one of these."""

    found: Found | None = None
    miss: Miss | None = None
    verification: Verification | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("an answer is one of found, miss and verification")
        return self


class Ran(Strict):
    verdict: Literal["pass", "pass_healed", "unverified", "blocked", "fail"]
    steps: int | None = None
    failure: str | None = None


class Healed(Strict):
    element: str
    verdict: Literal["kept", "moved", "changed"] | None = None
