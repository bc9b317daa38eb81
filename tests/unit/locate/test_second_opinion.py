"""What the query's own words say of a heal, whatever the evidence says."""

from __future__ import annotations

import pytest

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.drift_core import DiscoveryOutcome, Page
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.second_opinion import objection
from tests.unit.locate.scripted import asked, page_of

ROW = "<tr><td>{}</td><td><button>Delete</button></td></tr>"
BOB = "/html[1]/body[1]/table[1]/tr[2]/td[2]/button[1]"


def table(*names: str) -> Page:
    return page_of(f"<h1>Users</h1><table>{''.join(map(ROW.format, names))}</table>")


def said(words: str, old: Page, place: str, new: Page, path: str) -> str:
    objected = objection(ByName(asked(words)), old, place, new, path)
    return objected.detail if objected else ""


def test_control_in_the_place_of_another_record_is_refused() -> None:
    old, new = table("Alice", "Bob", "Carol"), table("Alice", "Erin", "Carol")
    why = said("Delete in the row of Bob", old, BOB, new, BOB)

    assert "may be of another record" in why
    assert "Erin" in why


def test_control_whose_record_moved_is_refused_where_it_was() -> None:
    old, new = table("Alice", "Bob", "Carol"), table("Bob", "Alice", "Carol")

    assert "answers to the name now" in said("Delete in the row of Bob", old, BOB, new, BOB)


def test_control_of_the_same_record_is_not_objected_to() -> None:
    old, new = table("Alice", "Bob", "Carol"), table("Bob", "Alice", "Carol")
    moved = BOB.replace("tr[2]", "tr[1]")

    assert said("Delete in the row of Bob", old, BOB, new, moved) == ""
    assert said("Delete in the row of Bob", old, BOB, old, BOB) == ""


def test_control_of_the_same_record_may_be_renamed_and_another_one_takes_not_its_place() -> None:
    old, words = table("Alice", "Bob", "Carol"), "Delete in the row of Bob"
    cells = "".join(map(ROW.format, ("Alice", "Bob", "Carol")))
    page = f"<h1>Users</h1><table>{cells}</table>"
    renamed = page_of(page.replace("Delete", "Delete user"))
    other = page_of(page.replace("Delete", "Edit"))
    gone = page_of(page.replace("Delete", "Delete user").replace("Bob", "Erin"))

    assert said(words, old, BOB, renamed, BOB) == ""
    assert "may be of another record" in said(words, old, BOB, other, BOB)
    assert "may be of another record" in said(words, old, BOB, gone, BOB)
    assert "may be of another record" in said(
        words, old, BOB, renamed, BOB.replace("tr[2]", "tr[3]")
    )


LIST_ROW = "<tr><th scope=row>{}</th><td>{}</td><td><button>Remove</button></td></tr>"
LIST_ITEM = "<li><h4>{}</h4><p>{}</p><button>Remove</button></li>"
TEA, POT = ("Green tea", "open"), ("Teapot", "overdue")


def rows(*records: tuple[str, str]) -> Page:
    written = "".join(LIST_ROW.format(*record) for record in records)
    return page_of(f"<h1>Cart</h1><table>{written}</table>")


def items(*records: tuple[str, str]) -> Page:
    written = "".join(LIST_ITEM.format(*record) for record in records)
    return page_of(f"<h1>Cart</h1><ul>{written}</ul>")


SECOND_ROW, SECOND_ITEM = "/html[1]/body[1]/table[1]/tr[2]", "/html[1]/body[1]/ul[1]/li[2]"


@pytest.mark.parametrize("words", ["row of Teapot", 'the row of "Teapot"', "row with teapot"])
def test_row_that_became_an_item_of_the_same_key_is_not_objected_to(words: str) -> None:
    assert said(words, rows(TEA, POT), SECOND_ROW, items(TEA, POT), SECOND_ITEM) == ""


@pytest.mark.parametrize(
    "words",
    ["row of Teapot in the table", "Teapot row in the table", "row of Teapot in the cart table"],
)
def test_row_that_left_its_table_is_told_by_the_key_that_the_words_say(words: str) -> None:
    old, new = rows(TEA, POT), items(TEA, POT)
    meant = ByName(asked(words))

    assert meant.named(old, hidden=True).xpath == SECOND_ROW
    assert meant.named(new, hidden=True).outcome is DiscoveryOutcome.ABSENT
    assert said(words, old, SECOND_ROW, new, SECOND_ITEM) == ""


@pytest.mark.parametrize("words", ["row of Teapot", "row of Teapot in the table"])
def test_row_that_became_an_item_of_another_key_is_refused(words: str) -> None:
    new = items(TEA, ("Milk jug", "overdue"))

    assert "may be of another record" in said(words, rows(TEA, POT), SECOND_ROW, new, SECOND_ITEM)


def test_row_that_was_told_by_what_its_record_no_longer_says_is_refused() -> None:
    new = items(TEA, ("Teapot", "paid"))

    assert "may be of another record" in said(
        "row of overdue", rows(TEA, POT), SECOND_ROW, new, SECOND_ITEM
    )


def test_words_that_never_led_to_the_element_say_nothing() -> None:
    old, new = table("Alice", "Bob", "Carol"), table("Alice", "Erin", "Carol")

    assert said("Remove Bob", old, BOB, new, BOB) == ""


@pytest.mark.parametrize("renamed", ["Store", "Sichern"])
def test_element_outside_records_may_be_renamed(renamed: str) -> None:
    old, new = (page_of(f"<h1>Note</h1><button>{name}</button>") for name in ("Save", renamed))
    place = "/html[1]/body[1]/button[1]"

    assert said("Save", old, place, new, place) == ""


def test_item_that_says_its_own_name_may_be_renamed() -> None:
    old = page_of("<ul><li><a href=/i>Invoice</a></li><li><a href=/p>Profile</a></li></ul>")
    new = page_of("<ul><li><a href=/i>Invoices</a></li><li><a href=/p>Profile</a></li></ul>")
    place = "/html[1]/body[1]/ul[1]/li[1]/a[1]"

    assert said("Invoice", old, place, new, place) == ""


def test_element_that_took_the_name_elsewhere_is_the_one_that_is_meant() -> None:
    old = page_of("<h1>A</h1><button id=x>Save</button><button id=y>Close</button>")
    new = page_of("<h1>A</h1><button id=x>Close</button><button id=y>Save</button>")
    place = "/html[1]/body[1]/button[1]"

    assert "answers to the name now" in said("Save", old, place, new, place)


def test_objection_names_the_record_where_one_speaks_against_the_heal() -> None:
    old, new = table("Alice", "Bob", "Carol"), table("Alice", "Erin", "Carol")
    of_record = objection(ByName(asked("Delete in the row of Bob")), old, BOB, new, BOB)
    old = page_of("<h1>A</h1><button id=x>Save</button><button id=y>Close</button>")
    new = page_of("<h1>A</h1><button id=x>Close</button><button id=y>Save</button>")
    place = "/html[1]/body[1]/button[1]"
    of_name = objection(ByName(asked("Save")), old, place, new, place)

    assert of_record is not None
    assert of_record.failure is FailureClass.ANOTHER_RECORD
    assert of_name is not None
    assert of_name.failure is None
