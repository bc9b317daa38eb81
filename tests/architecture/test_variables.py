"""One table of the variables of a run: each integration reads all of them, and no other."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TABLE = tomllib.loads((ROOT / "clients/shared/variables.toml").read_text("utf-8"))
OF_RUN = {name for name, row in TABLE.items() if row.get("of") != "tests"}
CLIENTS = ROOT / "clients"
KINDS = {"text", "secret", "path", "flag", "count", "seconds", "heal", "program"}
# Sources: their folder, names, what is made of the table, and how they name a variable.
LANGUAGES = {
    "python": (CLIENTS / "python/src/pacts", "*.py", "_shared/variables.py", r"\b{}\b"),
    "typescript": (CLIENTS / "typescript/src", "*.ts", "gen/variables.ts", r"\bPACTS_{}\b"),
    "go": (CLIENTS / "go", "*.go", "internal/variables/variables.go", r"\bvariables\.{}\b"),
    "java": (CLIENTS / "java", "*.java", "VariableNames.java", r"\bVariableNames\.{}\b"),
}
LITERAL = re.compile(r"\"PACTS_([A-Z_]+)\"")


def source_of(language: str) -> str:
    folder, kind, made, _ = LANGUAGES[language]
    files = [
        file
        for file in folder.rglob(kind)
        if not file.as_posix().endswith(made) and not _is_test(file.relative_to(folder))
    ]
    assert len(files) > 5
    return "\n".join(file.read_text("utf-8") for file in files)


def _is_test(file: Path) -> bool:
    others = {"node_modules", "dist", "target", "v1", "scenarios", "test"}
    return bool(others & set(file.parts)) or file.stem.endswith("_test")


def as_go_has_it(name: str) -> str:
    words = ["TLS" if word == "TLS" else word.capitalize() for word in name.split("_")]
    return "".join({"Ca": "CA", "Id": "ID"}.get(word, word) for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_integration_reads_each_variable_of_the_table(language: str) -> None:
    source, shape = source_of(language), LANGUAGES[language][3]
    unread = {
        name
        for name in OF_RUN
        if not re.search(shape.format(as_go_has_it(name) if language == "go" else name), source)
    }

    assert unread == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_integration_reads_no_variable_beside_the_table(language: str) -> None:
    assert set(LITERAL.findall(source_of(language))) - set(TABLE) == set()


def test_rows_of_the_table_are_whole() -> None:
    assert {row["kind"] for row in TABLE.values()} == KINDS
    assert all(row["doc"] for row in TABLE.values())
