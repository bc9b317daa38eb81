"""Sections of a text, and the cases that they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pacts_daemon.pipeline.requirement.drafts import DraftCase, DraftSentence, Rows, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.labels import is_structure
from pacts_daemon.pipeline.requirement.model import Place


@dataclass(slots=True)
class Section:
    """A heading with what stands under it, as deep as ``level``."""

    level: int
    heading: str = ""
    place: Place = field(default_factory=Place)
    parent: Section | None = None
    sections: list[Section] = field(default_factory=list)
    sentences: list[DraftSentence] = field(default_factory=list)
    background: list[DraftSentence] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    data_file: Text | None = None
    seed: Text | None = None
    is_description: bool = False
    has_text: bool = False

    @property
    def is_case(self) -> bool:
        """Whether something is to be done or must hold under it."""
        return bool(self.sentences)

    def around(self) -> Iterator[Section]:
        """Yield it and the sections it is in, outermost last."""
        section: Section | None = self
        while section is not None:
            yield section
            section = section.parent

    def all(self) -> Iterator[Section]:
        """Yield it and all in it, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.all()


def title_of(root: Section) -> str:
    """Return what a text is called: its only heading of the highest level."""
    return root.sections[0].heading if len(root.sections) == 1 and not root.is_case else ""


def cases_of(root: Section, faults: Faults, notes: list[str]) -> Iterator[DraftCase]:
    """Yield the cases of a text, and tell of sections where steps are missing."""
    title = root.sections[0] if title_of(root) else root
    for section in root.all():
        if section.is_case:
            yield _case(section, title)
        else:
            _tell_empty(section, title, faults, notes)


def _case(section: Section, title: Section) -> DraftCase:
    around = list(section.around())
    case = DraftCase(section.heading or title.heading, section.place)
    background = [one for outer in reversed(around) for one in outer.background]
    case.sentences = [*background, *section.sentences]
    case.group = next(
        (one.heading for one in around[1:] if one.level and not is_structure(one.heading)), ""
    )
    if case.group == title.heading:
        case.group = ""
    case.tags = {tag for outer in around for tag in outer.tags}
    case.rows, case.data_file = section.rows, section.data_file
    case.seed = next((outer.seed for outer in around if outer.seed), None)
    return case


def _tell_empty(section: Section, title: Section, faults: Faults, notes: list[str]) -> None:
    if section.rows or section.data_file:
        faults.add(section.place, f"the data under {section.heading!r} belongs to no steps")
    described = any(outer.is_description for outer in section.around())
    if described or section.sections or section is title or not section.level:
        return
    if section.background or section.seed:
        return
    if section.has_text:
        notes.append(
            f"line {section.place.line}: {section.heading!r} has no steps and is a description"
        )
    else:
        hint = "number its steps: 1. Go to …; or leave the heading out"
        faults.add(section.place, f"nothing stands under {section.heading!r}", hint)
