"""From what a file says to the requirement: seeds first, rows made cases, variables put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import (
    Draft,
    DraftCase,
    DraftSentence,
    Row,
    Rows,
    Text,
)
from pacts_daemon.pipeline.requirement.errors import Faults, RequirementError
from pacts_daemon.pipeline.requirement.logins import check_logins
from pacts_daemon.pipeline.requirement.model import MAX_SENTENCE, Case, Place, Requirement, Sentence
from pacts_daemon.pipeline.requirement.seeds import Seeds
from pacts_daemon.pipeline.requirement.text import SourceText
from pacts_daemon.pipeline.requirement.values import (
    bounded,
    put_in,
    read_rows,
    replaced_where_known,
    resolved_variables,
    row_name,
    tell,
    why_not_kept,
)
from pacts_daemon.pipeline.requirement.variables import (
    VariableError,
    filled,
    placeholder,
    placeholders,
)

# Rows of a table make cases, whose plans and results are held together until the end.
MAX_CASES: Final = 5_000


def assemble(draft: Draft, source: SourceText, seeds: Seeds, faults: Faults) -> Requirement:
    """Return the requirement that a file describes.

    Raises:
        RequirementError: something is wrong with it; everything that is.
    """
    made = _Assembly(draft, source, seeds, faults)
    requirement = made.requirement()
    faults.raise_if_any()
    return requirement


class _Assembly:
    def __init__(self, draft: Draft, source: SourceText, seeds: Seeds, faults: Faults) -> None:
        self._draft = draft
        self._source = source
        self._seeds = seeds
        self._faults = faults
        self._notes = list(draft.notes)
        self._shared = resolved_variables(draft.header.variables, faults)
        title = self._text(draft.header.title) or Path(source.name).stem or "requirement"
        self._title = bounded(title, "")

    def requirement(self) -> Requirement:
        header = self._draft.header
        cases = self._cases()
        logins = {
            name: tuple(self._sentence(one, self._shared) for one in sentences)
            for name, sentences in header.logins.items()
        }
        logins = self._seeds.agreed("logins") | logins
        check_logins(logins, self._faults)
        if not cases and not self._faults:
            hint = "write steps as a numbered list: 1. Go to …"
            self._faults.add(Place(), "no case with steps in it", hint)
        self._faults.raise_if_any()
        return Requirement(
            title=self._title,
            cases=tuple(cases),
            source=self._source.name,
            app=self._kept("app", header.app),
            environment=self._kept("environment", header.environment),
            base_url=self._text(header.base_url),
            pages=self._seeds.agreed("pages") | self._texts(header.pages),
            logins=logins,
            interruptions=self._seeds.agreed("interruptions") | self._texts(header.interruptions),
            never_heal=tuple(put_in(one, self._shared, self._faults) for one in header.never_heal),
            frames=self._seeds.agreed("frames") | self._texts(header.frames),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def _text(self, text: Text | None) -> str:
        return put_in(text, self._shared, self._faults).strip() if text else ""

    def _kept(self, field: str, said: Text | None) -> str:
        name = self._text(said)
        if said and (problem := why_not_kept(name)):
            self._faults.add(said.place, f"{field} {problem}")
        return name

    def _texts(self, texts: Mapping[str, Text]) -> dict[str, str]:
        return {name: put_in(text, self._shared, self._faults) for name, text in texts.items()}

    def _cases(self) -> list[Case]:
        made: list[Case] = []
        for draft in self._draft.cases:
            made += self._cases_of(draft)
            if len(made) > MAX_CASES:
                self._faults.add(draft.place, f"over {MAX_CASES} cases", "split the file")
                break
        return _with_names_apart(made, self._faults)

    def _cases_of(self, draft: DraftCase) -> list[Case]:
        rows = self._rows(draft)
        seed = draft.seed or self._draft.header.seed
        first = self._seeds.sentences(seed, self._faults, self._notes) if seed else ()
        if rows is None:
            name = replaced_where_known(draft.name, self._shared) or self._title
            return [self._case(draft, bounded(name, ""), first, Row({}, draft.place))]
        self._tell_unused(draft, rows)
        made = []
        for number, row in enumerate((row for one in rows for row in one.rows), 1):
            own = replace(row, values=self._row_values(row))
            name = row_name(draft.name or self._title, own.values, self._shared, number)
            made.append(self._case(draft, name, first, own))
        return made

    def _case(self, draft: DraftCase, name: str, first: Sequence[Sentence], row: Row) -> Case:
        values = {**self._shared, **row.values}
        sentences = [self._sentence(one, values) for one in self._sentences_of(draft)]
        seed = draft.seed or self._draft.header.seed
        return Case(
            name=name,
            sentences=(*first, *sentences),
            group=draft.group,
            tags=frozenset(self._draft.header.tags | draft.tags | row.tags),
            values=row.values,
            seed=seed.text if first and seed else "",
            place=draft.place,
        )

    def _sentences_of(self, draft: DraftCase) -> Iterator[DraftSentence]:
        yield from self._draft.header.background
        yield from draft.sentences

    def _row_values(self, row: Row) -> dict[str, str]:
        return {
            name: put_in(Text(value, row.place), self._shared, self._faults)
            for name, value in row.values.items()
        }

    def _sentence(self, draft: DraftSentence, values: Mapping[str, str]) -> Sentence:
        text = draft.text
        try:
            # A text that is too long is no sentence, and would take too long to fill.
            text = filled(text, values) if len(text) <= MAX_SENTENCE else text
        except VariableError as error:
            tell(error, Text(draft.text, draft.place), values, self._faults)
        if len(text) > MAX_SENTENCE:
            hint = "write one step a line"
            self._faults.add(draft.place, f"a sentence of over {MAX_SENTENCE} characters", hint)
        return Sentence(text=text[:MAX_SENTENCE], kind=draft.kind, place=draft.place)

    def _rows(self, draft: DraftCase) -> list[Rows] | None:
        if draft.data_file is None:
            return draft.rows or None
        name, place = put_in(draft.data_file, self._shared, self._faults), draft.data_file.place
        if self._source.folder is None:
            self._faults.add(place, f"{name}: no file can be read here", "write the rows here")
            return []
        try:
            return [*draft.rows, read_rows(self._source.folder / name, name, place, self._faults)]
        except RequirementError as error:
            self._faults.add(place, f"the data {error.faults[0]}")
            return []

    def _tell_unused(self, draft: DraftCase, rows: list[Rows]) -> None:
        used = set()
        for text in (draft.name, *(one.text for one in self._sentences_of(draft))):
            used |= _names_in(text)
        for one in rows:
            if not one.rows:
                self._notes.append(f"{draft.name}: its data has no rows, so it makes no case")
            for column, place in one.columns.items():
                self._tell_column(draft, column, place, is_own=one.is_own, used=used)

    def _tell_column(
        self, draft: DraftCase, column: str, place: Place, *, is_own: bool, used: set[str]
    ) -> None:
        if column in used:
            return
        message = f"nothing uses the column {column!r}"
        if is_own:
            hint = f"write {placeholder(column)} in a step, or leave it out"
            self._faults.add(place, message, hint)
        else:
            self._notes.append(f"{draft.name}: {message}")


def _names_in(text: str) -> set[str]:
    try:
        return {one.name for one in placeholders(text)}
    except VariableError:
        return set()


def _with_names_apart(cases: list[Case], faults: Faults) -> list[Case]:
    """Tell cases of one name apart by their groups, or by the numbers of their rows."""
    apart: dict[str, Case] = {}
    numbers: Counter[str] = Counter()
    for case in cases:
        name = case.name
        if name in apart and case.group and case.group != apart[name].group:
            name = bounded(f"{case.group}: {name}", "")
        while name in apart and case.place == apart[name].place:
            numbers[case.name] += 1
            number = numbers[case.name] + 1
            name = bounded(f"{case.name} [{number}]", f" [{number}]")
        if name in apart:
            line = apart[name].place.line
            hint = f"the other is in line {line}" if line else ""
            faults.add(case.place, f"two cases are called {name!r}", hint)
        apart[name] = case if name == case.name else case.model_copy(update={"name": name})
    return list(apart.values())
