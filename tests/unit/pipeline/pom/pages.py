"""A page with what is hard about names, and its page objects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import pacts
from pacts_daemon.pipeline.pom.export import PomExport, PomOptions, export
from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomMode, PomTarget

Strategy = pacts.SelectorStrategy
TARGETS = list(PomTarget)
PYTHON, TYPESCRIPT, JAVA = TARGETS
FILES = {PYTHON: "login_page.py", TYPESCRIPT: "login-page.ts", JAVA: "LoginPage.java"}
each_target = pytest.mark.parametrize("target", TARGETS)
LOGIN = "https://shop.test/login"


def by(strategy: Strategy, value: str, role: str = "", attribute: str = "") -> pacts.Selector:
    return pacts.Selector(strategy, value, role, attribute)


def css(value: str) -> tuple[pacts.Selector, ...]:
    return (by(Strategy.CSS, value),)


ELEMENTS = (
    PageElement("User name", selectors=(by(Strategy.LABEL, 'Your "name"'), *css("#u"))),
    PageElement("user name", selectors=css("#other")),
    PageElement("import", selectors=css("#import")),
    PageElement("2nd Remove button", selectors=(by(Strategy.TEST_ID, 'a"b', "", "data-cy"),)),
    PageElement("Löschen */ \\u", selectors=css("p > a")),
    PageElement("\u00d7", selectors=(by(Strategy.XPATH, "//a[.='\u00d7']"),)),
    PageElement("Save", "dialog", selectors=(by(Strategy.ROLE, "Save", "button"), *css("#s"))),
    PageElement("Edit", "row of Bob", 2, "pay", css("tr a")),
)
PAGE = KnownPage(LOGIN, ELEMENTS)


def exported(
    target: PomTarget,
    mode: PomMode = PomMode.ASK,
    *,
    pages: Sequence[KnownPage] = (PAGE,),
    folder: Path = Path("/nowhere/at/all"),
    update: Path | None = None,
    class_name: str = "",
    package: str = "",
) -> PomExport:
    options = PomOptions(target, mode, "shop", package, folder, update, class_name)
    return export(pages, [one.page for one in pages], options)


def page(*elements: PageElement) -> KnownPage:
    return KnownPage(LOGIN, elements)


def update(target: PomTarget, path: Path, mode: PomMode, known: KnownPage = PAGE) -> str:
    made = exported(target, mode, pages=[known], update=path)
    file = next(one for one in made.files if one.path == path)
    return file.text
