"""Whole runs of pytest with the plugin, as a suite has them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.architecture.sources import ROOT
from tests.client.runners.shop import FIRST, REDESIGNED
from tests.support.backends.redis_servers import eventually

pytest_plugins = ["pytester"]

CONFTEST = f"""
import pytest
from playwright.sync_api import sync_playwright
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions

FIRST = {FIRST!r}
REDESIGNED = {REDESIGNED!r}
shown = [FIRST]

@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        executable = pick_executable(None, playwright.chromium.executable_path)
        arguments = launch_arguments(BrowserOptions())
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()

@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    page.route("**/*", lambda r: r.fulfill(body=shown[0], content_type="text/html"))
    page.goto("http://shop.test/")
    yield page
    page.close()
"""
SUITE = """
import conftest

def test_learn(pacts_page, element):
    pacts_page.locator("#sub").click()
    element("Search").click()
    assert pacts_page.title() == "searched"

def test_after_the_redesign(pacts_page):
    conftest.shown[0] = conftest.REDESIGNED
    pacts_page.reload()
    pacts_page.locator("#sub").click()
    assert pacts_page.title() == "subscribed"
"""
FAILING = """
def test_fails(element, pacts_session):
    element("Search").click()
    assert 1 == 2
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name in ("GITHUB_ACTIONS", "GITHUB_SHA", "PACTS_TARGET"):
        monkeypatch.delenv(name, raising=False)
    pytester.makeconftest(CONFTEST)
    return pytester


def run(suite: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return suite.runpytest_subprocess("-p", "no:asyncio", "-p", "no:cacheprovider", *arguments)


def test_run_tells_its_heals_everywhere(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    suite.makepyfile(test_shop=SUITE)
    result = run(suite, "--pacts-summary", "out/summary.json", "--junitxml", "junit.xml")

    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.OK
    output = result.stdout.str()
    assert re.search(r"^1 healed, 3 looked up$", output, re.MULTILINE)
    assert "css=#sub: css=#sub -> " in output
    assert "::warning file=test_shop.py,line=8,title=healed by PACTS::css=#sub" in output
    summary = json.loads(Path("out/summary.json").read_text("utf-8"))
    schema = json.loads((ROOT / "clients/shared/summary.schema.json").read_text("utf-8"))
    jsonschema.validate(summary, schema)
    assert (summary["lookups"], summary["passed"], summary["failed"]) == (3, 2, 0)
    heal = summary["heals"][0]
    assert (heal["element"], heal["test"]) == (
        "css=#sub",
        "test_shop.py::test_after_the_redesign",
    )
    assert '<property name="pacts.healed" value="css=#sub: ' in Path("junit.xml").read_text("utf-8")


def test_workers_share_one_daemon_which_ends_with_the_run(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = suite.path / "counting"
    counting.write_text(
        f"#!/bin/sh\necho $$ >> {suite.path}/started\nexec {sys.executable} -m pacts_daemon $@\n"
    )
    counting.chmod(0o755)
    monkeypatch.setenv("PACTS_COMMAND", str(counting))
    suite.makepyfile(
        """
        def test_asks(pacts_session, worker_id):
            assert pacts_session.client.cache_stats().durable_tier == "sqlite"
        """
    )
    result = run(suite, "-n", "2", "--dist", "each", "-W", "error")

    result.assert_outcomes(passed=2)
    (process,) = (suite.path / "started").read_text("utf-8").split()
    eventually(lambda: not Path(f"/proc/{process}").exists())


def test_run_with_more_heals_than_it_may_have_fails(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_shop=SUITE)
    result = run(suite, "--max-heals", "0")

    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "1 elements were healed, and a run may have 0" in result.stdout.str()


def test_failed_test_is_reported_with_its_name_and_commit(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SHA", "0123abc")
    suite.makepyfile(test_shop=FAILING)
    suite.makeconftest(
        CONFTEST
        + """
from pacts.playwright import Session

@pytest.fixture(autouse=True)
def _tell(monkeypatch):
    monkeypatch.setattr(Session, "failed", lambda self, why: print(f"reported <{why}>"))
"""
    )
    result = run(suite)

    result.assert_outcomes(failed=1)
    assert "reported <test_shop.py::test_fails @ 0123abc: assert 1 == 2>" in result.stdout.str()


def test_run_without_a_page_costs_nothing_and_says_nothing(suite: pytest.Pytester) -> None:
    suite.makepyfile("def test_sum(): assert 1 + 1 == 2")
    result = run(suite)

    result.assert_outcomes(passed=1)
    assert "looked up" not in result.stdout.str()


def test_option_that_cannot_be_read_is_refused(suite: pytest.Pytester) -> None:
    result = run(suite, "--max-heals", "few")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "PACTS_MAX_HEALS: must be a number, not 'few'" in result.stderr.str()
