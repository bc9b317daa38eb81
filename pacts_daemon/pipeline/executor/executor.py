"""Cases in a browser: each in a context of its own, with a verdict."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.trace import Span, Tracer
from playwright.async_api import Browser, BrowserContext, Error

from pacts import AsyncClient
from pacts.flow.settings import Settings
from pacts_daemon.pipeline.executor.blame import blamed_elements, unconfirmed_elements
from pacts_daemon.pipeline.executor.case import CaseRun
from pacts_daemon.pipeline.executor.doing import World
from pacts_daemon.pipeline.executor.elements import Elements
from pacts_daemon.pipeline.executor.failures import first_line
from pacts_daemon.pipeline.executor.items import Item, items_of, uses_secrets
from pacts_daemon.pipeline.executor.page.tabs import Tabs
from pacts_daemon.pipeline.executor.pictures import Pictures, folder_of, made
from pacts_daemon.pipeline.executor.ports import (
    ExecutorSettings,
    HealBudget,
    Kept,
    Progress,
    Quiet,
)
from pacts_daemon.pipeline.executor.recording import Recorder
from pacts_daemon.pipeline.executor.secrets import Secrets
from pacts_daemon.pipeline.executor.session import CaseSession
from pacts_daemon.pipeline.planner.plan import PlannedCase
from pacts_daemon.pipeline.verdict.judge import judge_case
from pacts_daemon.pipeline.verdict.results import CaseResult, Failure, StepResult, Verdict
from pacts_daemon.telemetry import names

# Below `wait_s`: what is there and hidden seldom shows by itself, and is opened sooner.
_HIDDEN_S: Final = 1.0
# A server that wakes up with the first request; `wait_s` is for what is on a page that is there.
_OPEN_MS: Final = 30_000
_VIEWPORT: Final = {"width": 1280, "height": 720}
_UNTRACED: Final = "no trace of Playwright's is kept: it would hold the secrets that are typed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case has come to, before it is judged."""

    steps: tuple[StepResult, ...] = ()
    stopped: Failure | None = None
    artifacts: tuple[str, ...] = ()


