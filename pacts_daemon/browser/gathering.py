"""The elements one look at a page brought up, still held on the page."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, JSHandle

from pacts_daemon.browser.facts import Candidate, ElementFacts, Probe
from pacts_daemon.browser.selectors import to_locator
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.model import Selector

_SNAPSHOT_TIMEOUT_MS = 2_000
_SNAPSHOT_HEAD = re.compile(r'([a-z]+)(?: ("(?:[^"\\]|\\.)*"))?')


class Gathering:
    """Candidates for a name, and questions about each of them."""

    def __init__(
        self, frame: Frame, kit: JSHandle, candidates: list[Candidate], scope_found: bool
    ) -> None:
        self._frame = frame
        self._kit = kit
        self.candidates = candidates
        self.scope_found = scope_found

    async def describe(self, index: int) -> ElementFacts:
        async with readable():
            facts = await self._kit.evaluate("(kit, index) => kit.describe(index)", index)
        return cast("ElementFacts", facts)

    async def probe(self, selector: Selector, index: int) -> Probe:
        """Say how many elements ``selector`` matches, and whether ours is one of them."""
        async with readable():
            count, ours = await to_locator(self._frame, selector).evaluate_all(
                "(elements, [kit, index]) => kit.probe(elements, index)", [self._kit, index]
            )
        return Probe(count, ours)

    async def role_and_name(self, unique: Selector) -> tuple[str, str] | None:
        """Role and accessible name of the one element ``unique`` matches, by Playwright's rules.

        An element without a role answers with that of a descendant: probe before use.
        """
        async with readable():
            locator = to_locator(self._frame, unique)
            snapshot = await locator.aria_snapshot(timeout=_SNAPSHOT_TIMEOUT_MS)
        return parse_snapshot(snapshot)


def parse_snapshot(snapshot: str) -> tuple[str, str] | None:
    """Read role and name from the first line; a value that follows them is left out."""
    head = snapshot.partition("\n")[0].removeprefix("- ")
    if head.startswith("'"):
        head = head[1:].replace("''", "'")
    read = _SNAPSHOT_HEAD.match(head)
    if read is None or not read[2] or read[1] == "text":
        return None
    return read[1], str(json.loads(read[2]))


@asynccontextmanager
async def readable() -> AsyncIterator[None]:
    """Turn Playwright's failures into ours, without what they repeat of the page."""
    try:
        yield
    except PlaywrightError as error:
        problem = type(error).__name__
        raise PageUnavailableError(f"the page could not be read: {problem}") from error
