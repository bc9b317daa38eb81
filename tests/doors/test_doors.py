"""Every row of the table of doors, tried; docs/security.md shows the same rows."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.architecture.documents import section
from tests.doors.applications import APPLICATIONS
from tests.doors.callers import SCOPES, TOKENS
from tests.doors.connections import BEHIND, CERTIFICATES, SOCKET
from tests.doors.places import CONNECTIONS, FILE, MANAGEMENT
from tests.doors.pressure import GUESSING, LIMITS
from tests.doors.table import Door, Section
from tests.doors.world import World, open_world

SECTIONS = (
    TOKENS, SCOPES, APPLICATIONS, GUESSING, LIMITS, CONNECTIONS, CERTIFICATES, SOCKET, BEHIND,
    MANAGEMENT, FILE,
)  # fmt: skip
DOORS = [door for one in SECTIONS for door in one.doors]
DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with open_world(tmp_path_factory.mktemp("doors")) as world:
        yield world


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.id)
async def test_door_tried_is_seen_as_the_table_says(world: World, door: Door) -> None:
    assert await door.attempt(world) == door.expected


@pytest.mark.parametrize("one", SECTIONS, ids=lambda one: one.heading)
async def test_document_has_the_rows_of_the_section_and_no_others(one: Section) -> None:
    rows = _ROW.findall(section(DOCUMENT, one.heading))[1:]
    assert [row for row in rows if row[0] != "---"] == [
        (door.tried, door.expected, door.expected) for door in one.doors
    ]


async def test_door_is_a_row_once() -> None:
    assert len({door.id for door in DOORS}) == len(DOORS) > 0
