"""The stored selectors of a daemon, judged against the next build of the demo's home page."""

from __future__ import annotations

import json
from pathlib import Path

import junitparser
import pytest

from demo.site import first, second
from tests.client.conftest import Cli

APP = ("--app", "release", "--environment", "test")
HOME = "http://127.0.0.1/"


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    pages = {
        "first": first.home(),
        "second": second.home(),
        "without": first.home(with_button=False),
    }
    for name, body in pages.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>t</title><body>{body}")
    return tmp_path


@pytest.fixture(scope="module", autouse=True)
def _stored(cli: Cli) -> None:
    button = ("--selector", "css=.search-button", "--selector", "role=button:Search")
    field = ("--selector", "css=#search-input")
    for name, flags in {"search button": button, "search field": field}.items():
        assert cli("save", HOME, name, *APP, *flags).returncode == 0
    other = ("http://127.0.0.1/login", "Sign in", *APP, "--selector", "css=#sign-in")
    assert cli("save", *other).returncode == 0


def verdicts(stdout: str) -> dict[str, str]:
    *lines, _ = (json.loads(line) for line in stdout.splitlines())
    return {line["element"]: line["verdict"] for line in lines}


def test_heal_release_same_build_breaks_nothing(cli: Cli, builds: Path) -> None:
    result = cli("heal", "first.html", "first.html", "--app", "release", "--json", folder=builds)
    assert (result.returncode, result.stderr) == (0, "")
    assert verdicts(result.stdout) == {"search button": "works", "search field": "works"}
    assert json.loads(result.stdout.splitlines()[-1])["elsewhere"] == 1


def test_heal_release_without_the_button_never_passes_its_neighbour(cli: Cli, builds: Path) -> None:
    flags = ("--app", "release", "--page", HOME, "--json", "--junit", "out.xml")
    result = cli("heal", "first.html", "without.html", *flags, folder=builds)
    assert result.returncode == 1
    found = verdicts(result.stdout)
    assert found == {"search button": "gone", "search field": "works"}
    report = junitparser.JUnitXml.fromfile(str(builds / "out.xml"))
    assert (report.tests, report.failures) == (2, 1)


def test_heal_release_redesign_is_survived_or_healed(cli: Cli, builds: Path) -> None:
    result = cli("heal", "first.html", "second.html", "--app", "release", "--json", folder=builds)
    assert result.returncode == 1
    assert verdicts(result.stdout) == {"search button": "alternative", "search field": "healed"}
    table = cli("heal", "first.html", "second.html", "--app", "release", folder=builds).stdout
    assert "1 alternative, 1 healed; 1 not on this page" in table
