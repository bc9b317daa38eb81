"""The hooks and fixtures of the plugin."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import pytest

from pacts.pytest_plugin.options import add_options
from pacts.pytest_plugin.run import Run, has_playwright, runner_of

_RUN = pytest.StashKey[Run]()
_PAGES = ("page", "driver", "selenium")


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    try:
        config.stash[_RUN] = Run(config)
    except ValueError as error:
        raise pytest.UsageError(f"pacts: {error}") from error


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[_RUN].begin(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.config.stash[_RUN].end(item, report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    run = session.config.stash[_RUN]
    run.close()
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        run.hand_over(output)
        return
    run.write()
    if run.summary.is_over_budget and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist which daemon all of them share."""
    node.config.stash[_RUN].share_daemon(node.workerinput)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker of pytest-xdist has healed."""
    node.config.stash[_RUN].take_over(getattr(node, "workeroutput", {}))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    run = config.stash[_RUN]
    if run.summary.lookups:
        terminalreporter.section("pacts")
        for line in run.summary.lines():
            terminalreporter.line(line)
    if run.is_on_github:
        for line in run.summary.annotations():
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def pacts_session(pytestconfig: pytest.Config) -> Any:
    """The session of this run: of Playwright if that is installed, else of Selenium."""
    return pytestconfig.stash[_RUN].session("playwright" if has_playwright() else "selenium")


@pytest.fixture
def pacts_page(request: pytest.FixtureRequest) -> Any:
    """The ``page`` of pytest-playwright, or the ``driver`` of a suite, with locators that heal."""
    page = _page_of(request)
    return request.config.stash[_RUN].session(runner_of(page)).wrap(page)


@pytest.fixture
def element(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """``element("Search")``: a handle of an element of the test's page, by its name."""
    page = _page_of(request)
    session = request.config.stash[_RUN].session(runner_of(page))
    session.attend(page)
    return partial(session.element, page)


def _page_of(request: pytest.FixtureRequest) -> Any:
    for name in _PAGES:
        try:
            return request.getfixturevalue(name)
        except pytest.FixtureLookupError as error:
            if error.argname != name:
                raise
    raise pytest.UsageError(f"pacts: a test needs one of the fixtures {', '.join(_PAGES)}")
