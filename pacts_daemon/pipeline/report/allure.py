"""A run as Allure results, made by Allure's own library where that is installed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import md5
from mimetypes import guess_type
from pathlib import Path
from typing import Final
from uuid import uuid4

from pacts_daemon.pipeline.report.beside import file_beside
from pacts_daemon.pipeline.report.grouping import failed_step
from pacts_daemon.pipeline.report.words import (
    case_name,
    has_loops,
    heals_of,
    is_worse_than_cases,
    said,
    trace_link,
)
from pacts_daemon.pipeline.verdict.results import (
    Attempt,
    CaseResult,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)

try:
    from allure_commons import model2
    from allure_commons.logger import AllureFileLogger
except ImportError:
    HAS_ALLURE = False
else:
    HAS_ALLURE = True

MISSING: Final = "no Allure results: install pacts-daemon[allure]"
# A case that asserted nothing is no failure of the application, and no pass either.
_STATUSES: Final = {
    Verdict.PASS: "passed",
    Verdict.PASS_HEALED: "passed",
    Verdict.UNVERIFIED: "unknown",
    Verdict.BLOCKED: "broken",
    Verdict.FAIL: "failed",
}
_STEP_STATUSES: Final = {
    StepStatus.PASSED: "passed",
    StepStatus.HEALED: "passed",
    StepStatus.FAILED: "failed",
    StepStatus.BLOCKED: "broken",
    StepStatus.NOT_RUN: "skipped",
}
_CATEGORIES: Final = [
    {"name": "Wrong expectations", "matchedStatuses": ["failed"]},
    {"name": "Blocked by the environment", "matchedStatuses": ["broken"]},
    {"name": "Nothing was asserted", "matchedStatuses": ["unknown"]},
]


def write_allure(result: RunResult, report: Path, folder: Path) -> None:
    """Write the results of a run in place of those that were there.

    Args:
        result: the run.
        report: the folder that its screenshots are relative to.
        folder: where the results go.
    """
    logger = AllureFileLogger(str(folder), clean=True)
    is_looped = has_loops(result)
    for case in result.cases:
        name = case_name(case, has_loops=is_looped)
        logger.report_result(_case(result, case, name, _Files(logger, report)))
    if is_worse_than_cases(result):
        logger.report_result(_whole(result))
    facts = {
        "app": result.app,
        "environment": result.environment,
        "browser": result.browser,
        "daemon": result.daemon,
        "planner": result.planner,
        "commit": result.commit,
    }
    lines = (f"{name}={_one_line(value)}\n" for name, value in facts.items() if value)
    (folder / "environment.properties").write_text("".join(lines), "utf-8")
    (folder / "categories.json").write_text(json.dumps(_CATEGORIES, indent=2) + "\n", "utf-8")


class _Files:
    """Copies a case's files into the results."""

    def __init__(self, logger: AllureFileLogger, report: Path) -> None:
        self._logger = logger
        self._report = report

    def attached(self, paths: Iterable[str]) -> list[model2.Attachment]:
        found = ((path, file_beside(self._report, path)) for path in paths)
        return [self._attach(path, file) for path, file in found if file is not None]

    def _attach(self, path: str, file: Path) -> model2.Attachment:
        suffix = file.suffix.lstrip(".") or "bin"
        source = model2.ATTACHMENT_PATTERN.format(prefix=uuid4(), ext=suffix)
        self._logger.report_attached_file(source=file, file_name=source)
        kind = guess_type(file.name)[0] or "application/octet-stream"
        return model2.Attachment(name=path, source=source, type=kind)


def _case(result: RunResult, case: CaseResult, name: str, files: _Files) -> model2.TestResult:
    full_name = " / ".join(part for part in (result.source, case.group, name) if part)
    step = failed_step(case)
    failure = None if step is None else step.failure
    start = round(case.started_at.timestamp() * 1000)
    return model2.TestResult(
        uuid=str(uuid4()),
        name=name,
        fullName=full_name,
        historyId=md5(full_name.encode(), usedforsecurity=False).hexdigest(),
        status=_STATUSES[case.verdict],
        statusDetails=model2.StatusDetails(
            message=case.why,
            trace="" if failure is None else failure.model_dump_json(indent=2),
        ),
        stage="finished",
        start=start,
        stop=start + round(case.elapsed_s * 1000),
        labels=list(_labels(result, case)),
        links=list(_links(result, case)),
        parameters=list(_parameters(case)),
        steps=[_step(step, start, files) for step in case.steps],
        attachments=files.attached(case.artifacts),
    )


def _whole(result: RunResult) -> model2.TestResult:
    """Return what must not be taken for green though every case is."""
    start = round(result.started_at.timestamp() * 1000)
    name = "the run as a whole"
    return model2.TestResult(
        uuid=str(uuid4()),
        name=name,
        fullName=f"{result.source} / {name}",
        status=_STATUSES[result.verdict],
        statusDetails=model2.StatusDetails(message=result.why),
        stage="finished",
        start=start,
        stop=start + round(result.elapsed_s * 1000),
        labels=[model2.Label("parentSuite", result.app), model2.Label("suite", result.title)],
    )


def _labels(result: RunResult, case: CaseResult) -> Iterator[model2.Label]:
    yield model2.Label("parentSuite", result.app)
    yield model2.Label("suite", result.title)
    if case.group:
        yield model2.Label("subSuite", case.group)
    yield model2.Label("framework", "pacts")
    yield from (model2.Label("tag", tag) for tag in case.tags)
    if case.verdict is Verdict.PASS_HEALED:
        yield model2.Label("tag", "healed")


def _links(result: RunResult, case: CaseResult) -> Iterator[model2.Link]:
    link = trace_link(result, case)
    if link:
        yield model2.Link("link", link, "trace")


def _parameters(case: CaseResult) -> Iterator[model2.Parameter]:
    yield model2.Parameter("verdict", case.verdict.value)
    # Not part of what makes a case the same over runs.
    yield model2.Parameter("heals", str(len(heals_of(case))), excluded=True)


def _step(step: StepResult, case_start: int, files: _Files) -> model2.TestStepResult:
    start = case_start + round(step.offset_s * 1000)
    made = model2.TestStepResult(
        name=f"{step.sentence.text} [{said(step.action)}]",
        status=_STEP_STATUSES[step.status],
        stage="finished",
        start=start,
        stop=start + round(step.elapsed_s * 1000),
        steps=[_attempt(attempt, start) for attempt in step.attempts],
        parameters=[
            model2.Parameter(f"found again: {heal.element}", f"{heal.old} -> {heal.new}")
            for heal in step.heals
        ],
        attachments=files.attached([*step.screenshots, *(h.screenshot for h in step.heals)]),
    )
    if step.failure is not None:
        told = f"expected: {step.failure.expected}\nseen: {step.failure.seen}"
        made.statusDetails = model2.StatusDetails(message=step.failure.message, trace=told)
    return made


def _attempt(attempt: Attempt, step_start: int) -> model2.TestStepResult:
    start = step_start + round(attempt.offset_s * 1000)
    return model2.TestStepResult(
        name=f"{attempt.what}: {attempt.outcome}",
        status="passed",
        start=start,
        stop=start + round(attempt.elapsed_s * 1000),
        statusDetails=model2.StatusDetails(message=attempt.evidence),
    )


def _one_line(value: str) -> str:
    return " ".join(value.split())
