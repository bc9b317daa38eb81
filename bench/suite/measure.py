"""Running the suite in one way, and what it cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page

import pacts
from bench.suite.shop import SUBJECTS, Does, Step, steps
from pacts.flow.steps import Act, Capture, Done
from pacts.flow.steps import Step as FlowStep
from pacts.playwright import Session, engine
from pacts.v1.page_selectors_pb2 import GetPageSelectorsRequest

APP, ENVIRONMENT, TEXT = "office", "bench", "typed"
PATIENCE_MS = 300
LISTENER = """
const row = element => {
  const box = element.closest('tbody tr, [role=row]');
  return box ? ' row of ' + box.firstElementChild.textContent : '';
};
addEventListener('click', ({target}) => {
  const button = target.closest('button');
  if (button) window.last = 'click ' + button.textContent + row(button);
}, true);
addEventListener('input', ({target}) => {
  window.last = 'fill ' + target.labels[0].textContent.trim();
}, true);
"""


# What a check costs within the runner's own action only the page can tell.
CHECKED_MS = "performance.getEntriesByName('pacts.check').reduce((ms, one) => ms + one.duration, 0)"
_TIMED = """(() => {
  const own = SOURCE;
  const timed = (root, asked) => {
    const start = performance.now();
    try {
      return own.queryAll(root, asked);
    } finally {
      performance.measure("pacts.check", { start });
    }
  };
  return { query: (root, asked) => timed(root, asked)[0], queryAll: timed };
})()"""


def time_checks() -> None:
    """Have the page note how long each check within an action takes."""
    own = engine.source_of
    engine.source_of = lambda script: _TIMED.replace("SOURCE", own(script))


@dataclass(slots=True)
class Cost:
    """What one run of the suite took; times in seconds."""

    wall_s: float = 0.0
    pacts_s: float = 0.0
    calls: int = 0
    sent_bytes: int = 0
    captures: int = 0
    done: int = 0
    broken: int = 0
    healed: int = 0
    wrong: int = 0

    def told(self) -> dict[str, object]:
        """Return it for people and JSON."""
        share = self.pacts_s / self.wall_s if self.wall_s else 0.0
        return {
            "actions": self.done + self.broken,
            "broken": self.broken,
            "healed": self.healed,
            "wrong": self.wrong,
            "wall_s": round(self.wall_s, 2),
            "pacts_s": round(self.pacts_s, 3),
            "pacts_share": round(share, 3),
            "pacts_ms_per_action": round(1000 * self.pacts_s / max(1, self.done), 2),
            "calls": self.calls,
            "sent_bytes": self.sent_bytes,
            "captures": self.captures,
        }


class CountingClient(pacts.Client):
    """A client that counts its calls, and the bytes of their requests before compression.

    Without ``at_once`` it is one whose daemon knows no pages at once, so that a session asks for
    each element by itself.
    """

    cost = Cost()
    at_once = True

    def run(self, call: Any, timeout_s: float | None = None) -> Any:
        """Make the call and count it."""
        if not self.at_once and isinstance(call.request, GetPageSelectorsRequest):
            raise pacts.VersionError("not asked for in this run")
        self.cost.calls += 1
        self.cost.sent_bytes += call.request.ByteSize()
        return super().run(call, timeout_s)


class TimedSession(Session):
    """A session that takes the runner's own actions from what its cost is."""

    def __init__(self, client: CountingClient, cost: Cost) -> None:
        super().__init__(APP, ENVIRONMENT, client=client)
        self._cost = cost

    def arrived(self, *page: Any) -> None:
        """Ask for a page ahead: what that takes of the navigation is part of the cost."""
        started = time.perf_counter()
        super().arrived(*page)
        self._cost.pacts_s += time.perf_counter() - started

    def _perform(self, step: FlowStep, adapter: Any) -> Any:
        self._cost.captures += isinstance(step, Capture)
        started, came = time.perf_counter(), None
        try:
            came = super()._perform(step, adapter)
        finally:
            if isinstance(step, Act) or isinstance(came, Done):
                self._cost.pacts_s -= time.perf_counter() - started
        return came


def run_plain(page: Page, site: str) -> Cost:
    """Do every step by the locator that was written for the first design."""
    cost = Cost()

    def act(step: Step) -> None:
        locator = page.locator(step.locator)
        if step.does is Does.FILL:
            locator.fill(TEXT, timeout=PATIENCE_MS)
        else:
            locator.click(timeout=PATIENCE_MS)

    _run(page, site, act, cost)
    return cost


def run_named(
    page: Page, site: str, client: CountingClient, *, at_once: bool = True, tells: bool = False
) -> Cost:
    """Do every step by the element's name, in a new session.

    With ``tells`` each page is a test that has passed, which is told as the plugins do.
    """
    cost = Cost()
    client.cost, client.at_once = cost, at_once
    with TimedSession(client, cost) as session:

        def act(step: Step) -> None:
            started = time.perf_counter()
            try:
                element = session.element(page, step.element, scope=step.scope)
                if step.does is Does.FILL:
                    element.fill(TEXT, timeout=PATIENCE_MS)
                else:
                    element.click(timeout=PATIENCE_MS)
            finally:
                cost.pacts_s += time.perf_counter() - started

        def ended() -> None:
            started = time.perf_counter()
            if tells:
                session.passed(later=True)
            cost.pacts_s += time.perf_counter() - started

        _run(page, site, act, cost, ended)
        started = time.perf_counter()
        session.end_visit()
        session.taught()
        told_s = time.perf_counter() - started
        cost.pacts_s += told_s
        cost.wall_s += told_s
        cost.healed = len(session.heals)
    return cost


def _run(
    page: Page,
    site: str,
    act: Callable[[Step], None],
    cost: Cost,
    ended: Callable[[], None] = lambda: None,
) -> None:
    started = time.perf_counter()
    for number, subject in enumerate(SUBJECTS):
        page.goto(f"{site}/{subject.lower()}")
        for step in steps(number):
            try:
                act(step)
            except (Error, pacts.PactsError):
                cost.broken += 1
                continue
            cost.done += 1
            cost.wrong += not _is_right(page, step)
        cost.pacts_s += float(page.evaluate(CHECKED_MS)) / 1000
        ended()
    cost.wall_s = time.perf_counter() - started


def _is_right(page: Page, step: Step) -> bool:
    """Say whether `LISTENER` saw the action on the right element."""
    return str(page.evaluate("window.last")) == f"{step.does} {step.element} {step.scope}".strip()
