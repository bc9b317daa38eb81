"""Errors of actions in the words of a result, each class documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Error
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts import DaemonUnreachableError, FrozenMissError
from pacts.answers import Hidden, Miss
from pacts.flow.errors import ElementNotFoundError
from pacts.outcomes import ElementVerdict, MissReason
from pacts_daemon.pipeline.executor.failures import (
    StepBlockedError,
    StepFailedError,
    explain,
    sign_of,
)
from pacts_daemon.pipeline.verdict.results import StepStatus

ROOT = Path(__file__).parents[4]
COVERED = """Locator.click: Timeout 1500ms exceeded.
Call log:
  - waiting for locator("#buy")
  -   element is not visible
  -   <div id="banner">…</div> intercepts pointer events
"""


def missed(reason: MissReason, verdict: ElementVerdict | None = None) -> ElementNotFoundError:
    hidden = Hidden((), 0.9, ()) if reason is MissReason.HIDDEN else None
    return ElementNotFoundError("Save", Miss(reason, "why", None, (), verdict, hidden=hidden))


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (StepFailedError("assertion", "no"), StepStatus.FAILED, "assertion"),
        (StepBlockedError("ask", "no"), StepStatus.BLOCKED, "ask"),
        (missed(MissReason.NOT_FOUND), StepStatus.FAILED, "not_found"),
        (missed(MissReason.NOT_FOUND, ElementVerdict.GONE), StepStatus.FAILED, "gone"),
        (missed(MissReason.HIDDEN), StepStatus.FAILED, "hidden"),
        (missed(MissReason.AMBIGUOUS), StepStatus.FAILED, "ambiguous"),
        (missed(MissReason.NEVER_HEALED), StepStatus.FAILED, "heal_refused"),
        (missed(MissReason.QUARANTINED), StepStatus.FAILED, "heal_refused"),
        (missed(MissReason.PAGE_UNAVAILABLE), StepStatus.BLOCKED, "page_unreachable"),
        (DaemonUnreachableError("away"), StepStatus.BLOCKED, "environment"),
        (FrozenMissError("cold"), StepStatus.BLOCKED, "frozen_miss"),
        (PlaywrightTimeoutError(COVERED), StepStatus.FAILED, "covered"),
        (PlaywrightTimeoutError("Timeout 5 exceeded"), StepStatus.FAILED, "timeout"),
        (Error("Malformed value"), StepStatus.FAILED, "action"),
        (
            Error("Page.click: Target page, context or browser has been closed"),
            StepStatus.BLOCKED,
            "environment",
        ),
        (TimeoutError(), StepStatus.FAILED, "timeout"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_error_is_explained_by_its_class(error: Exception, status: StepStatus, kind: str) -> None:
    came, failure = explain(error, "http://shop/")

    assert (came, failure.failure_class, failure.url) == (status, kind, "http://shop/")
    assert failure.message


def test_miss_of_a_frozen_run_blocks() -> None:
    status, failure = explain(missed(MissReason.UNKNOWN), "", frozen=True)

    assert (status, failure.failure_class) == (StepStatus.BLOCKED, "frozen_miss")
    assert "'Save'" in failure.message


def test_defect_is_not_taken_for_a_failure() -> None:
    with pytest.raises(KeyError):
        explain(KeyError("x"), "")


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("element is not enabled", "disabled"),
        ("element is not editable", "disabled"),
        ("element is not stable", "moving"),
        ("Element is not an <input>", "not_a_field"),
        ("something else", "timeout"),
    ],
)
def test_browsers_log_tells_what_kept_it(line: str, sign: str) -> None:
    assert sign_of(Error(f"Timeout\n  - {line}")) == sign


def test_every_failure_class_is_documented_and_no_other() -> None:
    folder = ROOT / "pacts_daemon/pipeline/executor"
    source = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    raised = re.findall(r"Step(?:Failed|Blocked)Error\(\s*\"(\w+)\"", source)
    seen = re.findall(r"failure_class=\"(\w+)\"", source)
    table = (ROOT / "docs/verdicts.md").read_text("utf-8").partition("## Why a step")[2]
    cells = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    documented = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}

    assert len(raised) > 20
    assert {*raised, *seen} - documented == set()
    assert {name for name in documented if f'"{name}"' not in source} == set()
