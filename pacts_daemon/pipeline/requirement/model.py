"""A requirement, whatever form it was written in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

# A title in reports and in the console; of a name made from a row the middle is left out.
MAX_NAME: Final = 200
# Above what the planner by rules reads of one sentence, 600 characters beside what is quoted.
MAX_SENTENCE: Final = 2_000
# What the daemon keeps an element under: it takes no longer app or environment.
MAX_KEPT_BYTES: Final = 128
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]


class SentenceKind(StrEnum):
    """What a sentence is where it stands: something to do, or something that must hold."""

    STEP = "step"
    EXPECT = "expect"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Model):
    """Where something stands in its file, both counted from 1; 0: in no file.

    ``source`` is the file when it is another one than the requirement's: a seed, a file of data.
    """

    line: int = Field(default=0, ge=0)
    column: int = Field(default=0, ge=0)
    source: str = ""


class Sentence(_Model):
    """One sentence in plain words.

    Attributes:
        text: with its variables put in, as quoted text where they did not stand in quotes. A secret
            stays ``{{env.NAME}}`` until the moment it is typed.
        kind: whether it is to be done or must hold; a step may still be an assertion ("Verify …").
        place: where it stands.
    """

    text: Annotated[str, Field(min_length=1, max_length=MAX_SENTENCE)]
    kind: SentenceKind = SentenceKind.STEP
    place: Place = Place()


class Case(_Model):
    """One test: sentences in order, in a browser context of its own.

    Attributes:
        name: unique in its requirement; a data row or an example has its values in it.
        sentences: a seed's first, then a background's, then its own.
        group: the heading or rule that it stands under; empty for none.
        tags: without ``@``; those of what is around it too.
        values: the data row that it was made with; no secrets.
        seed: the requirement file whose first case the case begins with, as Playwright's specs
            have it; empty for none. Its sentences are in ``sentences``: nobody runs it again.
        place: where it begins.
    """

    name: Name
    sentences: tuple[Sentence, ...]
    group: str = ""
    tags: frozenset[str] = frozenset()
    values: Mapping[str, str] = {}
    seed: str = ""
    place: Place = Place()


class Requirement(_Model):
    """What should happen in an application, and what is agreed about it.

    Attributes:
        title: of the whole.
        cases: in the order they stand.
        source: the file it was read from; empty for none.
        app: the application under test, as the daemon keeps it, `MAX_KEPT_BYTES` at most; empty: as
            the run says.
        environment: where it runs, no longer than that; empty: as the run says.
        base_url: what relative addresses start from; empty: as the run says.
        pages: addresses by the name that sentences give them ("the login page").
        logins: what to do for "log in as NAME", by that name; the empty name for "log in".
        interruptions: what may cover a page, by name: the CSS selector of what closes it.
        never_heal: names of elements that are never looked for again.
        frames: names or URLs of frames, by what sentences call them.
        notes: what a reader should know: sections without steps, a seed that is a script.
    """

    title: Name
    cases: tuple[Case, ...]
    source: str = ""
    app: str = ""
    environment: str = ""
    base_url: str = ""
    pages: Mapping[str, str] = {}
    logins: Mapping[str, tuple[Sentence, ...]] = {}
    interruptions: Mapping[str, str] = {}
    never_heal: tuple[str, ...] = ()
    frames: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
