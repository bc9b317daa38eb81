"""Fixes as SARIF 2.1.0, which code scanning reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from pacts_daemon.fix.changes import Changes
from pacts_daemon.fix.fixes import Fix, Outcome
from pacts_daemon.fix.report.said import Line, lines_of
from pacts_daemon.fix.sources.model import line_starts
from pacts_daemon.fix.writing.candidates import Edit

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES: Final = {
    Outcome.WRITTEN: ("healed-locator", "A locator that heals, and what to write in its place."),
    Outcome.REFUSED: ("unwritten-heal", "A locator that heals, and why nothing is written."),
}


def sarif_of(changes: Changes, version: str) -> dict[str, Any]:
    """Return the log of one run; places that are in no file are left out."""
    results = [
        _result(fix, line, changes.old)
        for fix in changes.fixes
        if fix.outcome in _RULES
        for line in lines_of(fix)
        if line.path
    ]
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.values()]
    driver = {"name": "pacts fix", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(fix: Fix, line: Line, files: Mapping[str, bytes]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": _RULES[fix.outcome][0],
        "level": "warning" if line.is_refusal else "note",
        "message": {"text": line.text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(line.path),
                    "region": {"startLine": line.line},
                }
            }
        ],
        "partialFingerprints": {"pactsElement/v1": fix.element},
    }
    if fix.edits:
        result["fixes"] = [{"artifactChanges": _changes(fix.edits, files)}]
    return result


def _changes(edits: Iterable[Edit], files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    of_files: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        replacement = {
            "deletedRegion": _region(files[edit.path], edit),
            "insertedContent": {"text": edit.text},
        }
        of_files.setdefault(edit.path, []).append(replacement)
    return [
        {"artifactLocation": _artifact(path), "replacements": made}
        for path, made in of_files.items()
    ]


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape"))}


def _region(content: bytes, edit: Edit) -> dict[str, int]:
    starts = line_starts(content)
    start, end = (_position(content, starts, at) for at in (edit.start, edit.end))
    return {
        "startLine": start[0],
        "startColumn": start[1],
        "endLine": end[0],
        "endColumn": end[1],
    }


def _position(content: bytes, starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, len(content[starts[line - 1] : offset].decode("utf-8", "replace")) + 1
