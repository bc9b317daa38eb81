"""What each action does in the page: the page itself tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.verdict.results import StepStatus, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last

pytestmark = pytest.mark.asyncio(loop_scope="session")

TELL = "<p id=told></p><script>const tell = text => told.textContent += text + '; '</script>"
POINTER = f"""{TELL}
<button onclick="tell('click')" ondblclick="tell('double')"
  oncontextmenu="tell('right'); return false" onmouseover="tell('over')">Target</button>
<select aria-label=Colour onchange="tell(value)"><option>Red<option>Blue</select>
"""
FIELDS = f"""{TELL}
<label>Email <input id=email value=old oninput="tell(this.value)"
  onkeydown="if (event.key === 'Enter') tell('enter')"></label>
<label>Notes <textarea id=notes>old</textarea></label>
<label id=l>Essay</label><div contenteditable role=textbox aria-labelledby=l>old</div>
<button onclick="tell([email.value, notes.value,
  document.querySelector('[contenteditable]').innerText].join('|'))">Show</button>
"""
CHOICES = f"""{TELL}
<label>Size <select onchange="tell(value)">
  <option value=s>Small<option value=l>Large<option disabled>Huge</select></label>
<div role=combobox tabindex=0 aria-label=City aria-expanded=false aria-controls=list
  onclick="list.hidden = false">Choose</div>
<ul role=listbox id=list hidden>
  <li role=option onclick="tell('Rome'); list.hidden = true">Rome
  <li role=option onclick="tell('Romeo')">Romeo</ul>
<label>Country <input role=combobox oninput="found.hidden = this.value !== 'Malta'"></label>
<ul role=listbox id=found hidden><li role=option onclick="tell('Malta')">Malta</ul>
<label><input type=checkbox onchange="tell('terms ' + checked)"> Terms</label>
<label><input type=checkbox checked onchange="tell('news ' + checked)"> News</label>
<span role=switch tabindex=0 aria-label="Dark mode" aria-checked=false
  onclick="ariaChecked = ariaChecked === 'false'; tell('dark ' + ariaChecked)">o</span>
<span role=checkbox tabindex=0 aria-label="Broken" aria-checked=false>o</span>
<label><input type=radio name=r onchange="tell('fast')"> Fast delivery</label>
"""
MOVES = f"""{TELL}
<div draggable=true ondragstart="event.dataTransfer.setData('text', 'card')">Backlog card</div>
<section aria-label=Done ondragover="event.preventDefault()"
  ondrop="tell('dropped ' + event.dataTransfer.getData('text'))"
  style="height:80px">Done</section>
