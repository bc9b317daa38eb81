from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pacts_daemon.core.live_page import ElementFacts
from pacts_daemon.core.model import Action, Descriptor, Entry, Selector, Strategy
from pacts_daemon.locate.identity import is_described, same_kind, why_not
from tests.support.builders import a_query, an_entry

BUTTON = Descriptor(tag="button", role="button", name="Save")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def known(descriptor: Descriptor, *selectors: str, action: Action = Action.CLICK) -> Entry:
    entry = an_entry(NOW, a_query(action=action), descriptor=descriptor)
    return replace(entry, selectors=tuple(Selector(Strategy.CSS, css) for css in selectors))


def seen(
    tag: str = "button",
    role: str = "button",
    name: str = "Save",
    said: dict[str, str] | None = None,
) -> ElementFacts:
    return ElementFacts(tag, role, name, visible=True, attributes=said or {})


def test_element_of_the_same_role_and_name_is_it() -> None:
    assert why_not(known(BUTTON), seen()) == ""


@pytest.mark.parametrize("name", ["save", "  Save ", "SAVE"])
def test_name_is_compared_without_case_and_white_space(name: str) -> None:
    assert why_not(known(BUTTON), seen(name=name)) == ""


def test_element_of_another_name_is_not_it() -> None:
    assert why_not(known(BUTTON), seen(name="Delete")) == "it is called 'Delete', not 'Save'"


def test_element_of_another_kind_is_not_it_whatever_else_agrees() -> None:
    entry = known(replace(BUTTON, attributes={"id": "save"}), "#save")

    assert (
        why_not(entry, seen("input", "checkbox", said={"id": "save"}))
        == "it is a checkbox, not a button"
    )


@pytest.mark.parametrize("attribute", ["id", "name", "href", "data-testid"])
def test_identifier_that_a_selector_relies_on_outlives_a_translation(attribute: str) -> None:
    entry = known(replace(BUTTON, attributes={attribute: "save"}), f"[{attribute}=save]")

    assert why_not(entry, seen(name="Speichern", said={attribute: "save"})) == ""


def test_identifier_that_no_selector_relies_on_proves_nothing() -> None:
    entry = known(replace(BUTTON, attributes={"id": ":r7:"}), "form > button")

    assert why_not(entry, seen(name="Delete", said={"id": ":r7:"}))


@pytest.mark.parametrize("attribute", ["data-testid", "name"])
def test_namesake_with_another_identifier_is_not_it(attribute: str) -> None:
    entry = known(replace(BUTTON, attributes={attribute: "one"}), f"[{attribute}=one]")

    assert (
        why_not(entry, seen(said={attribute: "two"}))
        == f"its {attribute} is that of another element"
    )
    assert why_not(entry, seen()) == ""


def test_renamed_id_refutes_nothing() -> None:
    entry = known(replace(BUTTON, attributes={"id": "save"}), "#save")

    assert why_not(entry, seen(said={"id": "store"})) == ""


def test_label_counts_as_a_name() -> None:
    entry = known(Descriptor(tag="input", role="textbox", label="Town"))

    assert why_not(entry, seen("input", "textbox", "Town")) == ""
    assert why_not(entry, seen("input", "textbox", "Street"))


def test_element_without_a_name_is_not_one_with_a_name() -> None:
    entry = known(Descriptor(tag="button", role="button"))

    assert why_not(entry, seen(name="")) == ""
    assert why_not(entry, seen(name="Delete"))


def test_what_is_read_may_say_something_else() -> None:
    heading = Descriptor(tag="h1", role="heading", name="7 results")

    assert why_not(known(heading, action=Action.READ), seen("h1", "heading", "8 results")) == ""
    assert why_not(known(heading, action=Action.CLICK), seen("h1", "heading", "8 results"))
    assert why_not(known(BUTTON, action=Action.READ), seen(name="Delete"))


@pytest.mark.parametrize(
    ("old", "role", "tag", "same"),
    [
        (("button", "button"), "link", "a", True),
        (("button", "button"), "checkbox", "input", False),
        (("textbox", "input"), "searchbox", "input", True),
        (("textbox", "input"), "button", "button", False),
        (("checkbox", "input"), "radio", "input", False),
        (("", "p"), "", "p", True),
        (("", "p"), "", "div", False),
        (("", "p"), "button", "p", False),
        (("link", "a"), "", "a", True),
        (("none", "div"), "generic", "div", True),
        (("", ""), "button", "button", True),
        (("heading", "h1"), "heading", "h2", True),
    ],
)
def test_same_kind_is_by_role_family_or_tag(
    old: tuple[str, str], role: str, tag: str, same: bool
) -> None:
    assert same_kind(Descriptor(role=old[0], tag=old[1]), role, tag) is same


def test_empty_descriptor_describes_nothing() -> None:
    assert not is_described(Descriptor())
    assert is_described(Descriptor(attributes={"id": "x"}))
