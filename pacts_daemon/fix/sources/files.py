"""Which files of a suite are read, and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pacts_daemon.fix.sources.java import read_java
from pacts_daemon.fix.sources.model import Source, UnreadableError
from pacts_daemon.fix.sources.python import read_python
from pacts_daemon.fix.sources.typescript import read_typescript
from pacts_daemon.fix.tree import listed

_READERS: Final[Mapping[str, Callable[[str, bytes], Source]]] = {
    ".py": read_python,
    ".java": read_java,
    **dict.fromkeys(
        (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"), read_typescript
    ),
}
# No test is as long: what is larger was made, or holds data.
_MOST_BYTES: Final = 4 * 1024 * 1024
_LEFT_OUT: Final = frozenset({"node_modules", "__pycache__", "target", "build", "dist"})


@dataclass(slots=True)
class Read:
    """Files that were read, and why others were not."""

    sources: list[Source] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def read_files(paths: Iterable[Path], root: Path) -> Read:
    """Read every file of a language that is known; folders are searched.

    Files are named relative to ``root``; in a work tree of git, those that it ignores are left out.
    """
    read = Read()
    for file in dict.fromkeys(found for path in paths for found in _files(path)):
        try:
            read.sources.append(_read(file, _relative(file, root)))
        except UnreadableError as error:
            read.unreadable.append(str(error))
        except OSError as error:
            read.unreadable.append(f"{file}: {error.strerror or error}")
    return read


def reread(path: str, content: bytes) -> Source:
    """Read a file as it would be.

    Raises:
        UnreadableError: it is not what it should be any more.
    """
    try:
        return _READERS[Path(path).suffix](path, content)
    except RecursionError:
        raise UnreadableError(f"{path}: it is nested too deeply") from None


def _read(file: Path, name: str) -> Source:
    if file.stat().st_size > _MOST_BYTES:
        raise UnreadableError(f"{name}: over {_MOST_BYTES // 1024**2} MiB")
    return reread(name, file.read_bytes())


def _relative(file: Path, root: Path) -> str:
    whole = file.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    found = listed(path)
    for file in _walked(path) if found is None else found:
        if file.suffix in _READERS and file.is_file():
            yield file


def _walked(folder: Path) -> list[Path]:
    found = []
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if not any(part in _LEFT_OUT or part.startswith(".") for part in parts):
            found.append(file)
    return sorted(found)
