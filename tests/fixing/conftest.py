"""Examples in a work tree of their own, and a daemon that remembers what they healed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import pacts
from pacts_daemon.browser.executable import find_executable
from tests.client.conftest import Cli, cli_of, serving
from tests.fixing.languages import ROOT, Language, Suite

APP = "corner-shop"


@dataclass(frozen=True, slots=True)
class Example:
    """An example that was copied and committed.

    Attributes:
        folder: the copy.
        address: of the daemon that its runs ask.
        cli: the command line of that daemon.
        browser: the path of a Chromium.
        suite: how its tests are run.
    """

    folder: Path
    address: str
    cli: Cli
    browser: str
    suite: Suite

    def until_redesigned(self) -> list[str]:
        """Run its tests until they have met the redesign; returns what was healed."""
        runs = [self._run(edition) for edition in self.suite.until]
        return sorted(heal["element"] for run in runs for heal in run["heals"])

    def since_redesigned(self) -> list[Any]:
        """Run them once more; returns what was healed then."""
        run = self._run(self.suite.since)
        assert run["passed"] > 0
        return list(run["heals"])

    def _run(self, edition: Mapping[str, str]) -> dict[str, Any]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PACTS_")}
        told = {"PACTS_TARGET": self.address, "PACTS_BROWSER": self.browser, "PACTS_APP": APP}
        told["PACTS_TIMEOUT_S"] = "20"  # what is tested is not how fast a cold JVM connects
        summary = self.folder / "summary.json"
        done = subprocess.run(
            self.suite.command,
            cwd=self.folder,
            env=own | told | {"PACTS_SUMMARY": str(summary)} | {**self.suite.variables, **edition},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said = json.loads(summary.read_text("utf-8"))
        assert said["failed"] == 0
        assert isinstance(said, dict)
        return said

    def approve(self) -> list[str]:
        """Approve what was healed, and return the names of the elements."""
        with pacts.Client(self.address) as client:
            heals = [client.heals.approve(one.id, "seen") for one in client.heals.list(APP)]
        return sorted(heal.old.query.element for heal in heals)

    def fix(self) -> subprocess.CompletedProcess[str]:
        """Run ``pacts fix`` on all of it; the tree is as it was committed."""
        return self.cli("fix", ".", "--app", APP, folder=self.folder)

    def commit(self) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "as it was"]):
            subprocess.run(["git", *words], cwd=self.folder, check=True)

    def apply(self, patch: str) -> None:
        subprocess.run(["git", "apply", "-"], cwd=self.folder, input=patch, text=True, check=True)


@pytest.fixture
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Example]:
    """The example of the language that a test names by ``indirect`` parameters."""
    language: Language = request.param
    folder, packed, data = (tmp_path / name for name in ("example", "packed", "data"))
    left_out = shutil.ignore_patterns("node_modules", "target", "test-results", "__pycache__")
    shutil.copytree(ROOT / "examples" / language.example, folder, ignore=left_out)
    ignored = "summary.json\nnode_modules\ntarget\ntest-results\n__pycache__\n"
    (folder / ".gitignore").write_text(ignored)
    packed.mkdir()
    data.mkdir()
    suite = language.made(folder, packed)
    with serving(data) as address:
        browser = str(asyncio.run(find_executable()))
        copied = Example(folder, address, cli_of(address), browser, suite)
        copied.commit()
        yield copied
