"""Elements to check, and what the check script says of them in Chromium under Playwright."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from google.protobuf import json_format

from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.e2e.check.conftest import Checks, message
from tests.e2e.check.test_agreement import (
    COVER,
    CSS,
    EVERY_STRATEGY,
    FORM,
    OTHERS,
    SAVE,
    SHADOW,
    by,
)
from tests.e2e.records.pages import BEFORE, EXCHANGED, table

BOB = "Delete in the row of Bob Dahl"
LIST = "<label>Town <select size=3><option>Rome<option id=oslo>Oslo</select></label>"
SAVE_BY_ID = by(CSS, "#save")


@dataclass(frozen=True)
class Case:
    """An element by its name on ``html``, known by ``selectors`` or all of its own, and later."""

    html: str
    name: str
    selectors: Sequence[pb.Selector]
    now: str
    is_same: bool | None
    failed: str = "UNSPECIFIED"


def _later(now: str, is_same: bool | None, failed: str = "UNSPECIFIED") -> Case:
    return Case(SAVE, "Save", [SAVE_BY_ID], now, is_same, failed)


CASES = {
    **{
        f"by {strategy}": Case(html, name, [selector], html, True)
        for strategy, (html, name, selector) in EVERY_STRATEGY.items()
    },
    "in a shadow root": Case(SHADOW, "Go on", (), SHADOW, True),
    "gone": _later("<h1>Moved</h1>", None, "UNIQUE"),
    "there twice": _later(SAVE + SAVE, None, "UNIQUE"),
    "another name": Case(
        SAVE, "Save", [by(CSS, "form > :last-child")], FORM.format(OTHERS["another name"]), False
    ),
    "hidden": _later(SAVE.replace("<button", "<button hidden"), True, "VISIBLE"),
    "disabled": _later(SAVE.replace("<button", "<button disabled"), True, "ENABLED"),
    "covered": _later(SAVE + COVER, True, "RECEIVES_EVENTS"),
    "in a list": Case(LIST, "Oslo", [by(CSS, "#oslo")], LIST, True),
    "its record": Case(table(BEFORE), BOB, (), table(BEFORE), True),
    "another record": Case(
        table(BEFORE), BOB, [by(CSS, "#user-2 button")], table(EXCHANGED), False
    ),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@dataclass(frozen=True)
class Expected:
    """The open page's address, the check as JSON text, and what Chromium answers to it."""

    url: str
    check: str
    answer: selector_pb.Verification


async def in_chromium(checks: Checks, case: Case) -> Expected:
    known = await checks.known(case.html, case.name)
    known = known.by(*case.selectors) if case.selectors else known
    asked: page_pb.PageCheck = message(known.found, known.query.action)
    answer = await checks.checked(known, case.now)
    is_same = answer.is_same if answer.HasField("is_same") else None
    failed = selector_pb.GatePoint.Name(answer.failed)
    assert (is_same, failed) == (case.is_same, f"GATE_POINT_{case.failed}"), answer
    return Expected(checks.page.url, json_format.MessageToJson(asked), without_document(answer))


def read(answer: object) -> selector_pb.Verification:
    """Read what the script returned; each load of a document has a name of its own."""
    verification = json_format.Parse(str(answer), selector_pb.Verification())
    assert verification.document
    return without_document(verification)


def without_document(verification: selector_pb.Verification) -> selector_pb.Verification:
    verification.ClearField("document")
    return verification


def call_of(script: str, check: str) -> str:
    """The expression that gives the check to the script as text."""
    return f"({script})({json.dumps(check)})"
