"""Every reason why a model made no plan is documented, and every status has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pacts_daemon.pipeline.planner.anthropic.reasons import Reason, reason_of_status

DOCUMENT = Path(__file__).parents[4] / "docs" / "planner-anthropic.md"


def test_document_has_a_row_for_each_reason_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)

    assert [row for row in rows if not row.startswith("PACTS_")] == [*Reason]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(429, Reason.RATE_LIMITED), (529, Reason.OVERLOADED), (599, Reason.SERVER_ERROR),
     (418, Reason.UNEXPECTED), (307, Reason.UNEXPECTED)],
)  # fmt: skip
def test_status_has_its_reason(status: int, reason: Reason) -> None:
    assert reason_of_status(status) is reason
