"""Files are changed where their locators stand, and nowhere else; any bytes can be read."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacts_daemon.fix.patch import edited, overlap, patch_of
from pacts_daemon.fix.sources.files import read_files, reread
from pacts_daemon.fix.sources.model import Language, UnreadableError
from pacts_daemon.fix.sources.syntax import unescaped
from pacts_daemon.fix.tree import UnfitTreeError, refuse_dirty, root_of
from pacts_daemon.fix.writing.candidates import Edit
from pacts_daemon.fix.writing.literals import literal
from tests.unit.fix.making import Kept

KEEP = "'[data-testid=\"keep-it\"]'"
NAMES = ["a.py", "with space/b c.py", "ünï/çödé.py", 'quo"te\\back.py', "tab\there.py"]


def fixed(path: str, content: bytes) -> bytes:
    kept = Kept()
    kept.heal("css=#save")
    return kept.fixed({path: content}).new[path]


@pytest.mark.parametrize("path", ["a.py", "a.ts", "a.mjs"])
def test_line_ends_mark_and_letters_of_a_file_stay(path: str) -> None:
    said = '"größe 漢字 🫖"'
    line = f"x = {said}; page.locator('#save').click(); y = {said}"
    before = f"\ufeff{line}\r\nz = 1\r\n\r\nlast = 2".encode()

    assert fixed(path, before) == before.replace(b"'#save'", KEEP.encode())


def test_line_ends_and_letters_of_a_java_file_stay() -> None:
    before = 'class Größe {\r\n  By a = By.cssSelector("#save"); // 漢字\r\n}'.encode()
    keep = b"\"[data-testid='keep-it']\""

    assert fixed("A.java", before) == before.replace(b'"#save"', keep)


def git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, input=given, capture_output=True, check=True
    )
    return done.stdout


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "core.autocrlf", "false")
    return tmp_path


def commit(tree: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "as it was")


def test_patch_of_any_names_is_applied_by_git(tree: Path) -> None:
    old = dict.fromkeys(NAMES, b"a\r\nb\nc\x0c\nlast \xe2\x80\xa8 line")
    new = {path: content.replace(b"last", b"next") for path, content in old.items()}
    commit(tree, old)
    git(tree, "apply", "-", given=patch_of(old, new))

    assert {path: (tree / path).read_bytes() for path in NAMES} == new


LINES = st.lists(
    st.sampled_from([b"a", b"b\r", b"", b"\xc3\xa9", b"\x0c", b"\r"]), min_size=1, max_size=30
).map(b"\n".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.lists(st.tuples(st.integers(0, 60), st.text("xyz\n", max_size=4)), max_size=5))
def test_patch_of_any_edits_is_applied_by_git(
    tree: Path, content: bytes, wanted: list[tuple[int, str]]
) -> None:
    places = {min(at, len(content)) for at, _ in wanted}
    texts = dict(zip(sorted(places), (text for _, text in wanted), strict=False))
    edits = [Edit("a.txt", at, at, text) for at, text in texts.items() if _is_between(content, at)]
    new = edited(content, edits)
    (tree / "a.txt").write_bytes(content)
    patch = patch_of({"a.txt": content}, {"a.txt": new})
    if new == content:
        assert patch == b""
        return
    git(tree, "apply", "--whitespace=nowarn", "-", given=patch)

    assert (tree / "a.txt").read_bytes() == new


def _is_between(content: bytes, at: int) -> bool:
    return content[at : at + 1] not in {b"\xa9", b"\x80"}


def test_edits_of_the_same_part_overlap_and_others_do_not() -> None:
    one, behind = Edit("a", 3, 6, "x"), Edit("a", 6, 9, "y")
    assert not overlap([one, behind, one, Edit("b", 3, 6, "z")])
    assert overlap([one, Edit("a", 5, 7, "z")])
    assert overlap([one, Edit("a", 3, 6, "z")])


def unreadable(path: str, content: bytes) -> str:
    """Why a file cannot be read, empty when it can be."""
    try:
        assert reread(path, content).content == content
    except UnreadableError as error:
        return str(error)
    return ""


FILES = ["a.py", "a.ts", "a.tsx", "A.java"]


@given(st.binary(max_size=300), st.sampled_from(FILES))
def test_any_bytes_are_read_or_told_to_be_unreadable(content: bytes, path: str) -> None:
    problem = unreadable(path, content)
    assert problem == "" or problem.startswith(path)


CODE = (
    "page. locator( '#a' \"b\" ) .first .nth(1) = By.id( x ${ ` }` f'{x}' { , name: ( @FindBy( ;"
    " class A return"
)
PIECES = st.lists(st.sampled_from(CODE.split(" ")), max_size=25).map(" ".join)


@given(PIECES, st.sampled_from(FILES))
def test_any_code_is_read_and_searched_or_told_to_be_unreadable(text: str, path: str) -> None:
    problem = unreadable(path, text.encode())
    if problem:
        assert problem.startswith(path)
        return
    kept = Kept()
    kept.heal("css=#a")
    assert len(kept.fixed({path: text}, shared=True).fixes) == 1


@pytest.mark.parametrize("path", ["a.py", "a.ts", "A.java"])
@pytest.mark.parametrize("text", ["page" + ".locator('#a')" * 3000, "(" * 3000 + ")" * 3000])
def test_code_that_is_nested_deeply_is_no_crash(path: str, text: str) -> None:
    problem = unreadable(path, text.encode())
    assert problem == "" or problem.startswith(path)


@given(st.text(max_size=40), st.sampled_from(["'", '"']))
def test_literal_of_python_means_its_text(text: str, quote: str) -> None:
    assert ast.literal_eval(literal(text, quote, Language.PYTHON)) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from("'\"`"))
def test_literal_of_typescript_means_its_text(text: str, quote: str) -> None:
    made = literal(text, quote, Language.TYPESCRIPT)
    assert unescaped(made[1:-1]) == text
    if quote == "`":
        assert "${" not in made.replace("\\${", "")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_literal_of_java_means_its_text(text: str) -> None:
    made = literal(text, '"', Language.JAVA)
    assert unescaped(made[1:-1]) == text
    assert json.loads(made) == text


def test_files_that_git_ignores_or_cannot_be_read_are_left_out(tree: Path) -> None:
    commit(tree, {"a.py": b"x = 1\n", "bad.py": b"x = (\n", ".gitignore": b"out/\n", "c.txt": b""})
    (tree / "out").mkdir()
    (tree / "out/b.py").write_bytes(b"x = 1\n")
    (tree / "new.java").write_bytes(b"class A {}\n")
    (tree / "latin.ts").write_bytes(b"const a = '\xe9';")
    read = read_files([tree], tree)

    assert [source.path for source in read.sources] == ["a.py", "new.java"]
    assert [problem.split(":")[0] for problem in read.unreadable] == ["bad.py", "latin.ts"]
    assert read_files([tree / "out"], tree).sources == []


def test_folder_outside_of_git_is_walked_without_what_is_made(tmp_path: Path) -> None:
    for name in ("a.py", "node_modules/b.js", ".venv/c.py", "deep/er/d.ts"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    read = read_files([tmp_path], tmp_path)

    assert [source.path for source in read.sources] == ["a.py", "deep/er/d.ts"]


def test_tree_that_is_dirty_is_refused_with_its_files(tree: Path) -> None:
    commit(tree, {"a.py": b"x = 1\n", "b.py": b"y = 1\n"})
    assert root_of(tree / ".") == tree.resolve()
    refuse_dirty(tree, ["a.py"])
    (tree / "b.py").write_bytes(b"y = 2\n")
    with pytest.raises(UnfitTreeError, match=r"b\.py"):
        refuse_dirty(tree, ["a.py"])


def test_file_that_git_does_not_know_is_not_written_over(tree: Path) -> None:
    commit(tree, {"a.py": b"x = 1\n"})
    (tree / "new.py").write_bytes(b"y = 2\n")
    with pytest.raises(UnfitTreeError, match=r"new\.py"):
        refuse_dirty(tree, ["new.py"])
    with pytest.raises(UnfitTreeError, match="no work tree"):
        refuse_dirty(None, ["new.py"])
