"""Where the value of a setting came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pacts_daemon.settings.document import Document, SettingPath

FLAGS: Final[Mapping[str, str]] = {
    "data_dir": "--data-dir",
    "grpc.host": "--host",
    "grpc.port": "--port",
    "grpc.unix_socket": "--unix-socket",
    "grpc.insecure": "--insecure",
    "management.port": "--management-port",
    "redis.url": "--redis-url",
    "postgres.dsn": "--postgres-dsn",
    "browser.allowed_hosts": "--allow-host",
    "log.level": "--log-level",
}
"""The flags that say a setting, by its name."""


class OriginKind(StrEnum):
    """What said the value, the first of these that says it."""

    FLAG = "flag"
    VARIABLE = "variable"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Origin:
    """What said a value: ``name`` of the flag, the variable or the file, and there the line."""

    kind: OriginKind
    name: str = ""
    line: int | None = None

    def __str__(self) -> str:
        if self.kind is OriginKind.DEFAULT:
            return "default"
        return f"{self.name}:{self.line}" if self.line is not None else self.name


@dataclass(frozen=True, slots=True)
class Layers:
    """All that was said, what counts first before the others; each is nested like the sections.

    ``given`` are the variables by their names in upper case, as they are written.
    """

    flags: Mapping[str, Any]
    variables: Mapping[str, Any]
    given: Mapping[str, str]
    prefix: str
    document: Document

    def origin(self, path: Sequence[str | int]) -> Origin:
        """Return where the value at a path came from: the first layer that reaches deepest."""
        layers = (
            (OriginKind.FLAG, self.flags),
            (OriginKind.VARIABLE, self.variables),
            (OriginKind.FILE, self.document.values),
        )
        reached = [(kind, _reached(values, path)) for kind, values in layers]
        kind, said = max(reached, key=lambda one: len(one[1]))
        if not said:
            return Origin(OriginKind.DEFAULT)
        match kind:
            case OriginKind.FLAG:
                return Origin(kind, FLAGS.get(".".join(said[:2]), "the command"))
            case OriginKind.VARIABLE:
                return Origin(kind, self._variable(said))
            case _:
                return Origin(kind, str(self.document.path), self._line(said))

    def _variable(self, path: SettingPath) -> str:
        names = [self.prefix + "_".join(path[:depth]).upper() for depth in (2, 1)]
        return next((self.given[name] for name in names if name in self.given), names[0])

    def _line(self, path: SettingPath) -> int | None:
        depths = range(len(path), 0, -1)
        lines = (self.document.lines.get(path[:depth]) for depth in depths)
        return next((line for line in lines if line is not None), None)


def _reached(values: Mapping[str, Any], path: Sequence[str | int]) -> SettingPath:
    """Return as much of a path as there is, nothing where what is asked for stands elsewhere."""
    reached: list[str] = []
    here: Any = values
    for name in path:
        if not isinstance(here, Mapping) or name not in here:
            break
        here = here[name]
        reached.append(str(name))
    is_elsewhere = isinstance(here, Mapping) and len(reached) < len(path)
    return () if is_elsewhere else tuple(reached)
