"""The recipes of docs/adopt.md, run as they stand."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pacts
from pacts_daemon.browser.executable import find_executable
from tests.client.runners.shop import REDESIGNED, serving
from tests.client.test_readme import ROOT, fenced

ADOPT = ROOT / "docs/adopt.md"
# Stands for pytest-playwright: it brings the page that a suite's own fixture then wraps.
PLUGIN = """
import pytest
from playwright.sync_api import sync_playwright

@pytest.fixture
def page():
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path={browser!r}).new_page()
        page.goto({url!r})
        yield page
"""
SUITE = """
def test_subscribe(page):
    page.locator("#sub").click()
    assert page.title() == "subscribed"
"""


def block(opening: str) -> str:
    return next(b for b in fenced(ADOPT, "python") if b.startswith(opening))


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), **variables},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def test_one_fixture_has_a_suite_heal_and_the_comment_says_so(address: str, tmp_path: Path) -> None:
    browser = asyncio.run(find_executable())
    (tmp_path / "conftest.py").write_text(block("import pytest"))
    (tmp_path / "test_news.py").write_text(SUITE)
    told = {"PACTS_TARGET": address, "PACTS_APP": "adopt", "PACTS_SUMMARY": "pacts.json"}
    command = ("-m", "pytest", "-p", "brings_page", "-p", "no:asyncio", "-p", "no:cacheprovider")
    with serving() as shop:
        (tmp_path / "brings_page.py").write_text(PLUGIN.format(browser=browser, url=shop.url))
        first = run(tmp_path, *command, **told)
        shop.page = REDESIGNED
        second = run(tmp_path, *command, **told)

    assert (first.returncode, second.returncode) == (0, 0), first.stdout + second.stdout
    assert "0 healed, 1 looked up" in first.stdout
    assert "1 healed, 1 looked up" in second.stdout
    heal = json.loads((tmp_path / "pacts.json").read_text("utf-8"))["heals"][0]
    assert {"element", "old", "new", "file", "line", "heal_id"} <= set(heal)


def shell(folder: Path, data_dir: Path, opening: str, **variables: str) -> str:
    """Run a recipe of the shell, its commands those of this installation."""
    recipe = next(b for b in fenced(ADOPT, "sh") if b.startswith(opening))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", recipe.replace("shop", "seeded")],
        cwd=folder,
        env=os.environ
        | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        | {"PACTS_DATA_DIR": str(data_dir), **variables},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_branch_is_seeded_from_main_and_again_changes_nothing(
    address: str, data_dir: Path, tmp_path: Path
) -> None:
    page = "https://shop.example/items/42"
    main = pacts.ElementQuery("seeded", "main", page, "Save", pacts.Action.CLICK)
    branch = pacts.ElementQuery("seeded", "pr-812", page, "Save", pacts.Action.CLICK)
    selectors = (pacts.Selector(pacts.SelectorStrategy.CSS, "#save"),)
    with pacts.Client(address) as client:
        identity = pacts.Descriptor(tag="button", name="Save")
        client.save_selector(main, selectors, descriptor=identity, never_heal=True)
        for said in ("1 written, 0 the same, 0 kept\n", "0 written, 1 the same, 0 kept\n"):
            assert shell(tmp_path, data_dir, "pacts export", PACTS_ENVIRONMENT="pr-812") == said
        found = client.get_selector(branch)
        seeded = list(client.list_selectors("seeded", "pr-812"))

    assert isinstance(found, pacts.Found)
    assert (found.selectors, found.descriptor, found.version) == (selectors, identity, 1)
    assert [entry.never_heal for entry in seeded] == [True]


def test_what_a_run_learnt_is_a_diff(address: str, data_dir: Path, tmp_path: Path) -> None:
    query = pacts.ElementQuery("seeded", "main", "reviewed", "Send")
    with pacts.Client(address) as client:
        client.save_selector(query, [pacts.Selector(pacts.SelectorStrategy.CSS, "#send")])
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        shell(tmp_path, data_dir, "pacts export --app shop --environment main --no")
        subprocess.run(["git", "add", "entries.jsonl"], cwd=tmp_path, check=True)
        client.report_outcome(query, 1, pacts.Succeeded())
        same = shell(tmp_path, data_dir, "pacts export --app shop --environment main --no")
        client.save_selector(query, [pacts.Selector(pacts.SelectorStrategy.CSS, "#sent")])
        changed = shell(tmp_path, data_dir, "pacts export --app shop --environment main --no")

    assert same == ""
    assert "1 file changed, 1 insertion(+), 1 deletion(-)" in changed
