"""What the model has to answer: for each sentence its actions, or why it can't be read."""

from __future__ import annotations

from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pacts_daemon.pipeline.planner.plan import PlannedAction

# It is asked once more with these: the first ones are mostly of one mistake.
_MOST_PROBLEMS: Final = 20
# Whether a name was quoted is seen in the sentence, and a title that contains a text is `contains`
# of the page title: the model is asked for neither.
_NOT_ASKED: Final = ("exact", "part")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CannotRead(_Model):
    """Why a sentence has no plan: the words that can't be read, and what would be understood."""

    part: str = Field(min_length=1)
    hint: str = Field(min_length=1)


class SentenceAnswer(_Model):
    """The answer to the sentence ``id``: its actions in order, or why there are none."""

    id: int
    actions: tuple[PlannedAction, ...] = ()
    unreadable: CannotRead | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if bool(self.actions) == (self.unreadable is not None):
            raise ValueError("needs either actions or unreadable, and not both")
        return self


class Answer(_Model):
    """One answer for each sentence."""

    sentences: tuple[SentenceAnswer, ...]


class BadAnswerError(Exception):
    """An answer is no plan; ``problems`` say what is wrong with it, fit to be told the model."""

    def __init__(self, problems: list[str], *, is_json: bool = True) -> None:
        super().__init__("; ".join(problems[:3]))
        self.problems = problems[:_MOST_PROBLEMS]
        self.is_json = is_json


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, as far as the model is asked."""
    schema = Answer.model_json_schema()
    for name in _NOT_ASKED:
        schema["$defs"]["PlannedAction"]["properties"].pop(name)
    return schema


def read_answer(text: str) -> Answer:
    """Return what a model's text says.

    Raises:
        BadAnswerError: it is no JSON, or does not follow the schema.
    """
    try:
        return Answer.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        problems = [_said(one["loc"], one["msg"]) for one in found]
        is_json = all(one["type"] != "json_invalid" for one in found)
        raise BadAnswerError(problems, is_json=is_json) from None


def _said(where: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(str(part) for part in where)}: {message}" if where else message
