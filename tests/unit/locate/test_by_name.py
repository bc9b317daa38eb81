from __future__ import annotations

import pytest

from pacts_daemon.core.model import Action, MissReason
from pacts_daemon.core.page_ports import NotDiscovered
from pacts_daemon.locate.by_name import ByName, Target
from tests.unit.locate.scripted import asked, page_of

PAGE = """<h1>Shop</h1><form><label>Town <input name=town></label>
<button id=save>Save</button></form><table><tr><td>Alice</td><td><button>Edit</button></td></tr>
<tr><td>Bob</td><td><button>Edit</button></td></tr></table>
<button hidden>Later</button>"""


def find(element: str, *, last: bool = True, **changes: object) -> Target | NotDiscovered:
    return ByName(asked(element, **changes)).find(page_of(PAGE), last=last)


def test_element_of_one_name_is_found_with_its_selectors() -> None:
    found = find("Save", last=False)

    assert isinstance(found, Target)
    assert found.path == "/html[1]/body[1]/form[1]/button[1]"
    assert "#save" in [selector.value for selector in found.selectors]
    assert 0 < found.confidence <= 1
    assert found.recognition is None


def test_name_that_nothing_has_is_not_found() -> None:
    assert find("Pay") == NotDiscovered(MissReason.NOT_FOUND, "nothing on the page is called 'Pay'")


def test_name_that_two_have_is_ambiguous() -> None:
    found = find("Edit")

    assert isinstance(found, NotDiscovered)
    assert found.reason is MissReason.AMBIGUOUS


@pytest.mark.parametrize(
    ("narrowed", "row"), [({"scope": "row of Bob"}, 2), ({"ordinal": 1}, 1), ({"ordinal": 2}, 2)]
)
def test_scope_and_ordinal_tell_equals_apart(narrowed: dict[str, object], row: int) -> None:
    found = find("Edit", **narrowed)

    assert isinstance(found, Target)
    assert f"/tr[{row}]/" in found.path


def test_action_that_the_element_cannot_take_finds_nothing() -> None:
    assert isinstance(find("Town", action=Action.FILL), Target)
    assert isinstance(find("Save", action=Action.FILL), NotDiscovered)


def test_hidden_element_is_told_from_an_absent_one_at_last() -> None:
    first, last = find("Later", last=False), find("Later", last=True)

    assert isinstance(first, NotDiscovered)
    assert first.reason is MissReason.NOT_FOUND
    assert isinstance(last, NotDiscovered)
    assert last.reason is MissReason.HIDDEN
    assert last.hidden is not None
    assert last.hidden.selectors
    assert last.hidden.revealed_by == ()


def test_hidden_file_input_is_found() -> None:
    html = "<h1>Photos</h1><input type=file aria-label=Photo hidden=hidden>"

    assert isinstance(ByName(asked("Photo")).find(page_of(html), last=True), Target)
