"""A run as JUnit XML: a suite for each loop, for the builds that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from junitparser import Error, Failure, JUnitXml, Properties, Property, TestCase, TestSuite

from pacts_daemon.pipeline.report.grouping import failed_step
from pacts_daemon.pipeline.report.words import (
    case_name,
    failure_facts,
    has_loops,
    heals_of,
    is_worse_than_cases,
    place_of,
    said,
    trace_link,
)
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    RunResult,
    StepResult,
    StepStatus,
    Verdict,
)

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_MARKS: Final = {
    StepStatus.PASSED: "ok",
    StepStatus.HEALED: "ok, found again",
    StepStatus.FAILED: "FAILED",
    StepStatus.BLOCKED: "BLOCKED",
    StepStatus.NOT_RUN: "not run",
}


def junit_of(result: RunResult) -> JUnitXml:
    """Return a run's cases: FAIL and UNVERIFIED as failures, BLOCKED as an error.

    UNVERIFIED is none of ``skipped``: builds take what was skipped for green.
    """
    xml = JUnitXml(_clean(result.title))
    loops: dict[int, list[CaseResult]] = {}
    for case in result.cases:
        loops.setdefault(case.loop, []).append(case)
    is_looped = has_loops(result)
    for loop, cases in sorted(loops.items()):
        title = result.title if len(loops) == 1 else f"{result.title}, loop {loop}"
        xml.add_testsuite(_suite(result, title, cases, is_looped=is_looped))
    if is_worse_than_cases(result):
        xml.add_testsuite(_suite_of_run(result))
    xml.update_statistics()
    return xml


def write_junit(result: RunResult, path: Path) -> None:
    """Write a run's JUnit XML."""
    junit_of(result).write(str(path), pretty=True)


def _suite(
    result: RunResult, title: str, cases: Sequence[CaseResult], *, is_looped: bool
) -> TestSuite:
    """Return the cases of one loop."""
    suite = TestSuite(_clean(title))
    suite.timestamp = min(case.started_at for case in cases).isoformat()
    for name, value in _properties(result, cases[0].loop):
        suite.add_property(name, _clean(value))
    # One by one each would count all those before it again.
    suite.add_testcases(
        [_case(result, case, case_name(case, has_loops=is_looped)) for case in cases]
    )
    return suite


def _suite_of_run(result: RunResult) -> TestSuite:
    """Return what a build must not take for green though every case of it is."""
    suite = TestSuite(_clean(f"{result.title}, as a whole"))
    test = TestCase("the run as a whole", _clean(result.app), 0.0)
    kind = Error if result.verdict is Verdict.BLOCKED else Failure
    test.append(kind(_clean(result.why), result.verdict.value.lower()))
    suite.add_testcase(test)
    return suite


def _properties(result: RunResult, loop: int) -> Iterator[tuple[str, str]]:
    told = {
        "app": result.app,
        "environment": result.environment,
        "loop": str(loop),
        "verdict": result.verdict.value,
        "planner": result.planner,
        "browser": result.browser,
        "daemon": result.daemon,
        "commit": result.commit,
        "source": result.source,
    }
    yield from ((name, value) for name, value in told.items() if value)
    for counts in result.loops:
        if counts.loop == loop:
            for name in ("lookups", "hits", "misses", "rediscovered", "heals"):
                yield name, str(getattr(counts, name))
            yield "resolving_ms", f"{counts.resolving_ms:.1f}"


def _case(result: RunResult, case: CaseResult, name: str) -> TestCase:
    test = TestCase(_clean(name), _clean(_class_name(result, case)), case.elapsed_s)
    properties = Properties()
    for key, value in _properties_of(result, case):
        properties.add_property(Property(_clean(key), _clean(value)))
    test.append(properties)
    outcome = _outcome(result, case)
    if outcome is not None:
        test.append(outcome)
    test.system_out = _clean("\n".join(_lines(case)))
    return test


def _class_name(result: RunResult, case: CaseResult) -> str:
    where = PurePosixPath(result.source).stem if result.source else result.app
    return ".".join(part for part in (where, case.group) if part)


def _properties_of(result: RunResult, case: CaseResult) -> Iterator[tuple[str, str]]:
    heals = heals_of(case)
    told = {
        "verdict": case.verdict.value,
        "loop": str(case.loop),
        "heals": str(len(heals)),
        "trace_id": case.trace_id,
        "trace": trace_link(result, case),
    }
    yield from ((name, value) for name, value in told.items() if value)
    yield from (("tag", tag) for tag in case.tags)
    yield from ((f"heal.{heal.element}", f"{heal.old} -> {heal.new}") for heal in heals)


def _outcome(result: RunResult, case: CaseResult) -> Failure | Error | None:
    if case.verdict.is_pass:
        return None
    step = failed_step(case)
    kind = Error if case.verdict is Verdict.BLOCKED else Failure
    failure = None if step is None else step.failure
    word = case.verdict.value.lower() if failure is None else failure.failure_class
    outcome = kind(_clean(case.why), _clean(word))
    if step is not None:
        outcome.text = _clean("\n".join(_failure_lines(place_of(result, step), step)))
    return outcome


def _failure_lines(place: str, step: StepResult) -> Iterator[str]:
    yield f"{place}: {step.sentence.text}" if place else step.sentence.text
    yield f"  {said(step.action)}"
    failure = step.failure
    if failure is not None:
        told = {"what": failure.message, **failure_facts(failure)}
        yield from (f"{name}: {value}" for name, value in told.items() if value)


def _lines(case: CaseResult) -> Iterator[str]:
    yield case.why
    for step in case.steps:
        yield f"{step.number}. {step.sentence.text} [{said(step.action)}]: {_MARKS[step.status]}"
        for heal in step.heals:
            yield f"   found again: {heal.element}: {heal.old} -> {heal.new}"
            yield from (f"     {line}" for line in heal.evidence)
        yield from (f"   {note}" for note in step.notes)
        # Jenkins and GitLab show what is named like this beside the test.
        yield from (f"[[ATTACHMENT|{shot}]]" for shot in step.screenshots)
    yield from (f"[[ATTACHMENT|{artifact}]]" for artifact in case.artifacts)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
