"""Every public class has its term in docs/glossary.md, and the glossary names none that is gone."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pacts
from tests.architecture.documents import section
from tests.architecture.sources import ROOT, files, parsed

GLOSSARY = ROOT / "docs" / "glossary.md"
ROOMS = ("core", "locate", "browser", "tiers")
TABLES = (
    "Classes of the daemon",
    "Names of the Rust core in Python",
    "Names of the Python client",
    "Types of the Rust core",
)


def rows(heading: str) -> list[tuple[str, str]]:
    found = re.findall(r"^\| (.+?) \| (.+?) \|", section(GLOSSARY, heading), re.MULTILINE)
    return [
        row for row in found if not row[0].startswith(("---", "term", "classes", "names", "types"))
    ]


def listed(heading: str) -> list[str]:
    return [name for names, _ in rows(heading) for name in re.findall(r"`(\w+)`", names)]


def compare(heading: str, public: set[str]) -> None:
    named = listed(heading)
    assert public
    assert sorted(public - set(named)) == [], "missing in the glossary"
    assert sorted(set(named) - public) == [], "listed in the glossary, but gone"
    assert len(named) == len(set(named)), "listed twice"


def classes(paths: Iterable[Path]) -> set[str]:
    return {
        node.name
        for path in paths
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_class_of_the_daemon_has_its_term() -> None:
    paths = files(tuple(f"pacts_daemon/{room}" for room in ROOMS), ".py")

    compare("Classes of the daemon", classes([*paths, ROOT / "pacts_daemon/drift_core.py"]))


def test_every_class_of_the_rust_core_in_python_has_its_term() -> None:
    stubs = files(("pacts_daemon/_drift_core",), ".pyi")

    compare("Names of the Rust core in Python", classes(stubs))


def test_every_name_of_the_python_client_has_its_term() -> None:
    compare("Names of the Python client", set(pacts.__all__))


def test_every_type_of_the_rust_core_has_its_term() -> None:
    exports = re.findall(
        r"pub use [\w:]+::(\{[^}]*\}|\w+);", (ROOT / "drift_core/src/lib.rs").read_text("utf-8")
    )
    # Constants are written in capitals, functions in small letters.
    types = {n for e in exports for n in re.findall(r"\w+", e) if re.match(r"[A-Z]\w*[a-z]", n)}

    compare("Types of the Rust core", types)


def test_terms_are_defined_once() -> None:
    headings = re.findall(r"^## (.+)$", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    defined = [term for h in headings if h not in TABLES for term, _ in rows(h)]

    assert len(defined) == len(set(defined))
    assert {term for table in TABLES for _, term in rows(table)} - set(defined) == set()
