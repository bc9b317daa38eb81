"""The Python examples, run as their READMEs say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from pacts_daemon.browser.executable import pick_executable

EXAMPLES = Path(__file__).parents[3] / "examples"
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:asyncio", "-p", "no:cacheprovider")
SUBSCRIBE = (sys.executable, "subscribe.py")


@pytest.fixture(scope="module")
def browser() -> str:
    with sync_playwright() as playwright:
        return str(pick_executable(None, playwright.chromium.executable_path))


@pytest.fixture
def chromedriver() -> str:
    found = os.environ.get("PACTS_CHROMEDRIVER") or shutil.which("chromedriver")
    if found is None and os.environ.get("CI") != "true":
        pytest.skip("chromedriver is missing (Debian: apt-get install chromium-driver)")
    assert found is not None, "chromedriver is missing (Debian: apt-get install chromium-driver)"
    return found


def run(example: str, command: tuple[str, ...], **variables: str) -> tuple[int, str]:
    """Run a command in an example's folder; returns its exit code and what it wrote."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PACTS_")}
    done = subprocess.run(
        command,
        cwd=EXAMPLES / example,
        env=own | {"PYTHONPATH": "..", **variables},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_playwright_example_heals_after_the_redesign(browser: str) -> None:
    code, said = run("python-playwright", SUBSCRIBE, PACTS_BROWSER=browser)
    assert code == 0, said
    assert "1 healed\n" in said
    assert "healed css=#subscribe: css=#subscribe -> " in said


def test_selenium_example_heals_after_the_redesign(browser: str, chromedriver: str) -> None:
    variables = {"PACTS_BROWSER": browser, "PACTS_CHROMEDRIVER": chromedriver}
    code, said = run("python-selenium", SUBSCRIBE, **variables)
    assert code == 0, said
    assert "1 healed\n" in said
    assert "healed id=subscribe: " in said


def test_pytest_example_heals_after_the_redesign_and_says_so(browser: str) -> None:
    code, said = run("python-pytest", PYTEST, PACTS_BROWSER=browser)
    assert code == 0, said
    assert "6 passed" in said
    assert "  css=#subscribe: css=#subscribe -> " in said
    assert "(test_shop.py:" in said


def test_pytest_example_fails_beyond_the_heals_that_it_may_have(browser: str) -> None:
    code, said = run("python-pytest", (*PYTEST, "--max-heals", "0"), PACTS_BROWSER=browser)
    assert code == 1, said
    assert "elements were healed, and a run may have 0" in said
