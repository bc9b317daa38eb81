"""The check script says when an element is in plain sight where no selector of it leads."""

from __future__ import annotations

import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from tests.e2e.check.conftest import Checks

pytestmark = pytest.mark.asyncio(loop_scope="session")

OLD = pb.Selector(
    strategy=pb.SELECTOR_STRATEGY_XPATH,
    value='//tr[.//*[normalize-space()="Bob Stone"]]//button[normalize-space()="Edit"]',
)
BOBS = page_pb.PageCheck(
    selectors=[OLD],
    identity=pb.Descriptor(
        tag="button", role="button", name="Edit", records=[pb.RecordKeys(keys=["Bob Stone"])]
    ),
    action=pb.ACTION_CLICK,
)


def rows(*names: str, extra: str = "") -> str:
    cells = "".join(
        f"<div role=row><span role=cell>{name}</span><span role=cell><button>Edit</button></span>"
        f"{extra}</div>"
        for name in names
    )
    return f"<div role=table>{cells}</div>"


@pytest.mark.parametrize(
    ("html", "is_elsewhere"),
    [
        (rows("Anna Berg", "Bob Stone", "Carla Rossi"), True),
        (rows("Anna Berg", "Erin Hall", "Carla Rossi"), False),
        (rows("Anna Berg", "Bob Stone", "Bob Stone"), False),
        (rows("Anna Berg", "Bob Stone", extra="<style>button{display:none}</style>"), False),
        (rows("Anna Berg", "Bob Stone").replace(">Edit<", ">Change<"), False),
        ("<h1>People</h1><button>Edit</button>", False),
    ],
    ids=["moved", "removed", "twice", "hidden", "renamed", "of no record"],
)
async def test_element_is_elsewhere_only_where_one_of_its_record_is_shown(
    checks: Checks, html: str, is_elsewhere: bool
) -> None:
    await checks.page.set_content(html)

    checked = await checks.here(BOBS)

    assert (checked.matches, checked.is_elsewhere) == (0, is_elsewhere)


async def test_element_that_a_selector_finds_is_not_said_to_be_elsewhere(checks: Checks) -> None:
    table = "<table><tr><td>Bob Stone<td><button>Edit</button><tr><td>Anna Berg<td>{}</table>"
    await checks.page.set_content(table.format("<button>Edit</button>"))

    checked = await checks.here(BOBS)

    assert (checked.is_same, checked.is_elsewhere) == (True, False)
