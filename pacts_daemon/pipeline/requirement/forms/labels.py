"""Words that say what stands under or after them: "Expected:", "**Steps:**", "## Background"."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Part(Enum):
    """What a part of a section holds."""

    PLAIN = auto()
    STEPS = auto()
    EXPECT = auto()
    BACKGROUND = auto()
    PRECONDITIONS = auto()
    DATA = auto()
    SETTINGS = auto()
    SEED = auto()
    TAGS = auto()
    CASE = auto()
    NOTES = auto()


_NAMES: Final = {
    Part.STEPS: "steps, step, test steps, actions, action, procedure, given, when",
    Part.EXPECT: (
        "expected, expect, expects, expected result, expected results, expected outcome, "
        "expected outcomes, expected behavior, expected behaviour, expectation, expectations, "
        "result, results, then, assert, assertion, assertions, verify, verification, "
        "verifications, success criteria, acceptance criteria, outcome, outcomes"
    ),
    Part.BACKGROUND: "background, setup, set up, before each, before each case, before each test",
    Part.PRECONDITIONS: (
        "precondition, preconditions, prerequisite, prerequisites, assumptions, starting state"
    ),
    Part.DATA: "data, test data, examples, rows, data rows",
    Part.SETTINGS: "settings, configuration",
    Part.SEED: "seed",
    Part.TAGS: "tags, tag, labels",
    Part.CASE: "case, test case, test, scenario",
    Part.NOTES: (
        "note, notes, description, overview, application overview, objective, objectives, purpose, "
        "priority, severity, failure conditions, references, summary, introduction, context, "
        "scope, comment, comments, status, author, file, test file, type, estimate, owner"
    ),
}
_PARTS: Final = {name: part for part, names in _NAMES.items() for name in names.split(", ")}
_STRUCTURE: Final = frozenset({"test scenarios", "scenarios", "test cases", "cases", "tests"})
_LABEL: Final = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]{1,30}?)\s*:(?:\s+|$)")
_NUMBER: Final = re.compile(r"\s*(?:\d+(?:\.\d+)+\.?|\d+[.)])\s+")
STEP_NUMBER: Final = re.compile(r"\s*(?:step\s+)?\d+\s*[.):]\s+", re.IGNORECASE)
"""What stands before a step: "1.", "2)", "Step 3:"."""

_TAG: Final = re.compile(r"(?:^|\s+)@(?P<tag>[\w.:/-]+)$")
IN_ITEMS: Final = frozenset({Part.STEPS, Part.EXPECT, Part.NOTES})


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it opens, and where the words after it begin in its line."""

    part: Part
    end: int


def label_of(line: str) -> Label | None:
    """Return the label that a line begins with."""
    found = _LABEL.match(line)
    part = _PARTS.get(_name(found["name"])) if found else None
    return Label(part, found.end()) if found and part else None


def misspelt_label(line: str) -> str:
    """Return the label that a line with nothing else in it was meant to be; empty for none."""
    found = _LABEL.fullmatch(line)
    if found is None or _name(found["name"]) in _PARTS:
        return ""
    # One letter missing or too many ("Expect", "Exspected") is 0.86 and above, and another word
    # with letters in common ("Setup", to "Steps") is 0.6.
    close = difflib.get_close_matches(_name(found["name"]), _PARTS, n=1, cutoff=0.82)
    return close[0] if close else ""


def part_of_heading(heading: str) -> Part | None:
    """Return what a heading opens, when it is no name."""
    part = _PARTS.get(_name(heading.rstrip(":")))
    return None if part is Part.CASE else part


def is_structure(heading: str) -> bool:
    """Whether a heading only says that cases follow."""
    return _name(heading.rstrip(":")) in _STRUCTURE


def heading_name(heading: str) -> tuple[str, set[str]]:
    """Return a heading without its number, and the ``@tags`` at its end."""
    tags: set[str] = set()
    while found := _TAG.search(heading):
        tags.add(found["tag"])
        heading = heading[: found.start()]
    return without_start(_NUMBER, heading).strip(), tags


def without_start(pattern: re.Pattern[str], line: str) -> str:
    """Return a line without what a pattern finds at its start, and only there."""
    found = pattern.match(line)
    return line[found.end() :] if found else line


def _name(text: str) -> str:
    return " ".join(text.lower().split())
