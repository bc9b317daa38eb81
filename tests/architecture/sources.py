"""The files of the repository that people write, and what they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("pacts_daemon", "clients/python/src")
WRITTEN = (*PRODUCT, "demo", "bench", "suites", "tests", "drift_core", "scripts")
GENERATED = {
    ROOT / "clients/python/src/pacts/v1",
    ROOT / "clients/typescript/src/gen",
    ROOT / "pacts_daemon/codec/v1",
}
SKIPPED = {"__pycache__", "dist", "node_modules", "target", "results"}


def files(folders: tuple[str, ...], *suffixes: str) -> list[Path]:
    return [path for folder in folders for path in _walk(ROOT / folder) if path.suffix in suffixes]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = SKIPPED.isdisjoint(path.relative_to(ROOT).parts)
        if inside and path.is_file() and GENERATED.isdisjoint(path.parents):
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> set[str]:
    """Return the absolute names that a module imports, ``from a import b`` as ``a.b``."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found