class Executor:
    """Implements `pacts_daemon.pipeline.executor.ports.CaseExecutor` in a browser."""

    def __init__(
        self,
        browser: Browser,
        client: AsyncClient,
        settings: ExecutorSettings,
        progress: Progress | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        """Make one; browser and client stay the caller's to close.

        Args:
            browser: of any kind that Playwright drives.
            client: of the daemon; all cases share it.
            settings: what all cases have in common.
            progress: is told of each case and step; None: nobody is.
            tracer: None: the one of the process.
        """
        self._browser = browser
        self._client = client
        self._settings = settings
        self._progress = progress or Quiet()
        self._tracer = tracer or trace.get_tracer(__name__)
        self._secrets = Secrets(settings.secrets)

    async def run(self, case: PlannedCase, loop: int, budget: HealBudget) -> CaseResult:
        """Carry out one case in a context of its own, which is closed in any event."""
        began_at, started_at = monotonic(), datetime.now(UTC)
        items = items_of(case, self._settings)
        self._progress.case_started(case.case.name, loop, len(items))
        said: dict[str, str | int] = {
            names.ATTR_CASE_NAME: self._secrets.mask(case.case.name),
            names.ATTR_CASE_LOOP: loop,
        }
        with self._tracer.start_as_current_span(
            names.SPAN_PIPELINE_CASE, attributes=said, record_exception=False
        ) as span:
            outcome = await self._outcome(case, items, loop, budget)
            verdict, why = judge_case(outcome.steps, outcome.stopped)
            span.set_attribute(names.ATTR_CASE_VERDICT, verdict.value)
            trace_id = _trace_id(span)
        result = CaseResult(
            name=case.case.name,
            group=case.case.group,
            tags=tuple(sorted(case.case.tags)),
            loop=loop,
            verdict=verdict,
            why=self._secrets.mask(why),
            steps=outcome.steps,
            started_at=started_at,
            elapsed_s=monotonic() - began_at,
            trace_id=trace_id,
            artifacts=outcome.artifacts,
        )
        self._progress.case_ended(result)
        return result

    async def _outcome(
        self, case: PlannedCase, items: list[Item], loop: int, budget: HealBudget
    ) -> Outcome:
        folder = folder_of(case.case.name, loop)
        recorder = Recorder(self._settings, budget)
        try:
            async with self._context() as context, self._session(recorder) as session:
                return await self._in_context(case, items, loop, context, session, recorder, folder)
        except (Error, OSError) as error:
            why = first_line(error) if isinstance(error, Error) else str(error)
            message = f"the browser: {self._secrets.mask(why)}"
            return Outcome(stopped=Failure(failure_class="environment", message=message))
        finally:
            recorder.end()

    async def _in_context(
        self,
        case: PlannedCase,
        items: list[Item],
        loop: int,
        context: BrowserContext,
        session: CaseSession,
        recorder: Recorder,
        folder: str,
    ) -> Outcome:
        settings = self._settings
        own = None if settings.artifacts is None else made(settings.artifacts, folder)
        tabs = Tabs(context, own)
        is_traced = settings.trace is not Kept.OFF and own is not None and not uses_secrets(items)
        if is_traced:
            await context.tracing.start(screenshots=True, snapshots=True)
        await tabs.open()
        if settings.trace is not Kept.OFF and own is not None and not is_traced:
            tabs.notes.append(_UNTRACED)
        pictures = Pictures(settings, tabs, self._secrets, folder)
        elements = Elements(session, tabs, dict(settings.frames), _HIDDEN_S)
        world = World(settings, tabs, elements, self._secrets, recorder, pictures)
        run = CaseRun(case.case.name, loop, world, self._progress, self._tracer)
        session.begin(case.case.name)
        await run.run(items)
        verdict, why = judge_case(run.results)
        await self._report(session, recorder, run.results, verdict, self._secrets.mask(why))
        await tabs.saved()
        kept = [
            file.relative_to(settings.artifacts) for file in tabs.downloads if settings.artifacts
        ]
        artifacts = [path.as_posix() for path in kept]
        if is_traced and own is not None:
            artifacts += await self._keep_trace(context, own, verdict)
        await self._save_state(context, verdict)
        return Outcome(tuple(run.results), artifacts=tuple(artifacts))

    @asynccontextmanager
    async def _context(self) -> AsyncIterator[BrowserContext]:
        settings = self._settings
        options: dict[str, Any] = {"viewport": _VIEWPORT}
        if settings.storage_state is not None:
            options["storage_state"] = settings.storage_state
        context = await self._browser.new_context(accept_downloads=True, **options)
        try:
            context.set_default_timeout(settings.wait_s * 1000)
            context.set_default_navigation_timeout(_OPEN_MS)
            yield context
        finally:
            await context.close()

    @asynccontextmanager
    async def _session(self, recorder: Recorder) -> AsyncIterator[CaseSession]:
        settings = self._settings
        async with CaseSession(
            self._client,
            Settings(
                app=settings.app,
                environment=settings.environment,
                heal=settings.heal,
                frozen=settings.frozen,
                never_heal=settings.never_heal,
                interruptions=settings.interruptions,
                wait_s=settings.wait_s,
                hidden_s=_HIDDEN_S,
            ),
            self._secrets,
        ) as session:
            session.observe(recorder)
            yield session

    async def _report(
        self,
        session: CaseSession,
        recorder: Recorder,
        steps: list[StepResult],
        verdict: Verdict,
        why: str,
    ) -> None:
        """Tell the daemon how the case has ended, for the elements of which that says something.

        A case that passed speaks for all that it used. One that failed speaks against what was
        found again for it since an expectation last held, and against the element that was another
        one than it should be; that the application is wrong is no fault of a selector.
        """
        if verdict.is_pass:
            await session.passed()
        elif verdict is Verdict.FAIL and not self._settings.frozen:
            uses = recorder.suspects(blamed_elements(steps), unconfirmed_elements(steps))
            await session.report(uses, why)

    async def _keep_trace(self, context: BrowserContext, own: Path, verdict: Verdict) -> list[str]:
        if self._settings.trace is Kept.ON_FAILURE and verdict.is_pass:
            await context.tracing.stop()
            return []
        path = own / "trace.zip"
        await context.tracing.stop(path=path)
        return (
            []
            if self._settings.artifacts is None
            else [path.relative_to(self._settings.artifacts).as_posix()]
        )

    async def _save_state(self, context: BrowserContext, verdict: Verdict) -> None:
        path = self._settings.save_storage_state
        if path is not None and verdict.is_pass:
            await context.storage_state(path=path)


def _trace_id(span: Span) -> str:
    context = span.get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else ""
