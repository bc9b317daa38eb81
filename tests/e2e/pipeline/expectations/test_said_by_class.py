"""States that a page says by a class alone: what has none of the attributes for them."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.verdict.results import Verdict
from tests.e2e.pipeline.conftest import Bench, claim, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = """
<a href="#" class="btn disabled">Deploy</a> <a href="#" class="btn">Publish</a>
<a href="#" class="btn not-disabled">Preview</a>
<a href="#" class="disabled" aria-disabled=false>Export</a>
<ul><li class="page disabled"><a href="#">Previous</a>
<li class="page"><a href="#">Following</a></ul>
<div role=tree><div role=treeitem class="disabled">
<button>Expand</button> <button>Remove</button></div></div>
<ul><li class="nav active"><a href="#">Inbox</a>
<li class="nav inactive"><a href="#">Drafts</a></ul>
<ul aria-label="Plain"><li>Tea<li>Milk</ul>
<button class="tab is-active">Summary</button> <button class="tab" value="7">Details</button>
"""
HOLDS = [
    claim("disabled", "Deploy"),
    claim("disabled", "Previous"),
    claim("enabled", "Publish"),
    claim("enabled", "Preview"),
    claim("enabled", "Export"),
    claim("enabled", "Following"),
    claim("enabled", "Remove button"),
    claim("selected", "Inbox"),
    claim("selected", "Summary button"),
]
FAILS = [
    claim("enabled", "Deploy"),
    claim("enabled", "Previous"),
    claim("disabled", "Publish"),
    claim("disabled", "Preview"),
    claim("disabled", "Export"),
    claim("disabled", "Remove button"),
    claim("selected", "Drafts"),
    claim("selected", "Tea item"),
    claim("selected", "Details button"),
]


def _named(action: PlannedAction) -> str:
    return f"{action.assertion}-{action.element}"


@pytest.mark.parametrize("expectation", HOLDS, ids=_named)
async def test_state_said_by_a_class_holds(bench: Bench, expectation: PlannedAction) -> None:
    result = await bench.on(PAGE, expectation)
    assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize("expectation", FAILS, ids=_named)
async def test_state_that_no_class_says_fails(bench: Bench, expectation: PlannedAction) -> None:
    result = await bench.on(PAGE, expectation)
    assert result.verdict is Verdict.FAIL
    assert failure_class(result) == "assertion"
