"""Files that people wrote: a block that waits in them is filled, and others are not touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pacts_daemon.pipeline.pom.model import PageElement, PomError, PomMode, PomTarget
from tests.unit.pipeline.pom.pages import (
    FILES,
    JAVA,
    PYTHON,
    TYPESCRIPT,
    each_target,
    exported,
    page,
    update,
)

EMPTY = {
    PYTHON: """from typing import Any

class Login:
    def __init__(self, page, session):
        self.page = page
        self.session = session

    # pacts:elements Login
    # pacts:end Login
""",
    TYPESCRIPT: """import { expect, type Page } from "@playwright/test";

export class Login {
  page!: Page; pacts!: any;
  // pacts:elements Login
  // pacts:end Login
}
""",
    JAVA: """package mine;

import java.util.List;

class Login {
    Pacts pacts; WebDriver driver;
    // pacts:elements Login
    // pacts:end Login
}
""",
}


@each_target
def test_block_that_waits_to_be_filled_gets_getters_and_the_imports_they_need(
    target: PomTarget, tmp_path: Path
) -> None:
    path = tmp_path / f"Login{Path(FILES[target]).suffix}"
    path.write_text(EMPTY[target])
    known = page(PageElement("User name"))

    made = exported(target, pages=[known], update=path, class_name="Login")

    (file,) = made.files
    lines = iter(file.text.splitlines())
    own = [line for line in EMPTY[target].splitlines() if "pacts:" not in line]
    assert [line for line in own if line not in lines] == []  # each of them, in their order
    assert '"User name"' in file.text
    imported = {
        PYTHON: "from pacts.playwright import Element, Session\n",
        TYPESCRIPT: 'import type { Element, Session } from "@pacts/client/playwright";\n',
        JAVA: "import dev.pacts.selenium.Element;\n",
    }
    assert imported[target] in file.text
    assert exported(target, pages=[known], update=path, class_name="Login").files == (file,)


@pytest.mark.parametrize("target", [TYPESCRIPT, JAVA])
def test_class_without_a_block_is_not_touched(target: PomTarget, tmp_path: Path) -> None:
    path = tmp_path / FILES[target]
    path.write_text(
        "export class LoginPage {\n}\n".removeprefix("" if target is TYPESCRIPT else "export ")
    )

    with pytest.raises(PomError, match="write the lines `// pacts:elements LoginPage` and"):
        update(target, path, PomMode.ASK)


@each_target
def test_file_of_something_else_is_not_touched(target: PomTarget, tmp_path: Path) -> None:
    path = tmp_path / FILES[target]
    path.write_text("# notes\n" if target is PYTHON else "// notes\n")

    with pytest.raises(PomError, match="there is no class LoginPage; --class names the one"):
        update(target, path, PomMode.ASK)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "login_page.py"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(PomError, match="can't be read"):
        update(PYTHON, path, PomMode.ASK)
    shutil.rmtree(tmp_path)
    with pytest.raises(PomError, match="can't be read"):
        update(PYTHON, path, PomMode.ASK)


def test_file_of_another_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "login.rb"
    path.write_text("")

    with pytest.raises(PomError, match="not a file of playwright-python"):
        update(PYTHON, path, PomMode.ASK)
