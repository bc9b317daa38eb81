"""The records of a page, and how its elements are called, across the boundary."""

import pytest

from pacts_daemon import _drift_core as core

TABLE = b"""<table><tr><th>Name<th>State<th></tr>
<tr><td>Alice<td>Active<td><button>Delete</button></tr>
<tr><td>Bob<td>Active<td><button>Delete</button></tr></table><button>New</button>"""
DELETE_OF_BOB = "/html[1]/body[1]/table[1]/tbody[1]/tr[3]/td[3]/button[1]"


def test_records_of_a_control_in_a_row_tell_the_row_and_its_key() -> None:
    (row,) = core.Page.from_html(TABLE).records(DELETE_OF_BOB)
    assert (row.kind, row.ordinal, row.siblings) == (core.RecordKind.ROW, 2, 2)
    assert row.xpath == "/html[1]/body[1]/table[1]/tbody[1]/tr[3]"
    assert [(key.text, key.source, key.unique) for key in row.keys] == [
        ("Bob", core.RecordKeySource.TEXT, True)
    ]


def test_records_of_what_stands_in_none_are_empty() -> None:
    assert core.Page.from_html(TABLE).records("/html[1]/body[1]/button[1]") == []


def test_brief_of_a_control_in_a_row_says_which_row() -> None:
    assert core.Page.from_html(TABLE).brief(DELETE_OF_BOB) == 'button "Delete" in "Bob"'


def test_records_and_brief_of_a_path_without_element_are_an_error() -> None:
    page = core.Page.from_html(TABLE)
    for ask in (page.records, page.brief):
        with pytest.raises(core.InvalidPageError):
            ask("/html[1]/body[1]/p[1]")
