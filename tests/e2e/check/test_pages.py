"""The check script on pages that forbid, break or reload, and what it refuses to read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.protobuf import json_format
from playwright.async_api import Error as PlaywrightError

from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.e2e.capture.test_hostile_pages import BREAKERS, CSP
from tests.e2e.check.conftest import Checks, message

pytestmark = pytest.mark.asyncio(loop_scope="session")

BUTTON = "<form><button id=save>Save</button><input name=id><input name=parentNode></form>"
BY_ID = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#save")
IDENTITY = pb.Descriptor(tag="button", role="button", name="Save")
CHECK = page_pb.PageCheck(selectors=[BY_ID], identity=IDENTITY, action=pb.ACTION_CLICK)


async def test_check_works_under_a_strict_content_policy(checks: Checks) -> None:
    await checks.page.goto(checks.site.page(CSP + BUTTON))

    assert (await checks.here(CHECK)).is_same


@pytest.mark.parametrize("breaker", BREAKERS)
async def test_check_answers_where_the_page_breaks_builtins(checks: Checks, breaker: str) -> None:
    """Playwright needs them itself to hand over an object, so the check goes as text."""
    await checks.page.goto(checks.site.page(BUTTON))
    session = await checks.page.context.new_cdp_session(checks.page)
    await checks.page.evaluate(f"() => {{ {breaker} }}")
    text = json.dumps(json_format.MessageToJson(CHECK))
    answer = await session.send("Runtime.evaluate", {"expression": f"({checks.script})({text})"})
    await session.detach()
    checked = json_format.Parse(answer["result"]["value"], selector_pb.Verification())

    assert checked.matches == 1
    assert checked.is_same is (breaker != BREAKERS[-1])


async def test_check_leaves_nothing_on_the_page(checks: Checks) -> None:
    html = "<div style='height:4000px'></div>" + BUTTON
    await checks.page.goto(checks.site.page(html))
    state = "[document.documentElement.outerHTML, Object.keys(window).join(), scrollY]"
    before = await checks.page.evaluate(state)

    assert (await checks.here(CHECK)).is_same
    assert await checks.page.evaluate(state) == before


async def framed(checks: Checks, around: str) -> selector_pb.Verification:
    """Check a button in a frame of the same origin."""
    src = checks.site.page(BUTTON)
    await checks.page.goto(checks.site.page(around.format(f"<iframe src={src}></iframe>")))
    [_, frame] = checks.page.frames
    answer = await frame.evaluate(checks.script, json_format.MessageToDict(CHECK))
    return json_format.Parse(str(answer), selector_pb.Verification())


@pytest.mark.parametrize(
    "around",
    [
        "<div style='height:4000px'></div>{}",
        "<div style='height:90px;overflow:auto'><div style='height:400px'></div>{}</div><p>After",
        "<div style='height:calc(100vh - 20px)'></div>{}",
    ],
    ids=["below the page's edge", "scrolled away", "in view by its edge alone"],
)
async def test_element_in_a_frame_out_of_view_is_left_to_the_runner(
    checks: Checks, around: str
) -> None:
    checked = await framed(checks, around)

    assert (checked.is_same, checked.failed) == (True, selector_pb.GATE_POINT_UNSPECIFIED)


async def test_element_in_a_frame_that_is_covered_is_told(checks: Checks) -> None:
    checked = await framed(checks, "{}<div style='position:fixed;inset:0;background:#fff'></div>")

    assert checked.failed == selector_pb.GATE_POINT_RECEIVES_EVENTS


async def test_document_that_was_loaded_anew_is_told_and_nothing_is_tried(checks: Checks) -> None:
    await checks.page.goto(checks.site.page(BUTTON))
    first, again = await checks.here(CHECK), await checks.here(CHECK)
    asked = page_pb.PageCheck()
    asked.CopyFrom(CHECK)
    asked.document = first.document
    same = await checks.here(asked)
    await checks.page.reload()
    anew = await checks.here(asked)

    assert first.document
    assert first.document == again.document == same.document
    assert same.is_same
    assert anew.document not in {"", first.document}
    assert (anew.matches, anew.failure_class) == (0, pb.FAILURE_CLASS_DRIFT)
    assert not anew.HasField("is_same")
    assert "loaded anew" in anew.detail


async def test_check_is_read_in_every_spelling_of_json(checks: Checks) -> None:
    await checks.page.goto(checks.site.page(BUTTON))
    by_number = json_format.MessageToDict(
        CHECK, use_integers_for_enums=True, preserving_proto_field_name=True
    )
    spellings: list[Any] = [
        by_number,
        json.dumps(by_number),
        json_format.MessageToJson(CHECK),
        by_number | {"document": None, "unknown": 1},
    ]
    for given in spellings:
        answer = json.loads(await checks.page.evaluate(checks.script, given))
        assert answer["isSame"] is True
        assert answer["selector"] == {"strategy": "SELECTOR_STRATEGY_CSS", "value": "#save"}


WRONG: dict[str, Any] = {
    "the check is not JSON": "{",
    "the check: must be an object": [],
    "selectors: at least one is needed": {},
    "selectors: must be a list": {"selectors": 1},
    "selectors[0].strategy: must be set": {"selectors": [{"value": "a"}]},
    "selectors[0].strategy: no such value": {"selectors": [{"strategy": 77}]},
    "selectors[0].value: must be a string": {"selectors": [{"strategy": 1, "value": 1}]},
    "action: no such value": {"selectors": [{"strategy": 1, "value": "a"}], "action": "JUMP"},
    "identity.records[0].keys[0]: must be a string": {
        "selectors": [{"strategy": 1, "value": "a"}],
        "identity": {"records": [{"keys": [1]}]},
    },
}


@pytest.mark.parametrize(("said", "given"), WRONG.items(), ids=WRONG)
async def test_what_cannot_be_read_is_refused_by_the_name_of_its_field(
    checks: Checks, said: str, given: Any
) -> None:
    with pytest.raises(PlaywrightError) as refused:
        await checks.page.evaluate(checks.script, given)

    assert said in refused.value.message


async def test_what_the_daemon_knows_is_a_check_as_it_is(checks: Checks) -> None:
    known = await checks.known(BUTTON, "Save")
    await checks.page.goto(checks.site.page(BUTTON))

    checked = await checks.here(message(known.found, pb.ACTION_CLICK))

    assert checked.is_same
    assert checked.selector in known.found.selectors
