"""One run of tests: its session, opened when a test first needs it, and what came of each test."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pacts._shared.variables import MAX_HEALS, SUMMARY, TEST_ID
from pacts.pytest_plugin.options import values_of
from pacts.pytest_plugin.summary import Summary, heal_of
from pacts.session.environment import commit_of, count, endpoint_of, is_on_github, settings_of

_WORKER = "pacts"
_SHARED = "pacts_shared"


class Run:
    """What the hooks of one run share."""

    def __init__(self, config: pytest.Config) -> None:
        self.values = values_of(config)
        self.summary = Summary(count(self.values, MAX_HEALS))
        self._opened = ExitStack()
        given = getattr(config, "workerinput", {}).get(_SHARED)
        self._shared: Path | None = Path(given) if given else None
        self._sessions: dict[str, Any] = {}
        self._commit: str | None = None
        self._test = ""
        self._named = self.values.get(TEST_ID.name, "")
        self._places: dict[str, tuple[str, int]] = {}

    def session(self, runner: str) -> Any:
        """Return the session of ``pacts.playwright`` or ``pacts.selenium``, opened once."""
        if runner not in self._sessions:
            # A runner's library, and gRPC, are imported by the runs that use them only.
            room = import_module(f"pacts.{runner}")
            made = room.Session(client=self._client(), settings=settings_of(environ=self.values))
            self._sessions[runner] = self._opened.enter_context(made)
            made.begin(self._test)
        return self._sessions[runner]

    def _client(self) -> Any:
        for session in self._sessions.values():
            return session.client
        connecting = import_module("pacts.session.connecting")
        return self._opened.enter_context(
            connecting.connect(endpoint_of(self.values), self._shared)
        )

    def share_daemon(self, workerinput: dict[str, Any]) -> None:
        """Have a worker of this run share one daemon with the others, if they need one."""
        where = endpoint_of(self.values)
        shared = import_module("pacts.session.shared")
        if where.target or not where.ephemeral or not shared.can_share():
            return
        if self._shared is None:
            self._shared = self._opened.enter_context(shared.daemon_to_share())
        workerinput[_SHARED] = str(self._shared)

    def begin(self, test: str) -> None:
        """Say which test runs now."""
        self._test = test = self._named or test
        for session in self._sessions.values():
            session.begin(test)

    def end(self, item: pytest.Item, report: pytest.TestReport) -> None:
        """Report a test's own result for what it used, and note what was healed for it."""
        self.summary.count(passed=report.passed, failed=report.failed)
        for session in self._sessions.values():
            if report.passed:
                session.passed(later=True)
            elif report.failed:
                session.failed(self._why(report))
            new = [one for one in session.heals if one.test == self._test]
            item.user_properties += [("pacts.healed", str(one)) for one in new]
            if new:
                file, line, _ = item.location
                self._places[self._test] = (file, (line or 0) + 1)

    def _why(self, report: pytest.TestReport) -> str:
        if self._commit is None:
            self._commit = commit_of(self.values)
        at = f" @ {self._commit}" if self._commit else ""
        return f"{self._test}{at}: {_reason(report)}"

    def close(self) -> None:
        """Take what the sessions have to say, and close them."""
        for session in self._sessions.values():
            heals = (heal_of(one, self._places.get(one.test, ("", 0))) for one in session.heals)
            self.summary.add(session.lookups, heals)
        self._sessions.clear()
        self._opened.close()

    def hand_over(self, output: dict[str, Any]) -> None:
        """Give a worker's share to the run that it belongs to."""
        output[_WORKER] = self.summary.share()

    def take_over(self, output: dict[str, Any]) -> None:
        """Take the share of a worker."""
        if (share := output.get(_WORKER)) is not None:
            self.summary.take(share)

    def write(self) -> None:
        """Write the summary where the run was told to."""
        if path := self.values.get(SUMMARY.name):
            self.summary.write(Path(path))

    @property
    def is_on_github(self) -> bool:
        return is_on_github(self.values)


def runner_of(page: Any) -> str:
    """Return which room drives a page: ``playwright`` or ``selenium``."""
    return "playwright" if type(page).__module__.startswith("playwright") else "selenium"


def has_playwright() -> bool:
    return find_spec("playwright") is not None


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash is not None else report.longrepr)
