"""Gherkin features, in any language that Gherkin's keywords have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Final

from gherkin.errors import CompositeParserException, ParserError, ParserException
from gherkin.parser import Parser

from pacts_daemon.pipeline.requirement.drafts import Draft, DraftCase, DraftSentence, Rows, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.arguments import Argument, sentences_with
from pacts_daemon.pipeline.requirement.forms.head import Head, is_header_line
from pacts_daemon.pipeline.requirement.forms.tables import data_rows
from pacts_daemon.pipeline.requirement.model import Place, SentenceKind
from pacts_daemon.pipeline.requirement.text import SourceText
from pacts_daemon.pipeline.requirement.variables import placeholder

_KINDS: Final = {
    "Context": SentenceKind.STEP,
    "Action": SentenceKind.STEP,
    "Outcome": SentenceKind.EXPECT,
}
_POSITION: Final = re.compile(r"^\(\d+:\d+\): ")
_EXPECTED: Final = re.compile(
    r"(?:unexpected end of file, )?expected: (?P<expected>[#\w, ]*)(?:, got '(?P<got>.*)')?$",
    re.DOTALL,
)
_KEYWORDS: Final = ("given", "when", "then", "and", "but")
_PLAIN_WORDS: Final = frozenset({"the", "them", "they", "than", "hand", "hen", "land", "band"})
_PARAMETER: Final = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a scenario."""

    group: str = ""
    tags: frozenset[str] = frozenset()
    background: Sequence[DraftSentence] = field(default_factory=tuple)


def read_feature(source: SourceText, faults: Faults) -> Draft:
    """Return what a feature says; ``faults`` is told what is wrong with it."""
    head = Head(faults)
    feature = _parsed(source, faults)
    if feature is None:
        return Draft()
    start, settings = _settings(source.lines, feature)
    if settings:
        head.add(settings, start)
    draft = Draft(head.header())
    if draft.header.title is None and feature["name"]:
        draft.header.title = Text(feature["name"], _place(feature))
    reader = _Reader(faults, draft.notes)
    draft.cases = list(reader.cases(feature["children"], _Around(tags=_tags(feature))))
    return draft


def _parsed(source: SourceText, faults: Faults) -> Any:
    try:
        feature = Parser().parse(source.text).get("feature")
    except CompositeParserException as error:
        for one in error.errors:
            _tell(one, faults)
    except ParserException as error:
        _tell(error, faults)
    except ParserError as error:
        faults.add(Place(), f"no Gherkin: {error}")
    else:
        if feature is None:
            faults.add(Place(), "no feature in it", "begin with 'Feature: name'")
        return feature
    return None


def _tell(error: ParserException, faults: Faults) -> None:
    said = _POSITION.sub("", str(error))
    got = _EXPECTED.match(said)
    hint = ""
    if got:
        said = f"{got['got']!r} can't stand here" if got["got"] else "the file ends too early"
        if "StepLine" in got["expected"]:
            hint = "a step begins with Given, When, Then, And, But or *"
    place = Place(line=error.location["line"], column=error.location.get("column", 0))
    faults.add(place, f"no Gherkin: {said}", hint)


