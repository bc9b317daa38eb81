"""CONTRIBUTING's "Add a tier", followed to the letter in a copy of the sources."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.documents import section
from tests.architecture.sources import ROOT

_BLOCK = re.compile(r"```diff\n--- (\S+)\n(.*?)```", re.DOTALL)
_OPENED = """
import asyncio
from contextlib import AsyncExitStack
from opentelemetry.trace import NoOpTracer
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.wiring import open_tiers
from pacts_daemon.settings import load_settings

async def name():
    async with AsyncExitStack() as stack:
        tiers = await open_tiers(stack, load_settings(), SystemClock(), NoOpTracer())
        return tiers.fast.name

print(asyncio.run(name()))
"""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with each change that the recipe shows made in it."""
    copy = tmp_path_factory.mktemp("recipe")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for folder in ("pacts_daemon", "tests"):
        left_out = shutil.ignore_patterns("__pycache__", "golden", "e2e")
        shutil.copytree(ROOT / folder, copy / folder, ignore=left_out)
    changes = _BLOCK.findall(section(ROOT / "CONTRIBUTING.md", "Add a tier"))
    assert len({file for file, _ in changes}) == 4
    for file, change in changes:
        make(copy / file, change.splitlines(keepends=True))
    return copy


def make(file: Path, change: list[str]) -> None:
    """Replace a change's old lines by its new ones; a change without old lines is a new file."""
    old = "".join(line[1:] for line in change if line[0] in " -")
    new = "".join(line[1:] or "\n" for line in change if line[0] in " +")
    before = file.read_text("utf-8") if old else ""
    assert file.exists() == bool(old)
    assert not old or before.count(old) == 1, f"{file} has not exactly one:\n{old}"
    file.write_text(before.replace(old, new) if old else new, "utf-8")


def run(copy: Path, *arguments: str) -> str:
    environment = {"PYTHONPATH": str(copy), "PACTS_DATA_DIR": str(copy / "data")}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_tier_of_the_recipe_keeps_the_contract(followed: Path) -> None:
    answer = run(followed, "-m", "pytest", "tests/contract", "-k", "shelf")

    passed = re.search(r"(\d+) passed", answer)
    assert passed
    assert int(passed[1]) >= 10
    assert "skipped" not in answer


def test_tier_of_the_recipe_is_the_one_that_a_daemon_opens(followed: Path) -> None:
    assert run(followed, "-c", _OPENED).strip() == "shelf"
