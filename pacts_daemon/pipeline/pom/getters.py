"""Getters that a person wrote, in Python: the locator in them changes, and not a letter besides.

A getter is what only makes a locator of the page, of constants: a property or a method that returns
it, or an attribute that a method of the class assigns it to.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from pacts_daemon.pipeline.pom.languages import asking
from pacts_daemon.pipeline.pom.members import class_in, parsed
from pacts_daemon.pipeline.pom.model import PageElement, PomError, PomMode, PomTarget
from pacts_daemon.pipeline.pom.objects import PageClass
from pacts_daemon.pipeline.pom.selectors import frozen

_LOCATING: Final = {
    "locator", "get_by_role", "get_by_label", "get_by_placeholder", "get_by_text",
    "get_by_alt_text", "get_by_title", "get_by_test_id", "frame_locator", "filter", "nth",
}  # fmt: skip
_PYTHON_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_PROPERTIES: Final = {"first", "last"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where a class makes a locator: the name it has, its expression, and what it begins with."""

    name: str
    value: ast.expr
    root: ast.expr
    session: str


def with_getters(file: str, content: str, one: PageClass, mode: PomMode) -> tuple[str, list[str]]:
    """Return a file whose class has other locators in the getters it has, and what to know.

    Raises:
        PomError: none of its getters is called as one of the page's elements.
    """
    found = class_in(parsed(content), one.class_name)
    sites = {} if found is None else _sites(found)
    taken = [getter for getter in one.getters if getter.name in sites and getter.element.element]
    if not taken:
        raise PomError(
            "update",
            f"{file}: {one.class_name} has no getter that only makes a locator and is called as an "
            f"element is ({', '.join(getter.name for getter in one.getters)}); where getters shall "
            f"stand in it, write the lines `# pacts:elements {one.class_name}` and "
            f"`# pacts:end {one.class_name}`",
        )
    edits = [
        (sites[getter.name].value, _expression(file, sites[getter.name], getter.element, mode))
        for getter in taken
    ]
    others = [getter.name for getter in one.getters if getter not in taken]
    notes = [f"{file}: {one.class_name} has no getter for {', '.join(others)}"] if others else []
    return _edited(content, edits), notes


def _expression(file: str, site: Site, element: PageElement, mode: PomMode) -> str:
    target, root = PomTarget.PLAYWRIGHT_PYTHON, ast.unparse(site.root)
    if mode is PomMode.ASK:
        if not site.session:
            raise PomError(
                "update",
                f"{file}:{site.value.lineno}: {site.name} has no session to ask: the class needs "
                "`self.session`, assigned in its constructor before; or use --frozen",
            )
        return asking(target, element, root, site.session)
    made = frozen(target, element, root)
    if made is None:  # what has no selector is no getter of a frozen class
        raise PomError("update", f"{file}: {element.label!r} has no selector")
    return made


def _sites(found: ast.ClassDef) -> dict[str, Site]:
    """Return what makes a locator in a class, by name; what is made in two places is in doubt."""
    sites: dict[str, Site] = {}
    doubted: set[str] = set()
    functions = [one for one in found.body if isinstance(one, ast.FunctionDef)]
    has_session = any(_assigns_session(one) for one in functions)
    for function in functions:
        for site in (*_returned(function, has_session), *_assigned(function)):
            if site.name in sites:
                doubted.add(site.name)
            sites[site.name] = site
    return {name: site for name, site in sites.items() if name not in doubted}


def _returned(function: ast.FunctionDef, has_session: bool) -> Iterator[Site]:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    arguments = function.args
    takes_more = len(arguments.args) + len(arguments.kwonlyargs) + len(arguments.posonlyargs) > 1
    if takes_more or arguments.vararg or arguments.kwarg or len(body) != 1:
        return
    match body[0]:
        case ast.Return(value=ast.expr() as value) if (root := _root_of(value)) is not None:
            yield Site(function.name, value, root, "self.session" if has_session else "")


def _assigned(function: ast.FunctionDef) -> Iterator[Site]:
    parameters = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
    session = "session" if "session" in parameters else ""
    for statement in function.body:
        match statement:
            case ast.Assign(
                targets=[ast.Attribute(ast.Name("self"), name)], value=ast.expr() as value
            ) | ast.AnnAssign(ast.Attribute(ast.Name("self"), name), value=ast.expr() as value) if (
                root := _root_of(value)
            ) is not None:
                yield Site(name, value, root, session)


def _root_of(value: ast.expr) -> ast.expr | None:
    """Return the page that an expression makes a locator of, with constants; None for another."""
    match value:
        case ast.Call(ast.Attribute(made_of, "element"), [page, *given], keywords):
            is_session = isinstance(made_of, ast.Name | ast.Attribute)
            known = is_session and _is_page(page) and _are_constants(given, keywords)
            return page if known else None
        case ast.Call(ast.Attribute(made_of, method), given, keywords) if method in _LOCATING:
            if not _are_constants(given, keywords):
                return None
            return made_of if _is_page(made_of) else _root_of(made_of)
        case ast.Attribute(made_of, name) if name in _PROPERTIES:
            return _root_of(made_of)
    return None


def _is_page(value: ast.expr) -> bool:
    match value:
        case ast.Name(name) | ast.Attribute(ast.Name("self"), name):
            return name.lstrip("_") == "page"
    return False


def _are_constants(given: Sequence[ast.expr], keywords: Sequence[ast.keyword]) -> bool:
    values = (*given, *(one.value for one in keywords))
    return all(isinstance(one, ast.Constant) for one in values)


def _assigns_session(function: ast.FunctionDef) -> bool:
    return function.name == "__init__" and any(
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node) == "self.session"
        for node in ast.walk(function)
    )


def _edited(content: str, edits: Sequence[tuple[ast.expr, str]]) -> str:
    """Return a text with expressions replaced, the last ones first."""
    # The tree counts columns in bytes of UTF-8, and ends lines as Python does.
    lines = [line.encode() for line in _PYTHON_LINE.findall(content)]
    starts = [0, *accumulate(len(line) for line in lines)]
    data = b"".join(lines)
    for value, text in sorted(edits, key=lambda one: (-one[0].lineno, -one[0].col_offset)):
        start = starts[value.lineno - 1] + value.col_offset
        end = starts[(value.end_lineno or value.lineno) - 1] + (value.end_col_offset or 0)
        data = data[:start] + text.encode() + data[end:]
    return data.decode()
