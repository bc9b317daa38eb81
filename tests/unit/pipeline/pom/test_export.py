"""What is written of a page, in each language and mode."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon.pipeline.pom.literals import comment, literal
from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomError, PomMode, PomTarget
from tests.unit.pipeline.pom.pages import (
    LOGIN,
    PAGE,
    TARGETS,
    Strategy,
    by,
    css,
    exported,
)

GOLDEN = Path(__file__).parent / "golden"
PYTHON, TYPESCRIPT, JAVA = TARGETS


@pytest.mark.parametrize("mode", PomMode)
@pytest.mark.parametrize("target", TARGETS)
def test_page_object_is_the_one_that_was_read_and_found_right(
    target: PomTarget, mode: PomMode
) -> None:
    made = exported(target, mode, package="shop.pages" if target is JAVA else "")

    text = "\n".join(f"==> {file.path.name}\n{file.text}" for file in made.files)
    assert text == (GOLDEN / f"{target}-{mode}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("target", "missing"), [(PYTHON, []), (TYPESCRIPT, []), (JAVA, ["Sign in"])]
)
def test_element_without_a_selector_of_the_runner_is_missing_from_frozen_ones(
    target: PomTarget, missing: list[str]
) -> None:
    elements = (
        PageElement("Sign in", selectors=(by(Strategy.ROLE, "Sign in", "button"),)),
        PageElement("Email", selectors=(by(Strategy.ROLE, "Email", "textbox"), *css("#email"))),
    )
    made = exported(target, PomMode.FROZEN, pages=[KnownPage(LOGIN, elements)])

    assert [one.element for _, one in made.missing] == missing
    assert ("Sign in" in made.files[0].text) is (missing == [])
    assert "Email" in made.files[0].text


def test_element_that_nobody_has_found_is_asked_for_and_not_frozen() -> None:
    pages = [KnownPage(LOGIN, (PageElement("Sign in"),))]

    assert exported(PYTHON, PomMode.ASK, pages=pages).missing == ()
    assert len(exported(PYTHON, PomMode.FROZEN, pages=pages).missing) == 1


def test_frame_that_is_known_by_its_url_is_not_frozen_for_selenium() -> None:
    framed = PageElement("Card", frame="https://pay.test/card", selectors=css("#card"))
    pages = [KnownPage(LOGIN, (framed,))]

    assert [one.element for _, one in exported(JAVA, PomMode.FROZEN, pages=pages).missing] == [
        "Card"
    ]
    assert exported(TYPESCRIPT, PomMode.FROZEN, pages=pages).missing == ()


def test_pages_of_one_path_on_two_hosts_have_two_classes_and_files() -> None:
    other = KnownPage("https://admin.test/login", (PageElement("Sign in"),))

    files = exported(PYTHON, pages=[PAGE, other]).files

    assert len({file.path for file in files}) == 2
    assert len({re.search(r"^class (\w+)", file.text, re.MULTILINE)[1] for file in files}) == 2  # type: ignore[index]


def test_class_of_a_page_can_be_named_for_one_page_only() -> None:
    assert "class Login:" in exported(PYTHON, class_name="Login").files[0].text
    other = KnownPage("https://shop.test/cart", (PageElement("Pay"),))
    with pytest.raises(PomError, match="page: needed with --class, for 2 pages"):
        exported(PYTHON, pages=[PAGE, other], class_name="Login")


@given(value=st.text())
def test_literal_means_the_text_in_each_language(value: str) -> None:
    assert ast.literal_eval(literal(PYTHON, value)) == value
    java = literal(JAVA, value)
    assert java.isascii()
    assert json.loads(java) == value
    typescript = literal(TYPESCRIPT, value)
    assert typescript.isprintable()
    astral = re.sub(r"\\u\{(\w+)\}", lambda found: chr(int(found[1], 16)), typescript)
    assert json.loads(astral) == value


@pytest.mark.parametrize("target", TARGETS)
@given(value=st.text())
def test_comment_is_one_line_that_ends_nothing(target: PomTarget, value: str) -> None:
    made = comment(target, value)

    assert made == "" or made.isprintable()
    assert not any(one in made for one in ("*/", "\\", '"""'))
    assert not made.endswith('"')
    if target is JAVA:
        assert made.isascii()
        assert "<" not in made


@settings(deadline=None)  # the first one compiles templates
@given(
    element=st.text(min_size=1, max_size=30),
    scope=st.text(max_size=20),
    value=st.text(min_size=1, max_size=30),
)
def test_page_object_of_any_names_is_python(element: str, scope: str, value: str) -> None:
    known = PageElement(element, scope, selectors=(by(Strategy.TEST_ID, value, "", "data-cy"),))
    for mode in PomMode:
        (file,) = exported(PYTHON, mode, pages=[KnownPage(LOGIN, (known,))]).files
        tree = ast.parse(file.text)
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        assert len(classes) == (2 if scope else 1)
