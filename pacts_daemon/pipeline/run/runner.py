"""A plan is run: browser and daemon, loops of cases, and what they come to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from opentelemetry.trace import Tracer

import pacts
from pacts.session.environment import commit_of
from pacts_daemon.browser.executable import BrowserUnavailableError
from pacts_daemon.pipeline.executor.browsers import (
    RunningBrowser,
    launched_browser,
)
from pacts_daemon.pipeline.executor.executor import Executor
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, HealBudget
from pacts_daemon.pipeline.executor.secrets import Secrets
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.run.daemon import ConnectedDaemon, daemon_of_run
from pacts_daemon.pipeline.run.errors import EnvironmentUnusableError
from pacts_daemon.pipeline.run.frozen import has_frozen_miss, unknown_elements
from pacts_daemon.pipeline.run.given import executor_settings, missing_secrets
from pacts_daemon.pipeline.run.loops import ENVIRONMENT, Loops, blocked
from pacts_daemon.pipeline.run.progress import RunProgress, Unheard
from pacts_daemon.pipeline.run.settings import RunSettings
from pacts_daemon.pipeline.verdict.judge import judge_run
from pacts_daemon.pipeline.verdict.results import CaseResult, LoopCounts, RunResult
from pacts_daemon.settings import Settings

# Between two cases: a daemon that is busy answers, and one that has gone is not waited for.
_LOOK_S = 2.0


@dataclass(slots=True)
class _Done:
    """What a run has come to so far."""

    cases: Sequence[CaseResult] = ()
    loops: Sequence[LoopCounts] = ()
    browser: str = ""
    daemon: str = ""
    notes: Sequence[str] = ()


class Runner:
    """Runs plans.

    Args:
        settings: how.
        daemon_settings: those of the daemon and its browser, as they are in force.
        progress: is told what happens.
        stop: once it is set, the run ends: contexts are closed, what was not run is BLOCKED.
        tracer: makes a span of each case and step; None: the one of the process.
    """

    def __init__(
        self,
        settings: RunSettings,
        daemon_settings: Settings,
        progress: RunProgress | None = None,
        stop: asyncio.Event | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        self._settings = settings
        self._daemon_settings = daemon_settings
        self._progress = progress or Unheard()
        self._stop = stop or asyncio.Event()
        self._tracer = tracer

    async def run(self, plan: Plan) -> RunResult:
        """Run all cases of a plan, and return what they come to; no secret is in it.

        Whatever the application, the browser or the daemon does is in the result, never raised.
        """
        started_at, began = datetime.now(UTC), monotonic()
        self._progress.run_started(plan, self._settings.loops, self._settings.parallel)
        executed = executor_settings(self._settings, plan)
        done = await self._carry_out(plan, executed)
        commit = self._settings.commit
        if commit is None:
            commit = await asyncio.to_thread(commit_of, self._settings.variables)
        verdict, why = judge_run(
            done.cases, strict=self._settings.strict, max_heals=self._settings.max_heals
        )
        result = RunResult(
            title=plan.requirement.title,
            source=plan.requirement.source,
            app=executed.app,
            environment=executed.environment,
            verdict=verdict,
            why=why,
            planner=plan.planner,
            notes=(*plan.all_notes, *done.notes),
            cases=tuple(done.cases),
            loops=tuple(done.loops),
            started_at=started_at,
            elapsed_s=round(monotonic() - began, 3),
            browser=done.browser,
            daemon=done.daemon,
            commit=commit,
            trace_url=self._settings.trace_url,
        )
        result = Secrets(executed.secrets).mask_all(result)
        self._progress.run_ended(result)
        return result

    async def _carry_out(self, plan: Plan, executed: ExecutorSettings) -> _Done:
        missing = missing_secrets(self._settings, plan)
        if missing:
            names = ", ".join(missing)
            return self._blocked(plan, f"the environment has no value for {names}")
        done = _Done()
        try:
            async with self._opened() as (daemon, browser):
                done.browser, done.daemon = browser.said, daemon.said
                loops = self._loops(executed, daemon, browser)
                done.cases, done.loops = await loops.run(plan.cases, self._settings.loops)
                done.notes = await self._notes(plan, executed, daemon, done.cases)
        except (EnvironmentUnusableError, BrowserUnavailableError) as error:
            return self._blocked(plan, str(error))
        return done

    def _loops(
        self, executed: ExecutorSettings, daemon: ConnectedDaemon, browser: RunningBrowser
    ) -> Loops:
        executor = Executor(browser.native, daemon.client, executed, self._progress, self._tracer)

        async def missing() -> str:
            return await _missing(daemon, browser)

        return Loops(
            executor,
            HealBudget(self._settings.max_heals),
            self._settings.parallel,
            self._progress,
            self._stop,
            missing,
        )

    async def _notes(
        self,
        plan: Plan,
        executed: ExecutorSettings,
        daemon: ConnectedDaemon,
        cases: Sequence[CaseResult],
    ) -> tuple[str, ...]:
        if not has_frozen_miss(cases):
            return ()
        try:
            unknown = await unknown_elements(daemon.client, executed, plan)
        except pacts.PactsError as error:
            return (f"what else is not known can't be said: {error}",)
        where = f"{executed.app}/{executed.environment}"
        return tuple(f"{name!r} is not known on any page of {where}" for name in unknown)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[tuple[ConnectedDaemon, RunningBrowser]]:
        """Open daemon and browser side by side: each takes its second."""
        async with AsyncExitStack() as stack:
            daemon = daemon_of_run(self._settings.daemon, self._daemon_settings)
            connecting = asyncio.create_task(stack.enter_async_context(daemon))
            try:
                browser = launched_browser(self._settings.browser)
                running = await stack.enter_async_context(browser)
            except BaseException:
                connecting.cancel()
                await asyncio.wait((connecting,))
                raise
            yield await connecting, running

    def _blocked(self, plan: Plan, why: str) -> _Done:
        cases = [blocked(case, 1, ENVIRONMENT, why) for case in plan.cases]
        for case in cases:
            self._progress.case_ended(case)
        return _Done(cases)


async def _missing(daemon: ConnectedDaemon, browser: RunningBrowser) -> str:
    if not browser.is_running:
        return "the browser has ended"
    try:
        await daemon.client.health(timeout_s=_LOOK_S)
    except pacts.PactsError as error:
        return f"the daemon at {daemon.said} does not answer any more: {error}"
    return ""
