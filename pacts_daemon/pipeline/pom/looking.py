"""A page as it is now: which of the selectors of its elements are right there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pacts
from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomTarget
from pacts_daemon.pipeline.pom.selectors import best, strategies_of

LOOKING_S: Final = 60.0
"""How long to wait for what the daemon sees of one element, in seconds."""


def as_it_is(
    client: pacts.Client, page: KnownPage, access: pacts.PageAccess, target: PomTarget
) -> tuple[KnownPage, tuple[str, ...]]:
    """Return a page whose elements have the selector first that is right now, and what is not.

    An element whose stored selectors are wrong is found again, and the daemon keeps what it
    found. One that is not on the page as it is keeps its selectors, and is told.

    Raises:
        pacts.PactsError: the daemon can't look at the page.
    """
    seen: list[PageElement] = []
    notes: list[str] = []
    for one in page.elements:
        if one.query is None:
            seen.append(one)
            continue
        selectors, problem = _right(client, one.query, access, target)
        seen.append(replace(one, selectors=(*selectors, *one.selectors)))
        if problem:
            notes.append(f"{one.label!r} was not seen on {page.page}: {problem}")
    return KnownPage(page.page, tuple(seen)), tuple(notes)


def _right(
    client: pacts.Client,
    query: pacts.ElementQuery,
    access: pacts.PageAccess,
    target: PomTarget,
) -> tuple[Sequence[pacts.Selector], str]:
    looked = client.verify_selector(query, access, timeout_s=LOOKING_S)
    if isinstance(looked, pacts.Verification) and looked.is_same and looked.failed is None:
        right = [looked.selector]
        if best(target, right):
            return right, ""
    words = strategies_of(target)
    found = client.resolve_selector(query, access, strategies=words, timeout_s=LOOKING_S)
    if isinstance(found, pacts.Found):
        return found.selectors, ""
    return (), f"{found.reason.value}{f', {found.detail}' if found.detail else ''}"
