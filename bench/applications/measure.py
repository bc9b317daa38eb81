"""What the core makes of the recorded pages: heals, names, stored selectors, drift."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.applications import truth
from bench.applications.record import CAPTURES, read
from pacts_daemon.drift_core import (
    DRIFT_THRESHOLD,
    Action,
    DiscoveryOutcome,
    Page,
    PagePair,
    Selector,
    compare,
)

Row = dict[str, Any]
Recorded = dict[str, dict[str, Row]]


@dataclass(frozen=True)
class Finding:
    """One answer to one question, and how it was judged."""

    kind: str
    verdict: str
    where: str
    detail: str


def findings(recorded: Recorded, only: list[str]) -> Iterator[Finding]:
    """Ask everything of every state."""
    for state in truth.states(only):
        rows = recorded[state.key]
        pages = {side: _page(f"{state.key}.{side}") for side in ("old", "new", "cut")}
        for element in state.elements:
            yield from _heals(state, element, rows[element.id], pages)
            yield from _names(state, element, rows[element.id], pages)
            yield from _stored(state, element, rows[element.id], pages)
        yield from _drifts(state)


def counts(found: list[Finding]) -> dict[str, Counter[str]]:
    """Count the verdicts of each kind."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in found:
        table[finding.kind][finding.verdict] += 1
    return dict(table)


@cache
def _page(name: str) -> Page:
    return Page.from_capture(read(name))


@cache
def _pair(old: Page, new: Page) -> PagePair:
    return PagePair(old, new)


def _heals(
    state: truth.State, element: truth.Element, row: Row, pages: dict[str, Page]
) -> Iterator[Finding]:
    if "old" not in row:
        return
    expected, where = row.get("new"), f"{state.key} {element.id}"
    healing = _pair(pages["old"], pages["new"]).heal(row["old"])
    detail = f"{healing.outcome} {healing.xpath} for {expected}; {healing.evidence}"
    if expected is None:
        yield Finding("gone", "found" if healing.xpath else "right", where, detail)
        return
    fits = healing.xpath in (expected, *row["new_also"])
    verdict = "right" if fits else "wrong" if healing.xpath else "refused"
    yield Finding("heals", verdict, where, detail)
    if element.cut:
        healing = _pair(pages["old"], pages["cut"]).heal(row["old"])
        detail = f"{healing.outcome} {healing.xpath}; {healing.evidence}"
        yield Finding("removed", "found" if healing.xpath else "right", where, detail)


def _names(
    state: truth.State, element: truth.Element, row: Row, pages: dict[str, Page]
) -> Iterator[Finding]:
    for side in truth.SIDES:
        for ask in element.asks[side] if side in row else ():
            answer = pages[side].discover(ask, action=Action(element.action))
            verdict = _named(answer.xpath, row[side], row[f"{side}_also"])
            detail = f"{ask!r} {answer.outcome} {answer.xpath} for {row[side]}; {answer.reason}"
            yield Finding("names", verdict, f"{state.key} {element.id} {side}", detail)
    if "new" in row and not element.cut:
        return
    for ask in element.asks["new" if element.cut else "old"]:
        answer = pages["cut" if element.cut else "new"].discover(ask, action=Action(element.action))
        found = answer.outcome is DiscoveryOutcome.FOUND
        detail = f"{ask!r} {answer.outcome} {answer.xpath}; {answer.reason}"
        verdict = "found" if found else "right"
        yield Finding("names of what is gone", verdict, f"{state.key} {element.id}", detail)


def _named(found: str | None, expected: str, also: list[str]) -> str:
    if found is None:
        return "refused"
    if found in (expected, *also):
        return "right"
    return "inside" if any(found.startswith(f"{one}/") for one in (expected, *also)) else "wrong"


def _stored(
    state: truth.State, element: truth.Element, row: Row, pages: dict[str, Page]
) -> Iterator[Finding]:
    """Compare on the elements that Playwright's selector leads to on the old page."""
    if "old" not in row or "new" not in row or row["playwright_old"] != row["old"]:
        return
    made = pages["old"].selectors(row["old"])
    first = next((one for one in made if _matches(pages["old"], one) == [row["old"]]), None)
    found = _matches(pages["new"], first) if first else []
    where = f"{state.key} {element.id}"
    yield Finding("stored, ours", _led(found, row), where, f"{first and _shown(first)}")
    theirs = row["playwright_new"]
    verdict = _led([theirs] if theirs else [], row)
    yield Finding("stored, Playwright's", verdict, where, row["playwright"])


def _matches(page: Page, selector: Selector) -> list[str] | None:
    return page.select(selector.strategy, selector.value, selector.role, selector.attribute)


def _led(found: list[str] | None, row: Row) -> str:
    if found is None:
        return "browser only"
    if len(found) == 1 and found[0] in (row["new"], *row["new_also"]):
        return "right"
    return "wrong" if len(found) == 1 else "lost"


def _shown(selector: Selector) -> str:
    return f"{selector.strategy} {selector.role} {selector.value}"


def _drifts(state: truth.State) -> Iterator[Finding]:
    for side in truth.SIDES:
        if not (CAPTURES / f"{state.key}.{side}-load.json.gz").is_file():
            continue
        settled = _page(f"{state.key}.{side}").fingerprint()
        for moment in ("load", "reload"):
            drift = compare(settled, _page(f"{state.key}.{side}-{moment}").fingerprint())
            drifted = drift.drift_ratio > DRIFT_THRESHOLD and not drift.unsettled
            verdict = "drift" if drifted else "unsettled" if drift.unsettled else "right"
            yield Finding(f"drift, {moment}", verdict, f"{state.key} {side}", str(drift))
