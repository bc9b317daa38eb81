"""Heals of a real daemon and a real browser, approved, written back, and run as plain locators."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pacts
from pacts_daemon.browser.executable import find_executable
from tests.client.conftest import Cli
from tests.client.runners.shop import Shop, serving

ROOT = Path(__file__).parents[2]
EXAMPLES = ("python-playwright", "typescript-playwright", "java-selenium")
FIRST = """<!doctype html><title>Shop</title><body><h1>Shop</h1>
<form><label for=q>Search products</label><input id=q name=q>
<button id=go type=button onclick="document.title='searched'">Search</button></form>
<section><h2>Basket</h2><button id=save onclick="document.title='saved'">Save basket</button>
<button id=empty onclick="document.title='emptied'">Empty basket</button></section>
<p>Orders before noon leave the same day.</p><a href="#about">About us</a>"""
REDESIGNED = """<!doctype html><title>Shop</title><body>
<header><a href="#about">About us</a></header>
<main><h1>Shop</h1><div><h2>Basket</h2><div>
<button onclick="document.title='saved'">Save basket</button>
<button onclick="document.title='emptied'">Empty basket</button></div></div>
<form><label>Search products <input name=find></label>
<button class=find type=button onclick="document.title='searched'">Search</button></form>
<p>Orders before noon leave the same day.</p></main>"""
SUITE = '''"""A page object, and what is done with it."""
import sys

import pacts
from playwright.sync_api import expect, sync_playwright


class ShopPage:
    SEARCH = '#go'
    SAVE = "#save"

    def __init__(self, page):
        self.page = page

    def search(self):
        self.page.locator(self.SEARCH).click()

    def save(self):
        self.page.locator(self.SAVE).click()

    def empty(self):
        self.page.get_by_role(
            "button",
            name="Empty basket",  # what it is called
        ).click()

    def fill(self):
        self.page.fill("#q", "green tea")


url, browser, *steps = sys.argv[1:]
with sync_playwright() as playwright:
    page = playwright.chromium.launch(executable_path=browser).new_page()
    if "--plain" not in steps:
        page = pacts.wrap(page, app="fix")
    page.set_default_timeout(5000)
    page.goto(url)
    shop = ShopPage(page)
    for step in (step for step in steps if step != "--plain"):
        getattr(shop, step)()
        print(step, page.title())
    page.close()
'''


@pytest.fixture(scope="module")
def browser() -> str:
    return str(asyncio.run(find_executable()))


def run(folder: Path, *arguments: str, **variables: str) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PACTS_")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=own | variables,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(folder: Path) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "as it was"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def apply(folder: Path, patch: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch, text=True, check=True)


def approve_all(address: str, app: str) -> list[str]:
    """Approve the heals of an app, and return the elements that were healed."""
    with pacts.Client(address) as client:
        heals = [client.heals.approve(heal.id, "seen") for heal in client.heals.list(app)]
    return sorted(heal.old.query.element for heal in heals)


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with serving() as shop:
        shop.page = FIRST
        yield shop


def test_page_object_is_fixed_where_that_is_proven_and_works_without_healing(
    cli: Cli, address: str, browser: str, shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / "suite.py").write_text(SUITE)
    commit(tmp_path)
    steps = ("fill", "search", "save", "empty")
    for shop.page in (FIRST, REDESIGNED):
        run(tmp_path, "suite.py", shop.url, browser, *steps, PACTS_TARGET=address)
    assert approve_all(address, "fix") == ["css=#go", "css=#q", "css=#save"]

    result = cli("fix", ".", "--app", "fix", folder=tmp_path)
    # By its place alone the button would be the other one once it is gone: "Empty basket".
    assert result.returncode == 1
    assert "suite.py:19: css=#save is not changed: nothing is proven" in result.stderr
    assert "also matches once the element is removed: button" in result.stderr
    assert "Empty basket" in result.stderr

    apply(tmp_path, result.stdout)
    fixed = (tmp_path / "suite.py").read_text()
    assert 'SAVE = "#save"' in fixed
    assert "#go" not in fixed
    assert '"#q"' not in fixed
    plain = ("fill", "search", "empty", "--plain")
    said = run(tmp_path, "suite.py", shop.url, browser, *plain)
    assert said.split("\n")[1:3] == ["search searched", "empty emptied"]


@pytest.fixture(scope="module")
def examples(address: str, browser: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples in a work tree; the heal that each of them tells of was approved."""
    folder = tmp_path_factory.mktemp("examples")
    for name in EXAMPLES:
        left_out = shutil.ignore_patterns("node_modules", "target", "test-results")
        shutil.copytree(ROOT / "examples" / name, folder / name, ignore=left_out)
    commit(folder)
    variables = {"PACTS_TARGET": address, "PACTS_BROWSER": browser}
    path = str(ROOT / "examples")
    run(folder / EXAMPLES[0], "subscribe.py", PYTHONPATH=path, **variables)
    assert approve_all(address, "corner-shop") == ["css=#subscribe"]
    return folder


def fixed(cli: Cli, folder: Path, *words: str) -> list[str]:
    """Apply what is to be fixed, and return the lines that are new."""
    result = cli("fix", *words, "--app", "corner-shop", folder=folder)
    assert result.returncode == 0, result.stderr
    apply(folder, result.stdout)
    lines = result.stdout.splitlines()
    return [line[1:].strip() for line in lines if line.startswith("+") and "+++" not in line]


def test_python_example_is_fixed_and_runs_without_healing(
    cli: Cli, address: str, browser: str, examples: Path
) -> None:
    (line,) = fixed(cli, examples, "python-playwright")
    assert line.startswith('wrapped.get_by_role("button", name="Subscribe", exact=True).click()')

    script = examples / "python-playwright/subscribe.py"
    script.write_text(script.read_text().replace("session.wrap(page)", "page"))
    path = str(ROOT / "examples")
    variables = {"PACTS_TARGET": address, "PACTS_BROWSER": browser}
    assert run(script.parent, script.name, PYTHONPATH=path, **variables) == "0 healed\n"


def test_typescript_example_is_fixed(cli: Cli, examples: Path) -> None:
    (line,) = fixed(cli, examples, "typescript-playwright")

    assert line == 'await page.getByRole("button", { name: "Subscribe", exact: true }).click();'


def test_java_example_is_fixed(cli: Cli, examples: Path) -> None:
    (line,) = fixed(cli, examples, "java-selenium")

    assert line.startswith('wrapped.findElement(By.xpath("//')
    assert "normalize-space()='Subscribe'" in line
