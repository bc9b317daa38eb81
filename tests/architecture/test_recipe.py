"""CONTRIBUTING's "Add a tier", held against the code it names."""

import ast
import re

from pacts_daemon.core.ports import DurableTier, FastTier
from tests.architecture.documents import names_in, section
from tests.architecture.sources import ROOT, imports, parsed

RECIPE = section(ROOT / "CONTRIBUTING.md", "Add a tier")
FOLLOWED = ROOT / "tests/unit/app/test_new_tier.py"
WIRING = ROOT / "pacts_daemon/app/wiring.py"


def defined(path: str) -> set[str]:
    tree = parsed(ROOT / path)
    named = {getattr(node, "name", "") for node in tree.body}
    targets = [t for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
    return named | {target.id for target in targets if isinstance(target, ast.Name)}


def test_recipe_names_files_that_exist() -> None:
    named = {name for name in names_in(RECIPE) if re.fullmatch(r"[\w/]+\.py", name)}

    assert {"app/wiring.py", "core/ports.py", "tests/contract/conftest.py"} <= named
    roots = (ROOT, ROOT / "pacts_daemon")
    assert {n for n in named if not any((root / n).is_file() for root in roots)} == set()


def test_recipe_names_symbols_where_they_are() -> None:
    homes = {
        "pacts_daemon/core/ports.py": {FastTier.__name__, DurableTier.__name__},
        "pacts_daemon/core/model.py": {"TierName"},
        "pacts_daemon/app/wiring.py": {
            "_fast_tier", "_durable_tier", "traced_fast", "traced_durable"
        },
        "pacts_daemon/tiers/sql/engine.py": {"Engine"},
        "tests/contract/conftest.py": {"harness_of"},
        "tests/support/backends/harnesses.py": {"FAST", "DURABLE"},
    }  # fmt: skip

    for path, symbols in homes.items():
        assert symbols <= names_in(RECIPE)
        assert symbols - defined(path) == set()


def test_recipe_names_every_wiring_place_of_a_tier() -> None:
    openers = {name for name in defined("pacts_daemon/app/wiring.py") if name.endswith("_tier")}

    assert openers == {"_fast_tier", "_durable_tier"}


def test_scripted_tier_is_wired_by_the_steps_of_the_recipe_alone() -> None:
    wired = {name for name in imports(FOLLOWED) if name.startswith("pacts_daemon.")}
    changed = {
        name
        for name in wired
        if name.startswith(("pacts_daemon.tiers", "pacts_daemon.telemetry.names"))
    }

    assert "pacts_daemon.app.wiring.traced_fast" in wired
    assert changed == set()
    calls = {
        node.func.id
        for node in ast.walk(parsed(FOLLOWED))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {"TierName", "ScriptedFast", "traced_fast"} <= calls


def test_every_wired_tier_has_its_fixture_parameter() -> None:
    constructed = set(re.findall(r"(?:return|else) (\w+)Tier\b", WIRING.read_text("utf-8")))
    cases = set(
        re.findall(r'case "(\w+)":', (ROOT / "tests/contract/conftest.py").read_text("utf-8"))
    )

    assert {name.lower() for name in constructed} == cases
