from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import LaunchedBrowser, launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.errors import BrowserUnavailableError
from pacts_daemon.core.live_page import NoSteps


def executable(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_pick_executable_prefers_the_configured_one(tmp_path: Path) -> None:
    ours, bundled = executable(tmp_path, "ours"), executable(tmp_path, "bundled")

    assert pick_executable(ours, bundled) == ours
    assert pick_executable(None, bundled) == bundled


def test_pick_executable_without_a_bundled_one_takes_one_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executable(tmp_path, "chromium-browser")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert pick_executable(None, "/nowhere/chrome") == found


def test_pick_executable_without_any_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BrowserUnavailableError, match="playwright install chromium"):
        pick_executable(None, "")


def test_pick_executable_does_not_replace_a_configured_one_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a program")

    with pytest.raises(BrowserUnavailableError, match="text"):
        pick_executable(str(tmp_path / "text"), executable(tmp_path, "bundled"))


def test_launch_arguments_leave_the_sandbox_on_unless_it_cannot_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in launch_arguments(BrowserOptions())
    assert "--no-sandbox" in launch_arguments(BrowserOptions(sandbox=False))

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in launch_arguments(BrowserOptions())


class ScriptedLauncher:
    """A Playwright of whose browsers only the launch arguments are kept."""

    executable_path = sys.executable

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.chromium = self

    async def launch(self, **asked: Any) -> Any:
        self.asked = asked
        return self

    def is_connected(self) -> bool:
        return True

    async def close(self) -> None:
        """There is nothing to close."""


@pytest.mark.parametrize(
    ("user", "sandbox", "expected"), [(1000, True, True), (1000, False, False), (0, True, False)]
)
async def test_launch_tells_the_browser_whether_to_use_its_sandbox(
    monkeypatch: pytest.MonkeyPatch, user: int, sandbox: bool, expected: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    launcher = ScriptedLauncher()

    launched = LaunchedBrowser(BrowserOptions(sandbox=sandbox), NoSteps(), AllowList(()))
    await launched.get(launcher)  # type: ignore[arg-type]
    await launched.close()

    assert launcher.asked["chromium_sandbox"] is expected
    assert ("--no-sandbox" in launcher.asked["args"]) is not expected


_START = """
import asyncio
from pacts_daemon.browser.executable import find_executable
from pacts_daemon.core.errors import BrowserUnavailableError
try:
    asyncio.run(find_executable())
except BrowserUnavailableError as error:
    print(error)
"""


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 127\n", "no program"])
def test_driver_that_does_not_run_says_what_to_install(tmp_path: Path, program: str) -> None:
    node = Path(executable(tmp_path, "node"))
    node.write_text(program)

    # Playwright leaves a driver that died unclosed; in a process of its own nobody minds.
    said = subprocess.run(
        [sys.executable, "-c", _START],
        env={"PLAYWRIGHT_NODEJS_PATH": str(node)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Playwright's driver did not start" in said.stdout
    assert "libatomic1" in said.stdout
