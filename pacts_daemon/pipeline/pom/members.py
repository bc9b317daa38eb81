"""What a person wrote into a class: its members outside of the block of getters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from pacts_daemon.pipeline.pom.languages import Language
from pacts_daemon.pipeline.pom.marks import Block
from pacts_daemon.pipeline.pom.model import PomError

_MODIFIERS: Final = (
    r"(?:(?:public|private|protected|static|readonly|async|override|final|get|set)\s+)*"
)
_PARAMETERS: Final = r"(?:<[^>]*>)?\([^()]*\)\s*(?::[^{;]+)?\{"
_TYPESCRIPT: Final = re.compile(
    rf"^[ \t]+{_MODIFIERS}(?P<name>[\w$]+)\s*(?:[!?]?\s*[:=;]|{_PARAMETERS})", re.MULTILINE
)
_JAVA: Final = re.compile(
    r"\b(?!return\b|new\b|else\b|throw\b)[\w<>\[\].]+\s+(?P<name>\w+)\s*\([^()]*\)\s*(?:throws[\w\s,.]+)?\{"
)


def members_of(language: Language, content: str, block: Block) -> set[str]:
    """Return the names of members of a block's class that stand outside of the block.

    Raises:
        PomError: a file of Python can't be parsed.
    """
    lines = content.split("\n")
    if language.suffix == ".py":
        return _of_python(content, block)
    own = "\n".join(lines[: block.start]).rsplit(f"class {block.class_name}", 1)[-1]
    after = "\n".join(lines[block.end + 1 :])
    rest = re.split(
        r"^(?:export\s+)?(?:abstract\s+)?class\s", after, maxsplit=1, flags=re.MULTILINE
    )[0]
    pattern = _TYPESCRIPT if language.suffix == ".ts" else _JAVA
    return {found["name"] for found in pattern.finditer(f"{own}\n{rest}")}


def parsed(content: str) -> ast.Module:
    """Return the tree of a file of Python.

    Raises:
        PomError: it can't be parsed.
    """
    try:
        return ast.parse(content)
    except (SyntaxError, ValueError) as error:
        raise PomError("update", f"the file is no Python: {error}") from None


def class_in(tree: ast.Module, class_name: str) -> ast.ClassDef | None:
    """Return the class of that name at the top of a file."""
    return next(
        (one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == class_name), None
    )


def _of_python(content: str, block: Block) -> set[str]:
    found = class_in(parsed(content), block.class_name)
    if found is None:
        return set()
    inside = range(block.start + 1, block.end + 2)
    own = [node for node in found.body if node.lineno not in inside]
    return {name for node in own for name in _names(node)}


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign():
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
    for inner in ast.walk(node):
        match inner:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
