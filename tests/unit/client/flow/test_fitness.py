from __future__ import annotations

import pytest

from pacts.flow.fitness import suits
from pacts.model import Action, Descriptor

HEADING = Descriptor("h2", "heading")
BUTTON = Descriptor("button", "button")
FIELD = Descriptor("input", "textbox")
BOX = Descriptor("div")
NOTHING = Descriptor()


@pytest.mark.parametrize(
    ("action", "fit", "unfit"),
    [
        (Action.CLICK, (BUTTON, FIELD, BOX, NOTHING), (HEADING, Descriptor("p", "paragraph"))),
        (Action.FILL, (FIELD, Descriptor("input", "switch"), NOTHING), (BUTTON, HEADING, BOX)),
        (Action.SELECT, (Descriptor("select", "listbox"), NOTHING), (BUTTON, FIELD)),
        (Action.CHECK, (Descriptor("span", "checkbox"), NOTHING), (BUTTON, HEADING)),
        (Action.READ, (BUTTON, FIELD, BOX, HEADING, NOTHING), ()),
        (Action.ANY, (BUTTON, FIELD, BOX, HEADING, NOTHING), ()),
    ],
)
def test_element_suits_an_action_unless_its_kind_says_otherwise(
    action: Action, fit: tuple[Descriptor, ...], unfit: tuple[Descriptor, ...]
) -> None:
    assert [one for one in fit if not suits(one, action)] == []
    assert [one for one in unfit if suits(one, action)] == []
