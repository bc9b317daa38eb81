"""What `pacts run` was called with; it imports nothing, so that help is fast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PlannerWord(StrEnum):
    """Who reads the sentences."""

    AUTO = "auto"
    RULES = "rules"
    ANTHROPIC = "anthropic"


class BrowserWord(StrEnum):
    """Which browser is driven."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


class TraceWord(StrEnum):
    """Which of Playwright's traces are kept."""

    ON = "on"
    OFF = "off"
    ON_FAILURE = "on-failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCall:
    """The flags, each as it was given; see `pacts_daemon.pipeline.run.settings.RunSettings`."""

    file: Path
    loops: int
    tags: tuple[str, ...]
    case: str
    parallel: int
    report: Path | None
    frozen: bool
    strict: bool
    max_heals: int | None
    planner: PlannerWord
    base_url: str
    app: str
    environment: str
    browser: BrowserWord
    headed: bool
    reveal: bool
    trace: TraceWord
    trace_url: str
    storage_state: Path | None
    save_storage_state: Path | None
    address: str
    data_dir: Path | None
    config_file: Path | None
    as_json: bool
