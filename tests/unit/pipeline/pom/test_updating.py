"""A page object that is there: its getters change, and what a person wrote does not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pacts_daemon.pipeline.pom.model import PageElement, PomError, PomMode, PomTarget
from tests.unit.pipeline.pom.pages import (
    FILES,
    JAVA,
    PAGE,
    PYTHON,
    TYPESCRIPT,
    css,
    each_target,
    exported,
    page,
    update,
)

METHODS = {
    PYTHON: '''
    def log_in(self, name: str) -> None:
        """Log in — and wait."""
        self.user_name.fill(name)   #  two spaces, and my own comment
''',
    TYPESCRIPT: """
  async logIn(name: string): Promise<void> {
    await this.userName.fill(name);   //  two spaces, and my own comment
  }
""",
    JAVA: """
    public void logIn(String name) {
        userName().fill(name);   //  two spaces, and my own comment
    }
""",
}
Written = Callable[[PomTarget], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes the page objects of a page, and adds a method to the page's class."""

    def write(target: PomTarget, mode: PomMode = PomMode.ASK) -> Path:
        for file in exported(target, mode, folder=tmp_path).files:
            file.path.write_text(file.text)
        path = tmp_path / FILES[target]
        end = "pacts:end LoginPage\n"
        before, mark, after = path.read_text().partition(end)
        path.write_text(f"{before}{mark}{METHODS[target]}{after}")
        return path

    return write


@each_target
@pytest.mark.parametrize("mode", PomMode)
def test_file_that_knows_all_stays_as_it_is(
    target: PomTarget, mode: PomMode, written: Callable[[PomTarget, PomMode], Path]
) -> None:
    path = written(target, mode)

    for file in exported(target, mode, folder=path.parent).files:
        assert (file.text, file.notes) == (file.path.read_text(), ())


@each_target
def test_new_selector_changes_its_getter_and_nothing_else(
    target: PomTarget, written: Callable[[PomTarget, PomMode], Path]
) -> None:
    path = written(target, PomMode.FROZEN)
    before = path.read_text()
    moved = [
        PageElement("import", selectors=css("#moved")) if one.element == "import" else one
        for one in PAGE.elements
    ]

    after = update(target, path, PomMode.FROZEN, page(*moved))

    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 2  # the getter, and the digest of the block
    assert changed[1] == (changed[1][0], changed[1][0].replace("#import", "#moved"))


@each_target
def test_new_element_is_added_and_methods_stay(target: PomTarget, written: Written) -> None:
    path = written(target)

    after = update(target, path, PomMode.ASK, page(*PAGE.elements, PageElement("Forgot password")))

    assert METHODS[target] in after
    assert '"Forgot password"' in after
    assert len(after.splitlines()) - len(path.read_text().splitlines()) in {6, 7}


@each_target
def test_element_that_takes_the_name_of_another_does_not_get_it(
    target: PomTarget, written: Written
) -> None:
    path = written(target)
    before = path.read_text()

    after = update(target, path, PomMode.ASK, page(PageElement("USER NAME"), *PAGE.elements))

    assert before.count('"User name"') == after.count('"User name"')
    getter = {PYTHON: "def user_name(", TYPESCRIPT: "get userName(", JAVA: "Element userName("}
    block = after[after.index(getter[target]) :]
    assert block.index('"User name"') < block.index('"USER NAME"')


@each_target
def test_getter_of_what_is_not_known_any_more_stays_and_is_told(
    target: PomTarget, written: Written
) -> None:
    path = written(target)
    made = exported(target, pages=[page(*PAGE.elements[1:])], update=path)

    file = next(one for one in made.files if one.path == path)
    assert file.text == path.read_text()
    assert [note.partition(": ")[2] for note in file.notes] == [
        f"LoginPage.{'user_name' if target is PYTHON else 'userName'} stays, though 'User name' "
        "has no selector now"
    ]


@each_target
def test_line_ends_stay_those_of_the_file(target: PomTarget, written: Written) -> None:
    path = written(target)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    known = page(*PAGE.elements[1:], PageElement("Forgot password"))
    after = update(target, path, PomMode.ASK, known)

    assert '"User name"' in after
    assert after.count("\n") == after.count("\r\n") == after.count("\r")


@each_target
def test_getter_that_was_changed_by_hand_is_not_written_over(
    target: PomTarget, written: Written
) -> None:
    path = written(target)
    path.write_text(path.read_text().replace('"User name"', '"The user\'s name"'))

    with pytest.raises(PomError, match=r"the getters of LoginPage were changed by hand"):
        update(target, path, PomMode.ASK)


@each_target
def test_other_mode_is_refused_since_constructors_differ(
    target: PomTarget, written: Written
) -> None:
    with pytest.raises(PomError, match="LoginPage was written in the mode ask"):
        update(target, written(target), PomMode.FROZEN)


@each_target
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pacts:end LoginPage\n", "\n", "another block begins|does not end"),
        ("pacts:elements LoginPage ask", "elements", "ends that has not begun"),
        ("pacts:end LoginPage\n", "pacts:end Other\n", "two blocks, or another's end"),
        (" ask ", " guess ", "changed by hand"),
        ("pacts:elements LoginPage", "pacts:elements", "changed by hand|begins with"),
    ],
)
def test_damaged_marks_are_refused_with_their_line(
    target: PomTarget, old: str, new: str, problem: str, written: Written
) -> None:
    path = written(target)
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(PomError, match=rf"{path.name}:\d+: .*({problem})"):
        update(target, path, PomMode.ASK)


@each_target
def test_two_blocks_of_one_class_are_refused(target: PomTarget, written: Written) -> None:
    path = written(target)
    path.write_text(path.read_text() * 2)

    with pytest.raises(PomError, match="two blocks"):
        update(target, path, PomMode.ASK)


OWN = {
    PYTHON: "\n    def import_element(self) -> str:\n        return 'mine'\n",
    TYPESCRIPT: "\n  async import(file: string): Promise<string> {\n    return file;\n  }\n",
    JAVA: "\n    String importElement() throws Exception {\n        return userName().text();\n"
    "    }\n",
}


@each_target
def test_member_of_a_person_wins_over_a_getter_of_its_name(
    target: PomTarget, written: Written
) -> None:
    path = written(target)
    path.write_text(path.read_text().replace(METHODS[target], OWN[target]))

    made = exported(target, pages=[PAGE], update=path)

    file = next(one for one in made.files if one.path == path)
    assert OWN[target] in file.text
    assert '"import"}' not in file.text
    assert "is written by hand, and stays" in file.notes[0]
    assert '"User name"' in file.text


def test_formatted_file_is_still_written_by_no_person(tmp_path: Path) -> None:
    (file,) = exported(PYTHON, PomMode.FROZEN, folder=tmp_path).files
    file.path.write_text(file.text)
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "-q", "--line-length", "60"]
    subprocess.run([*ruff, "--config", "format.quote-style='single'", str(file.path)], check=True)
    formatted = file.path.read_text()
    assert formatted != file.text

    after = update(PYTHON, file.path, PomMode.FROZEN)

    assert after == formatted
