"""The header of a text: front matter, a section "Settings", or "key: value" lines at its top."""

from __future__ import annotations

import re
from typing import Any, Final

from pacts_daemon.pipeline.requirement.drafts import Header
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.form import HeaderForm
from pacts_daemon.pipeline.requirement.forms.header import read_header
from pacts_daemon.pipeline.requirement.forms.tree import Path, Tree, read_tree

_ALIASES: Final = {"url": "base_url", "application": "app", "env": "environment"}
_KEY: Final = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]*?)\s*:(?:\s|$)")
_BULLET: Final = re.compile(r"^(?P<indent>\s*)[-*+]\s+(?=[^\"'\s][^:]*:(?:\s|$))")
_NUMBER: Final = re.compile(r"^(?P<indent>\s*)\d+[.)](?=\s)")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")


class Head:
    """Gathers the header of a text from the places where it stands."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._tree = Tree({})

    def add(self, lines: list[str], first_line: int) -> None:
        """Take in lines of YAML, or a list of "key: value"."""
        fences = [n for n, line in enumerate(lines) if _FENCE.match(line)]
        if len(fences) > 1:
            lines, first_line = lines[fences[0] + 1 : fences[1]], first_line + fences[0] + 1
        else:
            lines = [_without_markers(line) for line in lines]
        tree = read_tree("\n".join(lines), "YAML", self._faults, first_line)
        if tree is None or tree.value is None:
            return
        if not isinstance(tree.value, dict):
            hint = "write 'key: value' lines"
            self._faults.add(tree.place(()), "settings must be names with a value each", hint)
            return
        self._merge(tree)

    def header(self) -> Header:
        """Return what was gathered."""
        return read_header(self._tree, self._faults)

    def _merge(self, tree: Tree) -> None:
        for key, value in tree.value.items():
            name, place = header_key(key), tree.key_place((key,))
            if name in self._tree.value:
                first = self._tree.key_place((name,)).line
                self._faults.add(place, f"{name!r} is there twice", f"the other is in line {first}")
            self._tree.value[name] = value
            _copy_places(tree, self._tree, key, name)


def header_key(key: str) -> str:
    """Return a key as the form spells it: "Base URL" is ``base_url``."""
    name = re.sub(r"[\s-]+", "_", key.strip().lower())
    return _ALIASES.get(name, name)


def is_header_line(line: str) -> bool:
    """Whether a line says something about the whole, as "App: shop" does."""
    found = _KEY.match(line)
    return found is not None and header_key(found["key"]) in HeaderForm.model_fields


def front_matter(lines: list[str]) -> int:
    """Return how many lines of a text are front matter, with the two lines around it."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    return next(ends, -1) + 1


def _without_markers(line: str) -> str:
    line = _BULLET.sub(lambda found: " " * len(found[0]), line, count=1)
    return _NUMBER.sub(lambda found: f"{found['indent']}- "[: len(found[0])], line, count=1)


def _copy_places(source: Tree, target: Tree, key: str, name: str) -> None:
    def renamed(path: Path) -> Path:
        return (name, *path[1:])

    pairs: tuple[tuple[dict[Path, Any], dict[Path, Any]], ...] = (
        (source.places, target.places),
        (source.keys, target.keys),
    )
    for old, new in pairs:
        new.update({renamed(path): place for path, place in old.items() if path[:1] == (key,)})
