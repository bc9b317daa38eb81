"""What a run is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pacts_daemon.pipeline.executor.browsers import BrowserChoice
from pacts_daemon.pipeline.executor.ports import CASE_S, Kept
from pacts_daemon.pipeline.run.daemon import DaemonChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How a plan is run.

    Attributes:
        loops: how often every case is run; a loop begins when the one before is done.
        parallel: how many cases of a loop run at a time, each in a browser context of its own.
        strict: the run fails when anything was healed.
        max_heals: how many elements the run may have found again; None for any number.
        app: the application under test; empty: as the requirement says.
        environment: where it runs; empty: as the requirement says, else "local".
        base_url: what relative addresses start from; empty: as the requirement says.
        variables: what ``{{env.NAME}}`` may name; only those that are named are used.
        browser: which one is driven.
        daemon: which one is asked.
        report: the folder that pictures, traces and downloads are put into; None: none are kept.
        files: the folder that names of uploaded files start from; None: the requirement's.
        frozen: nothing is looked for and nothing is written: only what is known is used.
        reveal: a step may be added that opens the menu or tab an element is hidden in.
        trace: which of Playwright's traces are kept.
        trace_url: how a case's spans are opened, ``{trace_id}`` being its trace's; empty: no link.
        case_s: seconds that one case may take.
        storage_state: a file of cookies and local storage that every case begins with.
        save_storage_state: where they are written after a case that passed.
        commit: the one under test; None: as the variables of the build say, else as git does in
            the folder that the process runs in.
    """

    loops: int = 1
    parallel: int = 1
    strict: bool = False
    max_heals: int | None = None
    app: str = ""
    environment: str = ""
    base_url: str = ""
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    browser: BrowserChoice = field(default_factory=BrowserChoice)
    daemon: DaemonChoice = field(default_factory=DaemonChoice)
    report: Path | None = None
    files: Path | None = None
    frozen: bool = False
    reveal: bool = True
    trace: Kept = Kept.ON_FAILURE
    trace_url: str = ""
    case_s: float = CASE_S
    storage_state: Path | None = None
    save_storage_state: Path | None = None
    commit: str | None = None
