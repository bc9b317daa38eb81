"""What is told of an entry that was told before is what would be told of it for the first time."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from google.protobuf.duration_pb2 import Duration
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacts.v1 import element_pb2 as pb
from pacts_daemon.codec.enums import DRIFT_CHECKS, OUTCOMES
from pacts_daemon.codec.forms import EntryForms
from pacts_daemon.codec.messages import descriptor_to_message, selector_to_message
from pacts_daemon.core.answers import Answer, Found
from pacts_daemon.core.errors import PactsError, VersionConflictError
from pacts_daemon.core.feedback import Report
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import DriftCheck, Entry, Strategy
from pacts_daemon.core.walk import Lookup
from pacts_daemon.rpc import responses
from pacts_daemon.tiers.memory import MemoryTier
from pacts_daemon.tiers.sql import rows
from pacts_daemon.tiers.sql import statements as sql
from tests.support.backends.harnesses import SqliteHarness
from tests.support.builders import SELECTORS, a_draft, a_query, an_entry
from tests.support.clock import TurnedClock
from tests.unit.core.conftest import House

MAX_BYTES = 1024 * 1024
QUERIES = [a_query(variant={"locale": locale}) for locale in ("en", "de", "fr")]
EVIDENCE = [None, b"page-1", b"page-2"]
UNDERSTOOD = [frozenset[Strategy](), frozenset({Strategy.CSS}), frozenset(Strategy)]
numbers = st.integers(0, 2)
drafts = st.builds(
    a_draft,
    st.sampled_from(QUERIES),
    selectors=st.permutations(SELECTORS).map(tuple),
    fingerprints=st.sampled_from([(), (b"page-1",), (b"page-2", b"page-1")]),
    never_heal=st.booleans(),
    heal_id=st.sampled_from(["", "ab"]),
)
steps = st.one_of(
    st.tuples(st.just("save"), drafts),
    st.tuples(st.sampled_from(["succeed", "fail", "remove", "forget"]), numbers),
    st.tuples(st.just("turn"), st.sampled_from([0.25, 60.0, 4000.0])),
)


def afresh(found: Found) -> pb.Found:
    """Return what is told of an answer, made of nothing that was made before."""
    entry, micros = found.entry, round(found.age_s * 1_000_000)
    told = pb.Found(
        selectors=[selector_to_message(one) for one in found.selectors],
        source=found.source,
        age=Duration(seconds=micros // 1_000_000, nanos=micros % 1_000_000 * 1000),
        version=entry.version,
        drift_check=DRIFT_CHECKS.number(found.drift_check),  # type: ignore[arg-type]
        drift_ratio=found.drift_ratio,
        identity=descriptor_to_message(entry.descriptor),
        heal_id=entry.heal_id,
        page_generation=entry.page_generation,
    )
    told.identity.SetInParent()
    return told


class Told:
    """The walk on tiers that keep what they know in memory and in a file, and what it tells."""

    def __init__(self, fast: MemoryTier, durable: Any, clock: TurnedClock) -> None:
        self.house = House(clock=clock)
        self.house.fast, self.house.durable = fast, durable  # type: ignore[assignment]
        self.kept: dict[int, Entry] = {}

    async def step(self, kind: str, what: Any) -> None:
        house = self.house
        if kind == "save":
            await house.store.save(what)
        elif kind == "turn":
            house.clock.turn(what)
        elif kind == "remove":
            await house.store.remove(key_of(QUERIES[what]))
        elif kind == "forget":
            await house.fast.clear()
        elif (entry := self.kept.get(what)) is not None:
            failed = entry.selectors[0] if kind == "fail" else None
            try:
                await house.feedback.report(Report(QUERIES[what], entry.version, failed))
            except VersionConflictError:
                return

    async def check(self, evidence: bytes | None, understood: frozenset[Strategy]) -> None:
        lookups = [Lookup(query, evidence, None, understood) for query in QUERIES]
        resolver = self.house.resolver
        for _ in range(2):  # from what the durable tier has, and from what it has told the fast one
            one_by_one = [
                await resolver.get(one.query, evidence, None, understood) for one in lookups
            ]
            await self.compare(one_by_one)
            await resolver.settled()
            await self.compare(await resolver.get_all(lookups))

    async def compare(self, answers: Sequence[Answer | PactsError]) -> None:
        batch = responses.batch_response(answers, MAX_BYTES)
        for number, (answer, result) in enumerate(zip(answers, batch.results, strict=True)):
            assert not isinstance(answer, PactsError)
            response = responses.get_response(answer)
            assert result.response == response
            assert [(one.tier, one.outcome, one.reason) for one in response.trail] == [
                (one.tier, OUTCOMES.number(one.outcome), one.reason) for one in answer.trail
            ]
            if not isinstance(answer, Found):
                assert response.WhichOneof("result") == "miss"
                continue
            assert response.found == afresh(answer)
            assert answer.entry == await self.stored(answer.entry)
            self.kept[number] = answer.entry

    async def stored(self, entry: Entry) -> object:
        """Return what the file holds, read with nothing remembered."""
        tier: Any = self.house.durable
        (row,) = await tier._engine.fetch(sql.LOOKUP, key_of(entry.query))
        return rows.known_of(row, self.house.clock.now())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
@given(
    st.lists(steps, min_size=1, max_size=6), st.sampled_from(EVIDENCE), st.sampled_from(UNDERSTOOD)
)
def test_answers_say_what_is_stored_whatever_was_told_before(
    history: list[tuple[str, Any]], evidence: bytes | None, understood: frozenset[Strategy]
) -> None:
    async def run(folder: str) -> None:
        harness = SqliteHarness(Path(folder))
        await harness.prepare()
        async with harness.resources:
            fast = MemoryTier(harness.clock, ttl_s=3600, max_entries=100)
            told = Told(fast, await harness.open(), harness.clock)
            for query in QUERIES:
                await told.step("save", a_draft(query))
            await told.check(evidence, understood)
            for kind, what in history:
                await told.step(kind, what)
                await told.check(evidence, understood)

    with TemporaryDirectory() as folder:
        asyncio.run(run(folder))


def test_form_is_made_once_for_an_entry_and_gone_with_it() -> None:
    made: list[Entry] = []
    forms = EntryForms(lambda entry: (made.append(entry), b"%d" % entry.version)[1])
    now = TurnedClock().now()
    first, second = an_entry(now, version=1), an_entry(now, version=2)
    assert [forms.of(one) for one in (first, second, first)] == [b"1", b"2", b"1"]
    assert [entry.version for entry in made] == [1, 2]
    assert forms.of(replace(first, version=3)) == b"3"
    made.clear()
    del first
    gc.collect()
    assert len(forms) == 1
    assert forms.of(second) == b"2"


def test_answer_for_some_strategies_tells_their_selectors_and_leaves_the_whole_as_it_is() -> None:
    entry = an_entry(TurnedClock().now())

    def told(*strategies: Strategy) -> list[str]:
        wanted = frozenset(strategies)
        found = Found(
            entry, MemoryTier.name, 0, DriftCheck.NO_EVIDENCE, None, (), strategies=wanted
        )
        return [one.value for one in responses.get_response(found).found.selectors]

    whole = [one.value for one in SELECTORS]
    assert told() == whole
    assert told(Strategy.CSS) == [SELECTORS[2].value]
    assert told() == told(*Strategy) == whole
