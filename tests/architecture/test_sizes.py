"""Files and functions are short in each language, and no folder is a heap."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.architecture import rust
from tests.architecture.sources import PRODUCT, ROOT, WRITTEN, files, name_of, parsed

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
MAX_FILES_IN_A_FOLDER = 15
MAX_FILES_IN_A_COMMAND_FOLDER = 12
SCRIPTS = (".pyi", ".js", ".mjs", ".sql", ".sh")
# One script in one bundle: its parts are named by what they read, and share what a page is.
LARGER_FOLDERS = {"clients/capture/src": 17}


@dataclass(frozen=True)
class Language:
    """Where a language's files are: all that people write, and those of the product."""

    suffix: str
    written: tuple[str, ...]
    product: tuple[str, ...]


LANGUAGES = {
    "python": Language(".py", WRITTEN, PRODUCT),
    "rust": Language(".rs", ("drift_core",), ("drift_core/src",)),
    "typescript": Language(
        ".ts", ("clients", "tests", "examples"), ("clients/capture/src", "clients/typescript/src")
    ),
}
each_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def p90(values: list[int]) -> float:
    return quantiles(values, n=10)[-1]


def product_files(language: Language) -> list[Path]:
    found = files(language.product, language.suffix)
    return [path for path in found if not rust.is_test(path.relative_to(ROOT))]


def python_functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's length, decorators and docstring left out."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            whole = (node.end_lineno or node.lineno) - node.lineno + 1
            docstring = node.body[0] if ast.get_docstring(node) else None
            said = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
            yield f"{name_of(path)}:{node.lineno} {node.name}", whole - said


def rust_functions(path: Path, *, tests: bool = False) -> Iterator[tuple[str, int]]:
    source = path.read_text("utf-8")
    for name, line, length in rust.functions(source if tests else rust.without_tests(source)):
        yield f"{name_of(path)}:{line} {name}", length


def lengths_in_product(language: str) -> list[int]:
    find = {"python": python_functions, "rust": rust_functions}[language]
    paths = product_files(LANGUAGES[language])
    return [length for path in paths for _, length in find(path)]


@each_language
def test_files_are_within_the_limit(language: Language) -> None:
    paths = files(language.written, language.suffix)
    long = {name_of(path): lines_of(path) for path in paths if lines_of(path) > MAX_FILE_LINES}
    assert paths
    assert long == {}


def test_scripts_are_within_the_limit() -> None:
    paths = files((*WRITTEN, "clients/capture"), *SCRIPTS)
    long = {name_of(path): lines_of(path) for path in paths if lines_of(path) > MAX_FILE_LINES}
    assert len(paths) > 10
    assert long == {}


@each_language
def test_files_are_mostly_short(language: Language) -> None:
    lengths = [lines_of(path) for path in product_files(language)]
    assert median(lengths) <= 120
    assert p90(lengths) <= 250


def test_functions_are_within_the_limit() -> None:
    python = (f for path in files(WRITTEN, ".py") for f in python_functions(path))
    in_rust = files(("drift_core",), ".rs")
    all_rust = (f for path in in_rust for f in rust_functions(path, tests=True))
    found = dict([*python, *all_rust])
    assert {name: lines for name, lines in found.items() if lines > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("language", ["python", "rust"])
def test_functions_are_mostly_short(language: str) -> None:
    lengths = lengths_in_product(language)
    assert len(lengths) > 500
    assert median(lengths) <= 10
    assert p90(lengths) <= 30


def test_folders_are_no_heaps() -> None:
    counts = Counter(
        name_of(path.parent)
        for language in LANGUAGES.values()
        for path in product_files(language)
        if path.stem != "__init__"
    )
    assert {folder: n for folder, n in counts.items() if n > _most(folder)} == {}
    assert LARGER_FOLDERS.items() <= counts.items()


def test_folders_of_tests_are_no_heaps() -> None:
    counts = Counter(name_of(path.parent) for path in files(("tests",), ".py"))
    assert counts["tests/rpc"]
    assert {folder: n for folder, n in counts.items() if n > MAX_FILES_IN_A_FOLDER} == {}


def _most(folder: str) -> int:
    if folder.startswith("pacts_daemon/cli"):
        return MAX_FILES_IN_A_COMMAND_FOLDER
    return LARGER_FOLDERS.get(folder, MAX_FILES_IN_A_FOLDER)
