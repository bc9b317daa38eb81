import ast
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, ROOT, files, imports, name_of, parsed

DAEMON = files(("pacts_daemon",), ".py")
READERS_OF_THE_ENVIRONMENT = (
    "pacts_daemon/settings/",
    "clients/python/src/pacts/session/environment.py",
    "tests/",
    "bench/",
    "suites/",
)

# Where each library may be imported; every other place goes through a port.
HOMES = {
    "pacts_daemon._drift_core": ("pacts_daemon/drift_core.py",),
    "aiohttp": (
        "pacts_daemon/rpc/management.py",
        "pacts_daemon/browser/egress/endpoint.py",
        "pacts_daemon/browser/firefox/relay.py",
        "pacts_daemon/console/",
    ),
    "allure_commons": ("pacts_daemon/pipeline/report/",),
    "anthropic": ("pacts_daemon/pipeline/planner/anthropic/",),
    "asyncpg": ("pacts_daemon/tiers/sql/",),
    "gherkin": ("pacts_daemon/pipeline/requirement/",),
    "google": ("pacts_daemon/rpc/", "pacts_daemon/codec/", "pacts_daemon/tiers/codec.py"),
    "grpc": ("pacts_daemon/rpc/", "pacts_daemon/console/failures.py"),
    "grpc_health": ("pacts_daemon/rpc/",),
    "grpc_reflection": ("pacts_daemon/rpc/",),
    "grpc_status": ("pacts_daemon/rpc/",),
    "httpx2": ("pacts_daemon/pipeline/planner/anthropic/",),
    "jinja2": (
        "pacts_daemon/pipeline/report/",
        "pacts_daemon/pipeline/pom/",
        "pacts_daemon/console/",
    ),
    "markdown_it": ("pacts_daemon/pipeline/requirement/",),
    "mcp": ("pacts_daemon/cli/agents/",),
    "pacts.v1": ("pacts_daemon/rpc/", "pacts_daemon/codec/", "pacts_daemon/tiers/codec.py"),
    "playwright": ("pacts_daemon/browser/", "pacts_daemon/pipeline/executor/"),
    "pydantic": (
        "pacts_daemon/settings/",
        "pacts_daemon/codec/lines.py",
        "pacts_daemon/pipeline/",
        "pacts_daemon/cli/pages/pom_files.py",
        "pacts_daemon/rpc/access/token_file.py",
    ),
    "pydantic_settings": ("pacts_daemon/settings/",),
    "redis": ("pacts_daemon/tiers/redis/",),
    "rich": ("pacts_daemon/cli/", "pacts_daemon/pipeline/report/"),
    "structlog": ("pacts_daemon/telemetry/",),
    "tree_sitter": ("pacts_daemon/fix/sources/",),
    "typer": ("pacts_daemon/cli/",),
    "yaml": ("pacts_daemon/pipeline/requirement/",),
}


def imports_of(path: Path, library: str) -> set[str]:
    return {name for name in imports(path) if f"{name}.".startswith(f"{library}.")}


@pytest.mark.parametrize("library", HOMES)
def test_library_is_imported_only_in_its_home(library: str) -> None:
    users = {name_of(path) for path in DAEMON if imports_of(path, library)}

    assert {user for user in users if not user.startswith(HOMES[library])} == set()


@pytest.mark.parametrize("runner", ["playwright", "selenium"])
def test_runner_is_imported_only_in_its_room_of_the_client(runner: str) -> None:
    client = files(("clients/python/src",), ".py")
    users = {name_of(path) for path in client if imports_of(path, runner)}

    assert users
    assert {user for user in users if f"/pacts/{runner}/" not in user} == set()


def test_flows_of_the_client_know_no_session_and_no_runner() -> None:
    flow = files(("clients/python/src/pacts/flow",), ".py")
    outer = ("pacts.session", "pacts.playwright", "pacts.selenium", "pacts.client", "grpc")

    assert flow
    assert {name_of(p) for p in flow for room in outer if imports_of(p, room)} == set()


def test_core_imports_only_the_standard_library() -> None:
    foreign = {
        (name_of(path), name)
        for path in files(("pacts_daemon/core",), ".py")
        for name in imports(path)
        if not name.startswith("pacts_daemon.core.")
        and name.partition(".")[0] not in sys.stdlib_module_names
    }

    assert foreign == set()


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in files(PRODUCT, ".py")
        for scope in ast.walk(parsed(path))
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_environment_is_read_only_by_the_settings() -> None:
    folders = (*PRODUCT, "demo", "bench", "suites", "tests")
    readers = {
        name_of(path)
        for path in files(folders, ".py")
        if {"os.environ", "os.getenv", "os.environb"} & (imports(path) | set(_attributes(path)))
    }

    assert {name for name in readers if not name.startswith(READERS_OF_THE_ENVIRONMENT)} == set()


def test_pyo3_is_used_only_in_its_folder() -> None:
    users = [name_of(path) for path in files(("drift_core/src",), ".rs") if _names_pyo3(path)]

    assert users
    assert [name for name in users if not name.startswith("drift_core/src/python/")] == []


def _attributes(path: Path) -> list[str]:
    return [ast.unparse(node) for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)]


def _names_pyo3(path: Path) -> bool:
    code = (line.partition("//")[0] for line in path.read_text("utf-8").splitlines())
    return any("pyo3" in line for line in code)


def test_sources_are_found() -> None:
    assert len(DAEMON) > 30
    assert (ROOT / "pacts_daemon/core/resolver.py") in DAEMON
