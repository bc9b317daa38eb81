"""`pacts run`, once its flags are read: read, choose, plan, run, report."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial

from opentelemetry.trace import Tracer
from rich.console import Console

from pacts.session.environment import is_on_github
from pacts_daemon.cli.console.failures import UnusableRequirementError, UsageError
from pacts_daemon.cli.console.output import complain, say
from pacts_daemon.cli.pipeline.call import RunCall
from pacts_daemon.cli.planning.unreadable import why_unreadable
from pacts_daemon.pipeline.executor.browsers import BrowserChoice, BrowserName
from pacts_daemon.pipeline.executor.ports import Kept
from pacts_daemon.pipeline.planner.choice import choose
from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.report.annotations import annotation_lines
from pacts_daemon.pipeline.report.console.progress import ConsoleProgress
from pacts_daemon.pipeline.report.console.summary import print_files
from pacts_daemon.pipeline.report.files import ReportFiles, write_reports
from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.reader import read_requirement
from pacts_daemon.pipeline.requirement.values import why_not_kept
from pacts_daemon.pipeline.run.daemon import DaemonChoice
from pacts_daemon.pipeline.run.errors import UnusableRunError
from pacts_daemon.pipeline.run.judgement import exit_of
from pacts_daemon.pipeline.run.progress import RunProgress, Unheard
from pacts_daemon.pipeline.run.runner import Runner
from pacts_daemon.pipeline.run.selection import select
from pacts_daemon.pipeline.run.settings import RunSettings
from pacts_daemon.pipeline.run.stopping import stopped_by_signals
from pacts_daemon.pipeline.verdict.results import RunResult
from pacts_daemon.settings import Settings, load_settings, process_environment
from pacts_daemon.telemetry.setup import end_tracing, make_tracer_provider


async def run(call: RunCall) -> int:
    """Carry out a call, and return the exit code.

    Raises:
        UsageError: the call can't be used; nothing was started.
        UnusableRequirementError: the requirement can't be read, or be planned.
    """
    settings = load_settings(call.config_file)
    _check(call)
    with _traced() as tracer:
        plan = await plan_of(call, settings, tracer)
        carry_out = partial(_run, call, settings, plan, tracer)
        result = await (_run_for_scripts if call.as_json else _run_for_people)(call, carry_out)
    return exit_of(result)


_Run = Callable[[RunProgress], Awaitable[RunResult]]


async def _run_for_scripts(call: RunCall, carry_out: _Run) -> RunResult:
    result = await carry_out(Unheard())
    files = _reports(call, result)
    say(result.model_dump_json(indent=2))
    for note in files.notes if files else ():
        complain(note)
    return result


async def _run_for_people(call: RunCall, carry_out: _Run) -> RunResult:
    with ConsoleProgress(Console(highlight=False), folder=call.report) as progress:
        result = await carry_out(progress)
        if (files := _reports(call, result)) is not None:
            print_files(progress.screen, files)
    if is_on_github(process_environment()):
        for line in annotation_lines(result):
            say(line)
    return result


async def _run(
    call: RunCall, settings: Settings, plan: Plan, tracer: Tracer | None, progress: RunProgress
) -> RunResult:
    stop = asyncio.Event()
    with stopped_by_signals(stop):
        runner = Runner(_settings_of(call, settings), settings, progress, stop, tracer)
        return await runner.run(plan)


def _reports(call: RunCall, result: RunResult) -> ReportFiles | None:
    if call.report is None:
        return None
    try:
        return write_reports(result, call.report)
    except OSError as error:
        raise UsageError("report", f"{call.report}: {error.strerror}") from None


@contextmanager
def _traced() -> Iterator[Tracer | None]:
    """Export spans while the block runs, when the ``OTEL_*`` variables say where to."""
    provider = make_tracer_provider(process_environment())
    if provider is None:
        yield None
        return
    try:
        yield provider.get_tracer("pacts_daemon")
    finally:
        end_tracing(provider)


async def plan_of(call: RunCall, settings: Settings, tracer: Tracer | None) -> Plan:
    """Return the plan of the cases that are asked for.

    Raises:
        UsageError: no case is.
        UnusableRequirementError: the requirement, or sentences of it, can't be read.
    """
    variables = process_environment()
    planner = choose(call.planner.value, settings, RulesPlanner(), variables, tracer)
    try:
        requirement = select(read_requirement(call.file), call.tags, call.case)
        return await planner.plan(requirement)
    except UnusableRunError as error:
        raise UsageError(error.field, error.problem) from None
    except (RequirementError, UnreadableRequirementError) as error:
        raise UnusableRequirementError(why_unreadable(error, str(call.file))) from None


def _check(call: RunCall) -> None:
    """Find out what can't be used before anything is started."""
    for option, name in (("app", call.app), ("environment", call.environment)):
        if problem := why_not_kept(name):
            raise UsageError(option, problem)
    state = call.storage_state
    if state is not None and not state.is_file():
        raise UsageError("storage-state", f"{state}: there is no such file")
    if call.address and call.data_dir is not None:
        raise UsageError("data-dir", "is for a daemon of the run's own, and --address names one")
    if call.trace_url and "{trace_id}" not in call.trace_url:
        raise UsageError("trace-url", f"{call.trace_url} has no {{trace_id}} in it")
    if call.report is not None:
        try:
            call.report.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError("report", f"{call.report}: {error.strerror}") from None


def _settings_of(call: RunCall, settings: Settings) -> RunSettings:
    return RunSettings(
        loops=call.loops,
        parallel=call.parallel,
        strict=call.strict,
        max_heals=call.max_heals,
        app=call.app,
        environment=call.environment,
        base_url=call.base_url,
        variables=process_environment(),
        browser=BrowserChoice(
            BrowserName(call.browser.value),
            headed=call.headed,
            executable=settings.browser.executable,
            sandbox=settings.browser.sandbox,
            launch_timeout_ms=settings.browser.launch_timeout_ms,
        ),
        daemon=DaemonChoice(call.address, call.data_dir, call.config_file),
        report=call.report,
        frozen=call.frozen,
        reveal=call.reveal,
        trace=Kept(call.trace.value),
        trace_url=call.trace_url,
        storage_state=call.storage_state,
        save_storage_state=call.save_storage_state,
    )
