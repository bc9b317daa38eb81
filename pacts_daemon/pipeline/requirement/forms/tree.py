"""YAML and JSON as plain text values, with the place of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.model import Place

# People write some five levels; readers go down one call for each.
MAX_DEPTH: Final = 20
# Each keeps a place of its own; aliases multiply a few lines without end.
MAX_NODES: Final = 200_000
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL: Final = "tag:yaml.org,2002:null"
_OPENING: Final = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING: Final = (yaml.SequenceEndEvent, yaml.MappingEndEvent)

_ESCAPE: Final = re.compile(
    r"\\(?:u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})|.)", re.IGNORECASE
)

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """A document: lists, mappings, text and None; numbers stay as they were written.

    Attributes:
        value: the whole.
        places: of each value, by the keys and numbers that lead to it.
        keys: of the key that each value of a mapping stands under.
    """

    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest one that leads to it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place())

    def key_place(self, path: Path) -> Place:
        """Return the place of the key that leads to a value."""
        return self.keys.get(path) or self.place(path)


def read_tree(text: str, form: str, faults: Faults, first_line: int = 1) -> Tree | None:
    """Return what a YAML or JSON text says; None when it can't be read, and ``faults`` knows why.

    Args:
        text: the document.
        form: "YAML" or "JSON", for messages.
        faults: told what is wrong, with its place.
        first_line: the line of the file that the text begins in.
    """
    reader = _Reader(form, faults, first_line)
    try:
        if form == "JSON":
            text = _as_yaml(text)
        return reader.read(text)
    except json.JSONDecodeError as error:
        faults.add(Place(line=error.lineno, column=error.colno), f"no JSON: {error.msg}")
    except RecursionError:
        faults.add(Place(line=first_line), f"no {form}: it is nested too deeply")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it can't be read"
        place = reader.place(mark)
        faults.add(place, f"no {form}: {said}", _hint(said, text, place.line - first_line))
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        line, column = before.count("\n"), len(before.rpartition("\n")[2])
        place = Place(line=line + first_line, column=column + 1)
        faults.add(place, f"no {form}: {error.reason}", "leave the character out")
    return None


def _as_yaml(text: str) -> str:
    """Return JSON so that YAML's reader, which knows where things stand, reads the same.

    Raises:
        JSONDecodeError: it is no JSON.
    """
    json.loads(text)
    return _ESCAPE.sub(_escaped, text.replace("\t", " "))


def _escaped(found: re.Match[str]) -> str:
    if not found["high"]:
        return found[0]
    pair = int(found["high"], 16), int(found["low"], 16)
    return f"\\U{0x10000 + ((pair[0] & 0x3FF) << 10) + (pair[1] & 0x3FF):08x}"


class _Reader:
    def __init__(self, form: str, faults: Faults, first_line: int) -> None:
        self._form = form
        self._faults = faults
        self._first_line = first_line
        self._tree = Tree()
        self._nodes = 0
        self._lines: list[str] = []

    def place(self, mark: Any) -> Place:
        if mark is None:
            return Place(line=self._first_line)
        return Place(line=mark.line + self._first_line, column=mark.column + 1)

    def read(self, text: str) -> Tree | None:
        if not self._is_bounded(text):
            return None
        self._lines = text.split("\n")
        node = yaml.compose(text, _LOADER)
        if node is None:
            return self._tree
        self._tree.value = self._value(node, ())
        if self._nodes > MAX_NODES:
            self._faults.add(self.place(node.start_mark), f"over {MAX_NODES} values")
            return None
        return self._tree

    def _is_bounded(self, text: str) -> bool:
        """Whether it is no deeper than people write, told before anything recurses into it."""
        depth = 0
        for event in yaml.parse(text, _LOADER):
            depth += isinstance(event, _OPENING)
            depth -= isinstance(event, _CLOSING)
            if depth > MAX_DEPTH:
                self._faults.add(self.place(event.start_mark), f"deeper than {MAX_DEPTH} levels")
                return False
        return True

    def _value(self, node: Any, path: Path) -> Any:
        self._nodes += 1
        self._tree.places[path] = self.place(node.start_mark)
        # An alias may name what is around it, or name a list so often that it grows without end.
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            self._nodes = MAX_NODES + 1
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, n)) for n, item in enumerate(node.value)]
        self._place_text(node, path)
        return None if node.tag == _NULL else node.value

    def _place_text(self, node: Any, path: Path) -> None:
        """Note where a text begins within its quotes, and where each line of a block does."""
        place = self._tree.places[path]
        if node.style in ("'", '"'):
            self._tree.places[path] = place.model_copy(update={"column": place.column + 1})
        elif node.style == "|":
            lines = enumerate(node.value.split("\n"), place.line + 1)
            for n, (line, text) in enumerate(one for one in lines if one[1].strip()):
                column = self._lines[line - self._first_line].find(text.strip()) + 1
                self._tree.places[*path, n] = Place(line=line, column=column)

    def _mapping(self, node: Any, path: Path) -> Mapping[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                hint = "put quotes around text that begins with a bracket: '{{name}} is shown'"
                self._faults.add(self.place(key.start_mark), "a key must be text", hint)
                continue
            name = key.value
            if name in made:
                first = self._tree.keys[(*path, name)].line
                hint = f"the other is in line {first}"
                self._faults.add(self.place(key.start_mark), f"{name!r} is there twice", hint)
                continue
            self._tree.keys[(*path, name)] = self.place(key.start_mark)
            made[name] = self._value(value, (*path, name))
        return made


_QUOTED_START: Final = re.compile(r"\s*(?:-\s+|[\w ]+:\s+)?[\"'].*[\"']\s*\S")
_TAB: Final = re.compile(r" *\t")
_HINTS: Final = (
    ("mapping values are not allowed", "put quotes around text that has a colon and a space in it"),
    ("cannot start any token", "put quotes around text that begins with such a character"),
    ("found undefined alias", "put quotes around text that begins with *"),
    ("found unexpected end of stream", "close the quotes"),
    ("expected a single document", "one file is one requirement: leave '---' out"),
    ("found unknown escape", "write \\\\ in double quotes for one backslash"),
)


def _hint(said: str, text: str, line: int) -> str:
    lines = text.split("\n")
    if any(_TAB.match(one) for one in lines[line : line + 1]):
        return "indent with spaces, not with tabs"
    for part, hint in _HINTS:
        if part in said:
            return hint
    around = lines[max(line - 1, 0) : line + 1]
    if any("{{" in one or _QUOTED_START.match(one) for one in around):
        return """put other quotes around text with quotes or brackets: '"Save" is shown'"""
    return ""
