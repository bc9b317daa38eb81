"""What the languages of page objects differ in, besides their templates."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.pom.literals import literal
from pacts_daemon.pipeline.pom.model import PageElement, PomMode, PomTarget
from pacts_daemon.pipeline.pom.naming import camel, snake

# The words of the language, and what every object has.
_JAVA_WORDS: Final = {
    "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const",
    "continue", "default", "do", "double", "else", "enum", "extends", "false", "final", "finally",
    "float", "for", "goto", "if", "implements", "import", "instanceof", "int", "interface", "long",
    "native", "new", "null", "package", "private", "protected", "public", "return", "short",
    "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient",
    "true", "try", "void", "volatile", "while", "_", "getClass", "notify", "notifyAll", "wait",
    "toString", "hashCode", "clone", "finalize", "equals",
}  # fmt: skip

# A getter may be called as any word of the language is; not as what every object has, nor as what
# `await` looks for.
_TYPESCRIPT_WORDS: Final = {
    "page", "pacts", "constructor", "prototype", "then", "toString", "toLocaleString",
    "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """How one target is written.

    Attributes:
        target: which one.
        template: the name of its template.
        suffix: of its files.
        identifier: from words to the name of a getter.
        file_name: from words to the name of a file, without its suffix; None: as the class.
        reserved: what no getter can be called, and what follows such a name.
        joint: what stands before a digest in an identifier.
        imports: the lines that a file of each mode needs.
        element_type: what a getter of each mode returns.
    """

    target: PomTarget
    template: str
    suffix: str
    identifier: Callable[[list[str]], str]
    file_name: Callable[[list[str]], str] | None
    reserved: tuple[frozenset[str], str]
    joint: str
    imports: Mapping[PomMode, tuple[str, ...]]
    element_type: Mapping[PomMode, str]

    def named(self, words: list[str]) -> str:
        """Return the identifier that words make, which no word of the language is."""
        reserved, suffix = self.reserved
        name = self.identifier(words)
        return f"{name}{suffix}" if name in reserved else name


PYTHON: Final = Language(
    PomTarget.PLAYWRIGHT_PYTHON,
    "python.jinja",
    ".py",
    snake,
    snake,
    (
        frozenset({*keyword.kwlist, *keyword.softkwlist, "page", "session", "property", "self"}),
        "_element",
    ),
    "_",
    {
        PomMode.ASK: (
            "from playwright.sync_api import Page",
            "from pacts.playwright import Element, Session",
        ),
        PomMode.FROZEN: ("from playwright.sync_api import Locator, Page",),
    },
    {PomMode.ASK: "Element", PomMode.FROZEN: "Locator"},
)
TYPESCRIPT: Final = Language(
    PomTarget.PLAYWRIGHT_TYPESCRIPT,
    "typescript.jinja",
    ".ts",
    camel,
    "-".join,
    (frozenset(_TYPESCRIPT_WORDS), "Element"),
    "",
    {
        PomMode.ASK: (
            'import type { Element, Session } from "@pacts/client/playwright";',
            'import type { Page } from "@playwright/test";',
        ),
        PomMode.FROZEN: ('import type { Locator, Page } from "@playwright/test";',),
    },
    {PomMode.ASK: "Element", PomMode.FROZEN: "Locator"},
)
JAVA: Final = Language(
    PomTarget.SELENIUM_JAVA,
    "java.jinja",
    ".java",
    camel,
    None,
    (frozenset(_JAVA_WORDS), "Element"),
    "",
    {
        PomMode.ASK: (
            "import dev.pacts.selenium.Element;",
            "import dev.pacts.selenium.Pacts;",
            "import org.openqa.selenium.WebDriver;",
        ),
        PomMode.FROZEN: (
            "import org.openqa.selenium.By;",
            "import org.openqa.selenium.WebDriver;",
            "import org.openqa.selenium.WebElement;",
        ),
    },
    {PomMode.ASK: "Element", PomMode.FROZEN: "WebElement"},
)
LANGUAGES: Final = {one.target: one for one in (PYTHON, TYPESCRIPT, JAVA)}


def asking(target: PomTarget, one: PageElement, page: str = "", session: str = "") -> str:
    """Return the expression that asks the daemon for an element at run time.

    ``page`` and ``session`` are what a class calls them, if not as those that are made here.
    """
    name = literal(target, one.element)
    given = [("scope", one.scope), ("ordinal", one.ordinal), ("frame", one.frame)]
    said = [
        (field, literal(target, value) if isinstance(value, str) else str(value))
        for field, value in given
        if value
    ]
    match target:
        case PomTarget.PLAYWRIGHT_PYTHON:
            more = "".join(f", {field}={value}" for field, value in said)
            return f"{session or 'self.session'}.element({page or 'self.page'}, {name}{more})"
        case PomTarget.PLAYWRIGHT_TYPESCRIPT:
            options = ", ".join(f"{field}: {value}" for field, value in said)
            more = f", {{ {options} }}" if options else ""
            return f"this.pacts.element(this.page, {name}{more})"
        case PomTarget.SELENIUM_JAVA:
            calls = {"scope": "in", "ordinal": "nth", "frame": "inFrame"}
            more = "".join(f".{calls[field]}({value})" for field, value in said)
            return f"pacts.element(driver, {name}){more}"
