"""Cases carried out in a real browser against a real daemon, on small pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from pacts import AsyncClient
from pacts_daemon.app.run import Daemon
from pacts_daemon.pipeline.executor.executor import Executor
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, HealBudget, Kept
from pacts_daemon.pipeline.planner.plan import (
    Assertion,
    PlanAction,
    PlannedAction,
    PlannedCase,
    PlannedStep,
)
from pacts_daemon.pipeline.requirement.model import Case, Sentence
from pacts_daemon.pipeline.verdict.results import CaseResult, StepResult
from tests.support.pages.site import Site

_APPS = count(1)


def do(action: str, element: str = "", value: str | None = None, **more: Any) -> PlannedAction:
    return PlannedAction(action=PlanAction(action), element=element, value=value, **more)


def claim(
    assertion: str, element: str = "", value: str | None = None, **more: Any
) -> PlannedAction:
    return do("assert", element, value, assertion=Assertion(assertion), **more)


def planned(*actions: PlannedAction, name: str = "case") -> PlannedCase:
    """Return a case with a sentence for each action."""
    steps = [PlannedStep(sentence=sentence_of(action), actions=(action,)) for action in actions]
    said = tuple(step.sentence for step in steps)
    return PlannedCase(case=Case(name=name, sentences=said), steps=tuple(steps))


def sentence_of(action: PlannedAction) -> Sentence:
    element = f'"{action.element}"' if action.is_exact else action.element
    return Sentence(text=f"{action.action} {element} {action.value or ''}".strip())


@dataclass
class Bench:
    """An application that no other test uses, and cases in it."""

    browser: Browser
    client: AsyncClient
    site: Site
    settings: ExecutorSettings
    budget: HealBudget = field(default_factory=HealBudget)

    async def run(self, *actions: PlannedAction, loop: int = 1, **settings: Any) -> CaseResult:
        return await executor_of(self, **settings).run(planned(*actions), loop, self.budget)

    async def on(self, body: str, *actions: PlannedAction, **settings: Any) -> CaseResult:
        """Carry out actions on a page."""
        return await self.run(do("goto", value=self.site.page(body)), *actions, **settings)


def executor_of(bench: Bench, client: AsyncClient | None = None, **settings: Any) -> Executor:
    return Executor(bench.browser, client or bench.client, replace(bench.settings, **settings))


def last(result: CaseResult) -> StepResult:
    """Return the step that decided."""
    ran = [step for step in result.steps if step.status.value != "not_run"]
    return ran[-1]


def failure_class(result: CaseResult) -> str:
    failure = last(result).failure
    return "" if failure is None else failure.failure_class


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def client(daemon: Daemon) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(daemon.address) as connected:
        yield connected


@pytest.fixture
def bench(browser: Browser, client: AsyncClient, site: Site, tmp_path: Path) -> Bench:
    settings = ExecutorSettings(
        app=f"bench-{next(_APPS)}",
        environment="test",
        wait_s=1.5,
        artifacts=tmp_path,
        trace=Kept.OFF,
    )
    return Bench(browser, client, site, settings)