<div style="height:3000px"></div><button>Footer button</button>
<script>addEventListener("scroll", () => document.title = scrollY > 0 ? "down" : "up")</script>
"""
UPLOAD = f"""{TELL}
<label>Photo <input type=file onchange="tell([...files].map(f => f.name).join('+'))"></label>
<input type=file id=attached hidden onchange="tell('via button ' + files[0].name)">
<button onclick="attached.click()">Attach file</button>
"""


async def told(bench: Bench, page: str, expected: str, *actions: PlannedAction) -> None:
    """Find that the page tells just this after the actions."""
    said = " ".join(f"{one};" for one in expected.split("; ") if one)
    result = await bench.on(page, *actions, claim("visible", said, is_exact=True))
    assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (do("click", "Target"), "over; click"),
        (do("click", "Target", "3"), "over; click; click; click"),
        (do("double_click", "Target"), "over; click; click; double"),
        (do("right_click", "Target"), "over; right"),
        (do("hover", "Target"), "over"),
        (do("click", "Blue"), "Blue"),
    ],
    ids=["click", "click thrice", "double", "right", "hover", "option"],
)
async def test_pointer_does_to_the_element_what_was_planned(
    bench: Bench, action: PlannedAction, expected: str
) -> None:
    await told(bench, POINTER, expected, action)


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([do("fill", "Email", "new")], "new"),
        ([do("clear", "Email")], ""),
        ([do("press", "Email", "Enter")], "enter"),
        ([do("press", "Email", "Control+A, Delete, x, Enter")], "; x; enter"),
        ([do("click", "Email"), do("fill", "", "er")], "olde; older"),
        ([do("click", "Email"), do("press", "", "Return key")], "enter"),
        (
            [do("fill", "Notes", "a"), do("fill", "Essay", "b"), do("click", "Show")],
            "old|a|b",
        ),
    ],
    ids=["fill", "clear", "press", "presses", "focused", "focused key", "kinds of fields"],
)
async def test_fields_take_what_was_planned(
    bench: Bench, actions: list[PlannedAction], expected: str
) -> None:
    result = await bench.on(FIELDS, *actions, claim("contains", "", "Email"))
    assert result.verdict is Verdict.PASS, last(result).failure
    if expected.strip("; "):
        await told(bench, FIELDS, expected, *actions)


async def test_text_without_a_focused_field_fails(bench: Bench) -> None:
    result = await bench.on(FIELDS, do("fill", "", "text"), claim("visible", "Show"))

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "not_found")
    assert result.steps[-1].status is StepStatus.NOT_RUN


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (do("select", "Size", "Large"), "l"),
        (do("select", "Size", "l"), "l"),
        (do("select", "City", "Rome"), "Rome"),
        (do("select", "Country", "Malta"), "Malta"),
        (do("select", "", "Fast delivery"), "fast"),
        (do("check", "Terms"), "terms true"),
        (do("check", "News"), ""),
        (do("uncheck", "News"), "news false"),
        (do("uncheck", "Terms"), ""),
        (do("check", "Dark mode"), "dark true"),
        (do("check", "Fast delivery"), "fast"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.action} {value.element}",
)
async def test_choices_are_made(bench: Bench, action: PlannedAction, expected: str) -> None:
    if expected:
        await told(bench, CHOICES, expected, action)
    else:
        result = await bench.on(CHOICES, action, claim("not_contains", "", ";"))
        assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (do("select", "Size", "Medium"), "not_found"),
        (do("select", "Size", "Huge"), "disabled"),
        (do("select", "City", "Paris"), "not_found"),
        (do("check", "Broken"), "not_changed"),
        (do("check", "City"), "not_a_box"),
    ],
    ids=["no option", "disabled option", "no option of the page's", "dead box", "no box"],
)
async def test_choice_that_cannot_be_made_fails(
    bench: Bench, action: PlannedAction, kind: str
) -> None:
    result = await bench.on(CHOICES, action, wait_s=1.0)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, kind)


async def test_element_is_dragged_onto_another(bench: Bench) -> None:
    await told(bench, MOVES, "dropped card", do("drag", "Backlog card", "Done section"))


@pytest.mark.parametrize(
    ("actions", "title"),
    [
        ([do("scroll", "", "down")], "down"),
        ([do("scroll", "", "bottom"), do("scroll", "", "top")], "up"),
        ([do("scroll", "Footer button")], "down"),
        ([do("scroll", "", "Footer button")], "down"),
    ],
    ids=["down", "bottom and top", "to an element", "to an element by value"],
)
async def test_page_is_scrolled(bench: Bench, actions: list[PlannedAction], title: str) -> None:
    result = await bench.on(MOVES, *actions, claim("title", "", title))

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_files_are_uploaded_by_field_and_by_button(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "cat.txt").write_text("meow")
    actions = [do("upload", "Photo", "cat.txt"), do("upload", "Attach file", "cat.txt")]
    result = await bench.on(
        UPLOAD,
        *actions,
        claim("visible", "cat.txt; via button cat.txt;", is_exact=True),
        files=tmp_path,
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_file_that_is_not_there_blocks(bench: Bench) -> None:
    result = await bench.on(UPLOAD, do("upload", "Photo", "dog.txt"))

    assert result.verdict is Verdict.BLOCKED
    assert "dog.txt" in result.why
