import ast
from pathlib import Path
from statistics import median, quantiles

from tests.architecture.sources import PRODUCT, WRITTEN, files, name_of, parsed

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
SUFFIXES = (".py", ".pyi", ".rs", ".ts", ".js", ".sql", ".sh")


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(folders: tuple[str, ...]) -> dict[str, int]:
    """Return each function's length, decorators and docstring left out."""
    return {
        f"{name_of(path)}:{node.lineno} {node.name}": _length(node)
        for path in files(folders, ".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    docstring = node.body[0] if ast.get_docstring(node) else None
    return whole - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)


def p90(values: list[int]) -> float:
    return quantiles(values, n=10)[-1]


def test_files_are_within_the_limit() -> None:
    long = {name_of(path): lines_of(path) for path in files(WRITTEN, *SUFFIXES)}

    assert {name: lines for name, lines in long.items() if lines > MAX_FILE_LINES} == {}


def test_files_are_mostly_short() -> None:
    lengths = [lines_of(path) for path in files((*PRODUCT, "drift_core/src"), *SUFFIXES)]

    assert median(lengths) <= 120
    assert p90(lengths) <= 250


def test_functions_are_within_the_limit() -> None:
    long = {name: lines for name, lines in functions(WRITTEN).items() if lines > MAX_FUNCTION_LINES}

    assert long == {}


def test_functions_are_mostly_short() -> None:
    lengths = list(functions(PRODUCT).values())

    assert median(lengths) <= 10
    assert p90(lengths) <= 30
