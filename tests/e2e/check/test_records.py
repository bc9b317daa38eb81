"""No check takes the control of one record for that of another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pacts.v1 import element_pb2 as pb
from tests.e2e.check.conftest import Checks, Known, points
from tests.e2e.records.pages import BEFORE, EXCHANGED, FORMS, MOVED, only_row, page

pytestmark = pytest.mark.asyncio(loop_scope="session")

Form = Callable[[Sequence[str]], str]
BOB = "Bob Dahl"
# Whose control is where: "Bob" is Erin's manager, a member of her team, or a part of her name.
MENTIONED = {
    "manager": "<table><tr><th>Name<th>Manager<th>Do{}</table>",
    "manager first": "<table><tr><th>Manager<th>Name<th>Do{}</table>",
}


def every_button(known: Known) -> Known:
    """All that a test may have kept: what was found, and each place that a button has."""
    places = [
        pb.Selector(strategy=pb.SELECTOR_STRATEGY_XPATH, value=f"(//button)[{at}]")
        for at in range(1, 6)
    ]
    return known.by(*known.found.selectors, *places)


async def assert_only_bobs(checks: Checks, known: Known, html: str) -> int:
    """Check each selector alone; those that are right lead to Bob. Return how many are."""
    right = 0
    for selector in known.found.selectors:
        checked = await checks.checked(known.by(selector), html)
        if not checked.is_same:
            continue
        right += 1
        verified = await checks.verified(known.by(selector), html)
        assert verified.is_same, (selector, verified.detail)
    return right


@pytest.mark.parametrize("form", [*FORMS.values(), only_row], ids=[*FORMS, "only row"])
@pytest.mark.parametrize("people", [EXCHANGED, MOVED, BEFORE], ids=["exchanged", "moved", "kept"])
async def test_check_takes_no_other_record_for_the_one_that_was_meant(
    checks: Checks, form: Form, people: Sequence[str]
) -> None:
    known = every_button(await checks.known(page(form, BEFORE), f"Delete in the row of {BOB}"))
    assert known.found.identity.records[0].keys[0] == BOB

    right = await assert_only_bobs(checks, known, page(form, people))

    is_there = BOB in people and not (form is only_row and people[1] != BOB)
    assert bool(right) is is_there


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_check_names_the_record_that_stands_there_instead(checks: Checks, form: Form) -> None:
    known = await checks.known(page(form, BEFORE), f"Delete in the row of {BOB}")
    place = known.by(pb.Selector(strategy=pb.SELECTOR_STRATEGY_XPATH, value="(//button)[2]"))

    html = page(form, EXCHANGED)
    verified, checked = await checks.verified(place, html), await checks.checked(place, html)

    assert points(verified) == points(checked) == (1, False, "GATE_POINT_UNSPECIFIED")
    assert checked.failure_class == pb.FAILURE_CLASS_ANOTHER_RECORD
    assert "another record than that of" in checked.detail


def row(first: str, second: str) -> str:
    return f"<tr><td>{first}<td>{second}<td><button>Delete</button>"


@pytest.mark.parametrize("head", MENTIONED.values(), ids=MENTIONED)
async def test_record_that_only_mentions_the_key_is_another_one(checks: Checks, head: str) -> None:
    pairs = [("Alice Berg", "Zoe Zimmer"), (BOB, "Alice Berg"), ("Carol Eng", "Alice Berg")]
    now = [("Alice Berg", "Zoe Zimmer"), ("Erin Holt", BOB), ("Carol Eng", "Alice Berg")]
    turned = head is MENTIONED["manager first"]

    def made(rows: list[tuple[str, str]]) -> str:
        return head.format("".join(row(*(pair[::-1] if turned else pair)) for pair in rows))

    known = every_button(await checks.known(made(pairs), f"Delete in the row of {BOB}"))

    await assert_only_bobs(checks, known, made(now))
    await assert_only_bobs(checks, known, made(pairs))


def accounts(*rows: tuple[str, str, str]) -> str:
    head = "<tr><th>Last name<th>E-mail<th>Manager's e-mail<th>"
    made = "".join(
        f"<tr><th><a href=/{name}>{name}</a><td>{own}<td>{of_manager}<td><button>Delete</button>"
        for name, own, of_manager in rows
    )
    return f"<table>{head}{made}</table>"


LINES = "<table><tr><th>Product<th>Quantity{}</table>"
LINE = "<tr><td><p>{}</p><input value={}><td><input aria-label=Quantity>"
MODULES = """<div class='app-{0} module'><table><caption><a href=/{0}>{0}</a></caption>
    <tr><th><a href=/{1}>{1}</a><td><a href=/{1}/add>Add</a>
    <tr><th><a href=/{2}>{2}</a><td><a href=/{2}/add>Add</a></table></div>"""


@pytest.mark.parametrize(
    ("asked", "html", "without"),
    [
        (
            ("Delete", "row of bob@x.test"),
            accounts(
                ("Berg", "ann@x.test", ""), ("Dahl", "bob@x.test", ""), ("Eng", "eve@x.test", "")
            ),
            accounts(
                ("Berg", "ann@x.test", ""), ("Holt", "", "bob@x.test"), ("Eng", "eve@x.test", "")
            ),
        ),
        (
            ("Quantity", "row of Cocoa"),
            LINES.format(LINE.format("Cocoa", 1) + LINE.format("", 2) + LINE.format("", 3)),
            LINES.format(LINE.format("Rum", 1) + LINE.format("", 2) + LINE.format("", 3)),
        ),
        (
            ("Add", "row of Orders"),
            MODULES.format("Office", "Users", "Groups") + MODULES.format("Shop", "Orders", "Tags"),
            MODULES.format("Office", "Users", "Groups") + MODULES.format("Shop", "Bills", "Tags"),
        ),
    ],
    ids=["address beside a name", "only row that says it", "boxes built a little otherwise"],
)
async def test_record_that_alone_says_the_key_is_the_one_that_was_meant(
    checks: Checks, asked: tuple[str, str], html: str, without: str
) -> None:
    element, scope = asked
    known = await checks.known(html, element, scope=scope)

    assert (await checks.checked(known, html)).is_same
    assert not (await checks.checked(known, without)).is_same
