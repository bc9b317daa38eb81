"""Imports that getters need, in a file that may lack them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from pacts_daemon.pipeline.pom.languages import Language
from pacts_daemon.pipeline.pom.members import parsed


def with_imports(language: Language, content: str, needed: Sequence[str]) -> str:
    """Return a file that has these imports: each where the language lets one stand at any time."""
    if language.suffix == ".py":
        missing = _missing_in_python(content, needed)
    else:
        missing = [line for line in needed if _absent(content, line)]
    if not missing:
        return content
    ending = "\r\n" if "\r\n" in content else "\n"
    lines = content.split("\n")
    at = _place(language, content, lines)
    new = [line + ending.removesuffix("\n") for line in missing]
    return "\n".join([*lines[:at], *new, *lines[at:]])


def _absent(content: str, line: str) -> bool:
    """Say whether one of the names that a line imports is imported by none."""
    names = re.search(r"\{([^}]*)\}", line)
    if names is None:  # Java: one class a line, or all of its package
        return line not in content and f"{line.rpartition('.')[0]}.*;" not in content
    imported = " ".join(re.findall(r"^import\b[^;]*?\bfrom\b", content, re.MULTILINE | re.DOTALL))
    return any(not re.search(rf"\b{name.strip()}\b", imported) for name in names[1].split(","))


def _missing_in_python(content: str, needed: Sequence[str]) -> list[str]:
    bound = {
        (alias.asname or alias.name)
        for node in ast.walk(parsed(content))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    missing = []
    for line in needed:
        module, _, names = line.partition(" import ")
        lacking = [name for name in names.split(", ") if name not in bound]
        if lacking:
            missing.append(f"{module} import {', '.join(lacking)}")
    return missing


def _place(language: Language, content: str, lines: list[str]) -> int:
    if language.suffix == ".py":
        tops = parsed(content).body
        imports = [one for one in tops if isinstance(one, ast.Import | ast.ImportFrom)]
        documented = tops[:1] if tops and isinstance(tops[0], ast.Expr) else []
        last = [*documented, *imports][-1:]
        return (last[0].end_lineno or 0) if last else 0
    packages = [n for n, line in enumerate(lines) if re.match(r"\s*package\s[\w.]+;", line)]
    return packages[0] + 1 if packages else 0
