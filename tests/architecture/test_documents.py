import ast
import re
import tomllib
from pathlib import Path

import pytest

from pacts_daemon.telemetry import names
from tests.architecture.documents import anchors, documents, links, names_in, section
from tests.architecture.sources import ROOT, name_of, parsed

ANATOMY = ROOT / "docs" / "anatomy-of-a-heal.md"
ADOPT = ROOT / "docs" / "adopt.md"
TELEMETRY = ROOT / "docs" / "telemetry.md"


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_document_links_to_what_exists(document: Path) -> None:
    broken = []
    for link in links(document):
        file, _, anchor = link.partition("#")
        target = (document.parent / file).resolve() if file else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_adopt_counts_the_lines_of_the_examples() -> None:
    told = re.findall(r"\]\(\.\./(examples/[^)]+)\) \| (\d+) \|", ADOPT.read_text("utf-8"))
    counted = [
        (file, str(len([line for line in (ROOT / file).read_text("utf-8").split("\n") if line])))
        for file, _ in told
    ]

    assert len(told) > 5
    assert told == counted


def test_telemetry_document_has_every_name_and_no_other() -> None:
    told = names_in(TELEMETRY.read_text("utf-8"))
    shapes = {"ASKED": "<tier> {}", "BAGGAGE": "{}*"}
    used = {
        shapes.get(constant.partition("_")[0], "{}").format(value)
        for constant, value in vars(names).items()
        if constant.isupper() and constant != "METRIC_HIT_PREFIX"
    }
    told |= {name.partition("{")[0] for name in told}

    assert used - told == set()
    invented = {name for name in told if re.fullmatch(r"pacts\.(?!v1\.)[a-z_.]+", name)}
    assert invented - used == set()


def test_anatomy_names_functions_that_exist() -> None:
    named = re.findall(r"`([\w/]+\.(?:py|rs)):(\w+(?:\.\w+)?)`", ANATOMY.read_text("utf-8"))

    assert len(named) > 20
    assert [f"{file}:{name}" for file, name in named if not defines(file, name)] == []


def defines(file: str, name: str) -> bool:
    """Whether a file of the daemon or the Rust core defines a function, a class or a method."""
    path = ROOT / ("drift_core/src" if file.endswith(".rs") else "pacts_daemon") / file
    if not path.is_file():
        return False
    if path.suffix == ".rs":
        return re.search(rf"\bfn {name}\b", path.read_text("utf-8")) is not None
    scope: ast.AST | None = parsed(path)
    for part in name.split("."):
        scope = next(
            (n for n in ast.iter_child_nodes(scope) if getattr(n, "name", "") == part), None
        )
        if scope is None:
            return False
    return True


def test_core_document_names_files_that_exist() -> None:
    read = re.findall(r"^\d+\. `([^`]+)`", (ROOT / "docs/core.md").read_text("utf-8"), re.MULTILINE)

    assert len(read) == 10
    assert [name for name in read if not (ROOT / "drift_core/src" / name).is_file()] == []


def test_contributing_asks_for_the_rust_that_cargo_asks_for() -> None:
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))
    said = re.findall(r"Rust toolchain \(([\d.]+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))

    assert said == [manifest["workspace"]["package"]["rust-version"]]


def test_contributing_names_paths_that_exist() -> None:
    house = section(ROOT / "CONTRIBUTING.md", "The house")
    paths = {
        name
        for name in names_in(house)
        if re.fullmatch(r"[\w.]+(/[\w.]+)*/?", name) and "/" in name
    }
    roots = (ROOT, ROOT / "pacts_daemon", ROOT / "drift_core")

    assert paths
    assert {p for p in paths if not any((root / p).exists() for root in roots)} == set()
