"""``pacts run``: from a requirement to a verdict."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Final

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.pipeline.call import BrowserWord, PlannerWord, RunCall, TraceWord

app = new_app()

# As shells have it; a run that is interrupted once ends in order, with the code of its verdict.
_INTERRUPTED: Final = 130

EPILOG: Final = (
    "Exit codes: 0 PASS or PASS_HEALED; 1 FAIL: an outcome is not as stated; 2 the call, the "
    "requirement or a sentence cannot be read; 3 BLOCKED: nothing can be said about the "
    "application; 4 UNVERIFIED: nothing was asserted; 5 more was healed than --strict or "
    "--max-heals allows. Secrets are read from the environment, as the requirement names them: "
    "{{env.NAME}}."
)

_Requirement = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Numbered steps (.md, .txt), Playwright's specs (.md), Gherkin (.feature), "
        "or a suite (.yaml, .json).",
    ),
]
_Loops = Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Run every case N times.")]
_Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Only cases with one of these; !TAG: without it."),
]
_Case = Annotated[
    str, typer.Option(metavar="NAME", help="Only this case; * and ? stand for what differs.")
]
_Parallel = Annotated[
    int, typer.Option(min=1, max=64, metavar="N", help="Run so many cases of a loop at a time.")
]
_Report = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Write an HTML page, JSON, JUnit XML, Allure results, pictures and traces here.",
    ),
]
_Frozen = Annotated[
    bool, typer.Option("--frozen", help="Look for nothing, write nothing: a miss is an error.")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Fail when anything was healed.")]
_MaxHeals = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="Heal so many elements, and fail beyond.")
]
_Planner = Annotated[
    PlannerWord,
    typer.Option(help="Who reads the sentences; auto: Anthropic when ANTHROPIC_API_KEY is set."),
]
_BaseUrl = Annotated[str, typer.Option(metavar="URL", help="What relative addresses start from.")]
_Browser = Annotated[BrowserWord, typer.Option(help="Which browser is driven.")]
_Headed = Annotated[bool, typer.Option("--headed", help="Show the browser.")]
_NoReveal = Annotated[
    bool,
    typer.Option("--no-reveal", help="Open no menu or tab that an element is hidden in."),
]
_Trace = Annotated[TraceWord, typer.Option(help="Which of Playwright's traces are kept.")]
_TraceUrl = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="Where reports link a case's spans to, with {trace_id} in it; spans are exported when "
        "OTEL_EXPORTER_OTLP_ENDPOINT is set.",
    ),
]
_DataDir = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Start a daemon of the run's own, which keeps what it learns here."
    ),
]
_StorageState = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Begin every case with these cookies and local storage."),
]
_SaveStorageState = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write them here after a case that passed.")
]
_App = Annotated[str, typer.Option(help="The application under test, before the requirement's.")]
_Environment = Annotated[
    str, typer.Option(help="Where it runs: prod, staging, …; before the requirement's.")
]


@app.command(epilog=EPILOG)
def run(
    file: _Requirement,
    loops: _Loops = 1,
    tag: _Tags = None,
    case: _Case = "",
    parallel: _Parallel = 1,
    report: _Report = None,
    frozen: _Frozen = False,
    strict: _Strict = False,
    max_heals: _MaxHeals = None,
    planner: _Planner = PlannerWord.AUTO,
    base_url: _BaseUrl = "",
    app: _App = "",
    environment: _Environment = "",
    browser: _Browser = BrowserWord.CHROMIUM,
    headed: _Headed = False,
    no_reveal: _NoReveal = False,
    trace: _Trace = TraceWord.ON_FAILURE,
    trace_url: _TraceUrl = "",
    storage_state: _StorageState = None,
    save_storage_state: _SaveStorageState = None,
    address: opt.Address = None,
    data_dir: _DataDir = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Do what a requirement says, in a browser, and say whether it holds.

    The daemon is the one at --address or PACTS_TARGET, else the one that serves on this machine,
    else one of the run's own, which keeps what it learns for the next run.
    """
    call = RunCall(
        file=file,
        loops=loops,
        tags=tuple(tag or ()),
        case=case,
        parallel=parallel,
        report=report,
        frozen=frozen,
        strict=strict,
        max_heals=max_heals,
        planner=planner,
        base_url=base_url,
        app=app,
        environment=environment,
        browser=browser,
        headed=headed,
        reveal=not no_reveal,
        trace=trace,
        trace_url=trace_url,
        storage_state=storage_state,
        save_storage_state=save_storage_state,
        address=address or "",
        data_dir=data_dir,
        config_file=config_file,
        as_json=as_json,
    )
    try:
        raise typer.Exit(asyncio.run(late.running.run(call)))
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise typer.Exit(_INTERRUPTED) from None
