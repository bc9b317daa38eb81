"""Who counts means what stands there now: a check follows the place, and no record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.e2e.check.conftest import Checks, Known

pytestmark = pytest.mark.asyncio(loop_scope="session")

Form = Callable[[Sequence[str]], str]
BEFORE = ("Green tea", "Teapot", "Cup")
HIDDEN = "style='display:none'"


def rows(names: Sequence[str]) -> str:
    made = (
        f"<tr id='row-{name[:3]}' {HIDDEN if name.startswith('!') else ''}><td>{name}<td>Fine"
        f"<td><button data-testid='delete-{name}' data-name='{name}'>Delete</button>"
        for name in names
    )
    return f"<table><tr><th>Name<th>State<th>Do{''.join(made)}</table>"


def cards(names: Sequence[str]) -> str:
    made = (
        f"<article {HIDDEN if name.startswith('!') else ''}><h3>{name}</h3><p>Fine</p>"
        f"<button data-name='{name}' value='{name}'><i></i><span>Delete</span></button></article>"
        for name in names
    )
    return f"<main>{''.join(made)}</main>"


def dialog(names: Sequence[str]) -> str:
    """A list behind is sorted anew, too; who says where it is does not mean it."""
    return f"{cards(['Milk', 'Sugar'])}<div role=dialog aria-label=Cart>{rows(names)}</div>"


FORMS = {"rows": rows, "cards": cards, "dialog": dialog}
# What is asked for, and which of the list that is.
COUNTED = {"first Delete button": 0, "the second Delete button": 1, "last Delete button": -1}
# What becomes of the list.
CHANGED = {
    "kept": BEFORE,
    "sorted anew": ("Cup", "Green tea", "Teapot"),
    "one before": ("Apron", *BEFORE),
    "one after": (*BEFORE, "Sugar"),
    "first gone": BEFORE[1:],
    "others": ("Oats", "Barley", "Rye"),
}


def page(body: str, head: str = "") -> str:
    return f"<h1>Shop</h1>{head}<p>All that there is</p>{body}<p>The end</p>"


async def stands_at(checks: Checks, selector: pb.Selector) -> str | None:
    """The record of the element that a selector finds on the open page."""
    way = "css" if selector.strategy == pb.SELECTOR_STRATEGY_CSS else "xpath"
    return await checks.page.locator(f"{way}={selector.value}").get_attribute("data-name")


async def known(checks: Checks, form: Form, element: str, ordinal: int = 0) -> Known:
    scope = "dialog" if form is dialog else ""
    return await checks.known(page(form(BEFORE)), element, scope=scope, ordinal=ordinal)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("element", "which"), COUNTED.items(), ids=["first", "second", "last"])
async def test_check_of_what_is_counted_takes_what_stands_there(
    checks: Checks, form: Form, element: str, which: int
) -> None:
    entry = await known(checks, form, element)

    for changed, names in CHANGED.items():
        checked = await checks.checked(entry, page(form(names)))

        assert checked.is_same, (changed, checked.detail)
        assert await stands_at(checks, checked.selector) == names[which], changed


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_verification_of_what_is_counted_takes_what_stands_there(
    checks: Checks, form: Form
) -> None:
    entry = await known(checks, form, "Delete", ordinal=2)

    verified = await checks.verified(entry, page(form(("Cup", "Green tea", "Teapot"))))
    gone = await checks.verified(entry, page(form(("Cup",))))

    assert verified.is_same, verified.detail
    assert not gone.is_same


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_check_beyond_the_end_of_the_list_takes_no_neighbour(
    checks: Checks, form: Form
) -> None:
    entry = await known(checks, form, "third Delete button")

    checked = await checks.checked(entry, page(form(BEFORE[:2])))

    assert not checked.is_same
    assert checked.matches == 0


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ("second Delete button", ("!Green tea", "Teapot", "Cup")),
        ("last Delete button", ("Green tea", "Teapot", "!Cup")),
    ],
)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_check_does_not_count_what_is_hidden(
    checks: Checks, form: Form, element: str, names: Sequence[str]
) -> None:
    entry = await known(checks, form, element)

    checked = await checks.checked(entry, page(form(names)))

    is_shown = checked.failed != selector_pb.GATE_POINT_VISIBLE
    assert not (checked.is_same and is_shown), "it takes another one than people count to"


async def test_check_counts_what_came_before_the_list(checks: Checks) -> None:
    entry = await known(checks, rows, "second Delete button")

    checked = await checks.checked(entry, page(rows(BEFORE), "<button>Delete</button>"))

    assert checked.is_same
    assert await stands_at(checks, checked.selector) == BEFORE[0]
    assert (await checks.verified(entry, page(rows(BEFORE), "<a>Nothing</a>"))).is_same


@pytest.mark.parametrize("element", ["Delete in row 2", "Delete in the second row"])
async def test_check_of_what_stands_in_a_counted_row_takes_no_row_that_moved(
    checks: Checks, element: str
) -> None:
    entry = await known(checks, rows, element)

    kept = await checks.checked(entry, page(rows(BEFORE)))
    moved = await checks.checked(entry, page(rows(("Cup", "Green tea", "Teapot"))))

    assert kept.is_same
    assert await stands_at(checks, entry.found.selectors[0]) != "Teapot"
    assert not moved.is_same


async def test_check_of_counted_links_of_many_names_takes_no_link_that_moved(
    checks: Checks,
) -> None:
    def links(names: Sequence[str]) -> str:
        return "".join(f"<li><a href='/{name}' data-name='{name}'>{name}</a>" for name in names)

    entry = await checks.known(page(links(BEFORE)), "second link")

    kept = await checks.checked(entry, page(links(BEFORE)))
    moved = await checks.checked(entry, page(links(("Cup", "Green tea", "Teapot"))))
    before = await checks.checked(entry, page(links(BEFORE), "<a href=/>Home</a>"))

    assert kept.is_same
    assert not moved.is_same
    assert not before.is_same


async def test_check_of_what_is_counted_in_a_shadow_root_takes_no_record_that_moved(
    checks: Checks,
) -> None:
    def within(names: Sequence[str]) -> str:
        return f"<my-app><template shadowrootmode=open>{cards(names)}</template></my-app>"

    entry = await checks.known(page(within(BEFORE)), "second Delete button")

    kept = await checks.checked(entry, page(within(BEFORE)))
    moved = await checks.checked(entry, page(within(("Cup", "Green tea", "Teapot"))))

    assert kept.is_same
    assert not moved.is_same
