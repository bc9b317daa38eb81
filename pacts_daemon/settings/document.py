"""A file of settings: what it says, and in which line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pacts_daemon.settings.faults import Fault

_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)$")
# One of these is in the last line of a value of several.
_ENDS: Final = ("]", "}", '"""', "'''")

SettingPath = tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A TOML file of settings; ``fault`` is why it cannot be read, and nothing is in it then."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    fault: Fault | None = None

    @cached_property
    def lines(self) -> Mapping[SettingPath, int]:
        """The lines in which each table and each value begins, from 1; found when asked for."""
        return lines_of(self.text)


def read_document(path: Path | None) -> Document:
    """Return what stands in a file, nothing where there is none to be read."""
    if path is None:
        return Document()
    try:
        text = path.read_text("utf-8-sig")
        return Document(path, tomllib.loads(text), text)
    except OSError as error:
        return Document(path, fault=Fault("config", f"{path}: {error.strerror}"))
    except UnicodeDecodeError as error:
        return Document(path, fault=Fault(f"{path}", f"not TOML: not UTF-8: {error.reason}"))
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        where = f"{path}:{at[1]}" if at else f"{path}"
        return Document(path, fault=Fault(where, f"not TOML: {_LINE.sub('', str(error))}"))


def lines_of(text: str) -> dict[SettingPath, int]:
    """Return in which line of a TOML document each table and each value begins, from 1.

    ``tomllib`` tells no places. A statement ends with the first line up to which it can be read
    alone, below the header of its table: a value that goes on cannot.
    """
    found: dict[SettingPath, int] = {}
    header = ""
    statement: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        statement.append(line)
        if len(statement) > 1 and not any(end in line for end in _ENDS):
            continue
        said = "\n".join(statement)
        if said.lstrip().startswith("["):
            header = ""
        try:
            values = tomllib.loads(f"{header}\n{said}")
        except tomllib.TOMLDecodeError:
            continue
        for path in _paths(values):
            found.setdefault(path, number - len(statement) + 1)
        if said.lstrip().startswith("["):
            header = said
        statement = []
    return found


def _paths(values: Mapping[str, Any], above: SettingPath = ()) -> Iterator[SettingPath]:
    for name, value in values.items():
        yield (*above, name)
        if isinstance(value, Mapping):
            yield from _paths(value, (*above, name))
