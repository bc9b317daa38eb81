"""The files that a run leaves: data, what builds read, and a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pacts_daemon.pipeline.report.allure import HAS_ALLURE, MISSING, write_allure
from pacts_daemon.pipeline.report.html.page import render
from pacts_daemon.pipeline.report.junit import write_junit
from pacts_daemon.pipeline.verdict.results import RunResult

RESULTS: Final = "results.json"
JUNIT: Final = "junit.xml"
HTML: Final = "report.html"
ALLURE: Final = "allure-results"


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """What was written.

    Attributes:
        results: the whole result as JSON; `results.schema.json` in this package says its form.
        junit: JUnit XML.
        html: one page that needs no other file, unless it says so.
        allure: the folder of Allure's results; None without its library.
        notes: what is not there, and why.
    """

    results: Path
    junit: Path
    html: Path
    allure: Path | None
    notes: tuple[str, ...] = ()


def write_reports(result: RunResult, folder: Path) -> ReportFiles:
    """Write every report of a run into a folder, over those of an earlier run.

    Args:
        result: the run; its screenshots and artifacts are relative to the folder.
        folder: made when it is not there.

    Raises:
        OSError: the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results, junit, html = folder / RESULTS, folder / JUNIT, folder / HTML
    results.write_text(result.model_dump_json(indent=2) + "\n", "utf-8")
    write_junit(result, junit)
    html.write_text(render(result, folder), "utf-8")
    if not HAS_ALLURE:
        return ReportFiles(results, junit, html, None, (MISSING,))
    allure = folder / ALLURE
    write_allure(result, folder, allure)
    return ReportFiles(results, junit, html, allure)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `results.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **RunResult.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """Return the schema as it is committed."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
