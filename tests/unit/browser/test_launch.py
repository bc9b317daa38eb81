from __future__ import annotations

import os
from pathlib import Path

import pytest

from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.errors import BrowserUnavailableError


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
