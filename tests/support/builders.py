"""Valid values with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from pacts_daemon.core.heal.model import HealRecord, HealState
from pacts_daemon.core.model import (
    Action,
    Descriptor,
    Draft,
    ElementQuery,
    Entry,
    RecordKeys,
    Rect,
    Relocation,
    Selector,
    Strategy,
    Verdict,
    Way,
)

SELECTORS = (
    Selector(Strategy.TEST_ID, "search", attribute="data-testid"),
    Selector(Strategy.ROLE, "Search Wikipedia", role="searchbox"),
    Selector(Strategy.CSS, "form > input:nth-child(1)", positional=True),
)


def a_query(**changes: Any) -> ElementQuery:
    query = ElementQuery(
        app="wiki",
        environment="test",
        page="http://127.0.0.1/wiki/:id",
        element="Search Wikipedia",
        action=Action.FILL,
        scope="header",
        variant={"locale": "en"},
    )
    return replace(query, **changes)


def a_draft(query: ElementQuery | None = None, **changes: Any) -> Draft:
    draft = Draft(
        query=query or a_query(),
        selectors=SELECTORS,
        descriptor=Descriptor(
            tag="input",
            role="searchbox",
            name="Search Wikipedia",
            attributes={"name": "search"},
            neighbourhood=("Main page", "Søk ✓"),
            rect=Rect(1.5, 2.0, 300.0, 24.0),
            records=(RecordKeys(("Bob", "bob@x")), RecordKeys(("North",), named_text=True)),
        ),
        fingerprints=(b"\x00\x01first", b"second"),
        neighbourhood=b"\x02around",
    )
    return replace(draft, **changes)


def an_entry(
    now: datetime,
    query: ElementQuery | None = None,
    *,
    life_s: float = 7 * 24 * 3600,
    **changes: Any,
) -> Entry:
    draft = a_draft(query)
    entry = Entry(
        query=draft.query,
        selectors=draft.selectors,
        descriptor=draft.descriptor,
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        version=1,
        revision=1,
        created_at=now,
        verified_at=now,
        expires_at=now + timedelta(seconds=life_s),
    )
    return replace(entry, **changes)


def entry_of(draft: Draft, now: datetime) -> Entry:
    """The entry that saving a draft makes."""
    return Entry(
        query=draft.query,
        selectors=draft.selectors,
        descriptor=draft.descriptor,
        fingerprints=draft.fingerprints,
        neighbourhood=draft.neighbourhood,
        place=draft.place,
        version=1,
        revision=1,
        created_at=now,
        verified_at=now,
        expires_at=now + timedelta(days=7),
    )


def a_heal(
    now: datetime,
    query: ElementQuery | None = None,
    *,
    new: Draft | None = None,
    **changes: Any,
) -> HealRecord:
    """A heal on probation, found by its descriptor on a page of its own."""
    found = a_draft(
        query,
        selectors=(Selector(Strategy.CSS, "#found-again"),),
        snapshot=b"\x1f\x8bthe new page\x00",
        place="/html/body/form[2]/input[1]",
        relocation=Relocation(
            way=Way.DESCRIPTOR,
            verdict=Verdict.MOVED,
            score=0.97,
            margin=0.41,
            reasons=(("role", 1.25), ("text", -0.5)),
            runner_up="/html/body/form[1]/input[1]",
        ),
    )
    heal = HealRecord(
        id=uuid4().hex,
        state=HealState.PROBATION,
        old=an_entry(now, query),
        new=new or found,
        passes=0,
        trace_id="0af7651916cd43dd8448eb211c80319c",
        created_at=now,
    )
    return replace(heal, **changes)