class _Reader:
    def __init__(self, faults: Faults, notes: list[str]) -> None:
        self._faults = faults
        self._notes = notes

    def cases(self, children: Sequence[Mapping[str, Any]], around: _Around) -> Iterator[DraftCase]:
        background = list(around.background)
        for child in children:
            if "background" in child:
                background += self._sentences(child["background"], ())
            elif "rule" in child:
                rule = child["rule"]
                inner = _Around(rule["name"], around.tags | _tags(rule), background)
                yield from self.cases(rule["children"], inner)
            elif "scenario" in child:
                yield self._case(
                    child["scenario"], _Around(around.group, around.tags, tuple(background))
                )

    def _case(self, scenario: Mapping[str, Any], around: _Around) -> DraftCase:
        place = _place(scenario)
        rows = [self._rows(examples) for examples in scenario["examples"]]
        columns = {column for one in rows for column in one.columns}
        name = _with_variables(scenario["name"], columns) or scenario["keyword"]
        case = DraftCase(name, place, group=around.group)
        case.tags = set(around.tags | _tags(scenario))
        own = list(self._sentences(scenario, columns))
        if not own:
            hint = "write its steps, or leave it out"
            self._faults.add(place, f"{scenario['name'] or 'the scenario'!r} has no steps", hint)
        case.sentences = [*around.background, *own]
        case.rows = rows
        return case

    def _sentences(
        self, scenario: Mapping[str, Any], columns: set[str] | tuple[()]
    ) -> Iterator[DraftSentence]:
        self._tell_dropped(scenario)
        kind = SentenceKind.STEP
        for step in scenario["steps"]:
            kind = _KINDS.get(step.get("keywordType", ""), kind)
            place = _place(step)
            column = place.column + len(step["keyword"])
            text = Text(step["text"], place.model_copy(update={"column": column}))
            if not text.text:
                self._faults.add(place, f"nothing follows {step['keyword'].strip()!r}")
                continue
            for one in sentences_with(text, _argument(step), kind, self._faults):
                yield DraftSentence(_with_variables(one, columns), kind, text.place)

    def _tell_dropped(self, scenario: Mapping[str, Any]) -> None:
        """Tell of lines that Gherkin takes as a description, and that were meant as steps."""
        for line in scenario["description"].split("\n"):
            word = line.split(maxsplit=1)[0].lower() if line.strip() else ""
            # Two letters in the other's place ("Gvien") are 0.8; "they", to "then", is 0.75 and
            # begins a description.
            if word not in _PLAIN_WORDS and get_close_matches(word, _KEYWORDS, cutoff=0.8):
                hint = "steps begin with Given, When, Then, And or But, spelt so"
                self._faults.add(_place(scenario), f"{line.strip()!r} is no step", hint)

    def _rows(self, examples: Mapping[str, Any]) -> Rows:
        header = examples.get("tableHeader")
        if header is None:
            hint = "its first line names the columns"
            self._faults.add(_place(examples), "the examples have no table", hint)
            return Rows({}, [], is_own=False)
        table = [_cells(row) for row in [header, *examples["tableBody"]]]
        rows = data_rows(table, self._faults, is_own=False)
        tags = _tags(examples)
        rows.rows = [replace(row, tags=tags) for row in rows.rows]
        return rows


def _argument(step: Mapping[str, Any]) -> Argument | None:
    if "docString" in step:
        return Argument(text=step["docString"]["content"])
    if "dataTable" in step:
        return Argument(rows=[_cells(row) for row in step["dataTable"]["rows"]])
    return None


def _with_variables(text: str, columns: set[str] | tuple[()]) -> str:
    """Return a text with the ``<columns>`` of its examples as variables."""
    return _PARAMETER.sub(
        lambda found: placeholder(found[1].strip()) if found[1].strip() in columns else found[0],
        text,
    )


def _cells(row: Mapping[str, Any]) -> list[Text]:
    return [Text(cell["value"], _place(cell)) for cell in row["cells"]]


def _tags(node: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(tag["name"].removeprefix("@") for tag in node.get("tags", ()))


def _place(node: Mapping[str, Any]) -> Place:
    location = node["location"]
    return Place(line=location["line"], column=location.get("column", 0))


def _settings(lines: Sequence[str], feature: Any) -> tuple[int, list[str]]:
    """Return the line after a feature's name that the first "key: value" is in, and its block."""
    first = feature["location"]["line"]
    end = min((_first_line(child) for child in feature["children"]), default=len(lines) + 1) - 1
    start = next((n for n in range(first, end) if is_header_line(lines[n].strip())), end)
    stop = next((n for n in range(start, end) if not lines[n].strip()), end)
    return start + 1, list(lines[start:stop])


def _first_line(child: Mapping[str, Any]) -> int:
    (node,) = child.values()
    lines = [tag["location"]["line"] for tag in node.get("tags", ())]
    return int(min([node["location"]["line"], *lines]))
