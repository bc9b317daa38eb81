"""What is told in the background: in order, waited for at the end, and never the test's failure."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import pytest

import pacts
from pacts.errors import UnavailableError, VersionError
from pacts.session.async_lessons import AsyncLessons
from pacts.session.awaited import AwaitedSession
from pacts.session.lessons import Lessons
from pacts.session.sync import SyncSession
from tests.unit.client.scripted import ScriptedServer

FAILURES = {
    "down": (UnavailableError("nobody is there"), False, ["Save is not remembered: nobody"]),
    "older": (VersionError("no such call"), False, ["Save is not remembered: no such call"]),
    "older, of a new call": (VersionError("no such call"), True, []),
    "down, of a new call": (UnavailableError("nobody"), True, ["Save is not remembered: nobody"]),
}


def said(caplog: pytest.LogCaptureFixture, expected: list[str]) -> bool:
    told = [one.getMessage() for one in caplog.records]
    return len(told) == len(expected) and all(
        one.startswith(start) for one, start in zip(told, expected, strict=True)
    )


def test_calls_are_made_in_order_and_waited_for() -> None:
    told: list[int] = []
    with Lessons() as lessons:
        for number in range(5):
            lessons.submit(lambda number=number: told.append(number), "")  # type: ignore[misc]
        lessons.wait()
        assert told == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("error", "is_new", "expected"), FAILURES.values(), ids=FAILURES)
def test_call_that_fails_is_said_and_forgotten(
    error: Exception, is_new: bool, expected: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> Any:
        raise error

    with caplog.at_level(logging.WARNING, "pacts"), Lessons() as lessons:
        lessons.submit(fails, "Save is not remembered", is_new=is_new)
        lessons.wait()
    assert said(caplog, expected)


@pytest.mark.asyncio
@pytest.mark.parametrize(("error", "is_new", "expected"), FAILURES.values(), ids=FAILURES)
async def test_awaited_call_that_fails_is_said_and_forgotten(
    error: Exception, is_new: bool, expected: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> Any:
        raise error

    lessons = AsyncLessons()
    with caplog.at_level(logging.WARNING, "pacts"):
        lessons.submit(fails(), "Save is not remembered", is_new=is_new)
        await lessons.wait()
    assert said(caplog, expected)


def test_next_test_begins_with_all_that_this_one_has_taught(server: ScriptedServer) -> None:
    taught: list[str] = []

    def teach() -> None:
        time.sleep(0.1)
        taught.append("Save")

    with (
        pacts.Client(server.target) as client,
        SyncSession("shop", "test", client=client) as session,
    ):
        session._lessons.submit(teach, "")
        session.passed(later=True)
        assert taught == ["Save"]


@pytest.mark.asyncio
async def test_next_awaited_test_begins_with_all_that_this_one_has_taught(
    server: ScriptedServer,
) -> None:
    taught: list[str] = []

    async def teach() -> None:
        await asyncio.sleep(0.1)
        taught.append("Save")

    async with (
        pacts.AsyncClient(server.target) as client,
        AwaitedSession("shop", "test", client=client) as session,
    ):
        session._lessons.submit(teach(), "")
        await session.passed(later=True)
        assert taught == ["Save"]
